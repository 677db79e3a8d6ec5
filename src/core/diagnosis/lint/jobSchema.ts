import type { SchemaTable } from './schemaTable.ts';
import { jobTask, nodeTask } from './taskSchema.ts';

/** The properties of a job, which may have an id of its own or not. */
const jobSpecification = {
  displayName: 'string',
  usesTaskDependencies: 'boolean',
  priority: 'number',
  allowTaskPreemption: 'boolean',
  maxParallelTasks: 'number',
  constraints: 'JobConstraints',
  jobManagerTask: 'JobManagerTask',
  jobPreparationTask: 'JobPreparationTask',
  jobReleaseTask: 'JobReleaseTask',
  commonEnvironmentSettings: 'EnvironmentSetting[]',
  poolInfo: 'PoolInfo!',
  onAllTasksComplete: 'enum:noaction|terminatejob',
  onTaskFailure: 'enum:noaction|performexitoptionsjobaction',
  networkConfiguration: 'JobNetworkConfiguration',
  metadata: 'MetadataItem[]',
} as const;

/** Properties of job and job schedule definitions, beyond those they share with tasks and pools (Batch REST 2025-06-01). */
export const jobSchema: SchemaTable = {
  Job: { id: 'string!', ...jobSpecification },
  JobSpecification: jobSpecification,
  JobConstraints: {
    maxWallClockTime: 'duration',
    maxTaskRetryCount: 'number',
  },
  JobManagerTask: {
    ...jobTask,
    killJobOnCompletion: 'boolean',
    runExclusive: 'boolean',
    allowLowPriorityNode: 'boolean',
  },
  JobPreparationTask: {
    id: 'string',
    ...nodeTask,
    constraints: 'TaskConstraints',
    waitForSuccess: 'boolean',
    rerunOnNodeRebootAfterSuccess: 'boolean',
  },
  JobReleaseTask: {
    id: 'string',
    ...nodeTask,
    maxWallClockTime: 'duration',
    retentionTime: 'duration',
  },
  PoolInfo: {
    poolId: 'string',
    autoPoolSpecification: 'AutoPoolSpecification',
  },
  JobNetworkConfiguration: {
    subnetId: 'string!',
    skipWithdrawFromVNet: 'boolean',
  },
  AutoPoolSpecification: {
    autoPoolIdPrefix: 'string',
    poolLifetimeOption: 'enum:jobschedule|job!',
    keepAlive: 'boolean',
    pool: 'PoolSpecification',
  },
  JobSchedule: {
    id: 'string!',
    displayName: 'string',
    schedule: 'JobScheduleConfiguration!',
    jobSpecification: 'JobSpecification!',
    metadata: 'MetadataItem[]',
  },
  JobScheduleConfiguration: {
    doNotRunUntil: 'time',
    doNotRunAfter: 'time',
    startWindow: 'duration',
    recurrenceInterval: 'duration',
  },
};
