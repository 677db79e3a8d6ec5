import { choice, duration, flag, id, integer, type ObjectTable, object, objects, text, time } from './property.ts';
import { jobTask, nodeTask } from './taskTable.ts';

/** The properties of a job, which may have an id of its own or not. */
const jobSpecification = {
  displayName: text('A name for people, which need not be unique.', { chars: 1024, example: 'Frames of scene 12' }),
  usesTaskDependencies: flag('Whether tasks of the job may depend on each other (`dependsOn`).', { default: false }),
  priority: integer('How urgent the job is: tasks of a job with a higher number start first.', {
    default: 0,
    from: -1000,
    to: 1000,
    example: 100,
  }),
  allowTaskPreemption: flag(
    'Whether jobs with a higher priority may interrupt tasks of this one, which wait again then. Not in every account: Azure support switches it on.',
  ),
  maxParallelTasks: integer(
    'How many tasks of the job may run at the same time. Not in every account: Azure support switches it on.',
    { default: -1, from: 1, orUnlimited: true, example: 10 },
  ),
  constraints: object('JobConstraints', 'How long the job may last, and how often its tasks are retried.'),
  jobManagerTask: object(
    'JobManagerTask',
    'A task that Batch starts with the job, and before its other tasks. It usually adds these.',
  ),
  jobPreparationTask: object(
    'JobPreparationTask',
    'A task that runs on each node before the first task of the job does.',
  ),
  jobReleaseTask: object(
    'JobReleaseTask',
    'A task that runs, when the job ends, on each node where the preparation task ran. Needs `jobPreparationTask`.',
  ),
  commonEnvironmentSettings: objects(
    'EnvironmentSetting',
    'Environment variables of all tasks of the job. A task can set another value for the same name.',
  ),
  poolInfo: object('PoolInfo', 'The pool on which the tasks of the job run.', { required: true }),
  onAllTasksComplete: choice(
    {
      noaction: 'The job stays active.',
      terminatejob: 'The job ends, at once if it has no tasks yet.',
    },
    'What happens when all tasks of the job have completed. Without tasks, all of them count as completed.',
    { default: 'noaction' },
  ),
  onTaskFailure: choice(
    {
      noaction: 'Nothing happens to the job.',
      performexitoptionsjobaction: 'The job does what `exitConditions` of the task say.',
    },
    'What happens when a task of the job fails.',
    { default: 'noaction' },
  ),
  networkConfiguration: object(
    'JobNetworkConfiguration',
    'The network that nodes join while they run tasks of the job. Not in every account: Azure support switches it on.',
  ),
  metadata: objects('MetadataItem', 'Names and values of your own. They mean nothing to Batch.'),
} as const satisfies ObjectTable;

const preparationId = 'Identifies the task in its job, where no other task may have this ID.';

/** Properties of job and job schedule definitions, beyond those they share with tasks and pools. */
export const jobTable = {
  Job: {
    id: id('Identifies the job in the account. IDs that differ only in case are the same.', {
      required: true,
      example: 'frames',
    }),
    ...jobSpecification,
    taskFactory: object('TaskFactory', 'Tasks that are added with the job: a list, or what they are made from.', {
      isExtension: true,
    }),
    applicationTemplateInfo: object('ApplicationTemplateInfo', 'A file that defines what the job does.', {
      isExtension: true,
    }),
  },
  JobSpecification: jobSpecification,
  JobConstraints: {
    maxWallClockTime: duration(
      'How long the job may last, from when it was created. Then Batch ends it and its running tasks. Without it there is no limit.',
      { from: 'PT1S', example: 'P1D' },
    ),
    maxTaskRetryCount: integer(
      'How many times Batch starts each task again after a nonzero exit code, where the task sets no number. -1 means without end.',
      { default: 0, from: -1, example: 3 },
    ),
  },
  JobManagerTask: {
    ...jobTask,
    killJobOnCompletion: flag('Whether the job ends when this task has completed. Tasks that still run are ended.', {
      default: true,
    }),
    runExclusive: flag('Whether no other task runs on its node at the same time.', { default: true }),
    allowLowPriorityNode: flag('Whether it may run on a Spot node.', { default: true }),
  },
  JobPreparationTask: {
    id: id(preparationId, { default: 'jobpreparation' }),
    ...nodeTask,
    constraints: object(
      'TaskConstraints',
      'How long the task may run, how often Batch retries it, and how long its files stay on the node.',
    ),
    waitForSuccess: flag('Whether tasks of the job wait on the node until this task has succeeded there.', {
      default: true,
    }),
    rerunOnNodeRebootAfterSuccess: flag('Whether it runs again after the node has restarted, if it had succeeded.', {
      default: true,
    }),
  },
  JobReleaseTask: {
    id: id(preparationId, { default: 'jobrelease' }),
    ...nodeTask,
    maxWallClockTime: duration('How long the task may run on a node. Then Batch ends it.', {
      default: 'PT15M',
      from: 'PT1S',
      to: 'PT15M',
      example: 'PT5M',
    }),
    retentionTime: duration(
      'How long the folder of the task stays on the node after the task has ended, if the node lasts.',
      {
        default: 'P7D',
        example: 'P1D',
      },
    ),
  },
  PoolInfo: {
    poolId: id('The ID of a pool. Tasks wait until the pool exists. Set either this or `autoPoolSpecification`.', {
      example: 'render-pool',
    }),
    autoPoolSpecification: object(
      'AutoPoolSpecification',
      'A pool that Batch creates for the job. Set either this or `poolId`.',
    ),
  },
  JobNetworkConfiguration: {
    subnetId: text('The resource ID of the subnet, in the region and in the subscription of the account.', {
      required: true,
      example:
        '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network/virtualNetworks/{network}/subnets/{subnet}',
    }),
    skipWithdrawFromVNet: flag('Whether nodes stay in the network after the job has ended.', {
      default: false,
      since: '2024-07-01.20.0',
    }),
  },
  AutoPoolSpecification: {
    autoPoolIdPrefix: text('What the ID of the pool begins with. Batch adds the rest.', {
      chars: 20,
      example: 'frames',
    }),
    poolLifetimeOption: choice(
      {
        job: 'Each job has a pool of its own, for as long as it lasts.',
        jobschedule: 'All jobs of the schedule share one pool. Only in job schedules.',
      },
      'How long the pool lasts.',
      { required: true },
    ),
    keepAlive: flag('Whether the pool stays when its time is over. You have to delete it then.', { default: false }),
    pool: object('PoolSpecification', 'What the pool is made of.'),
  },
  JobSchedule: {
    id: id('Identifies the job schedule in the account. IDs that differ only in case are the same.', {
      required: true,
      example: 'nightly',
    }),
    displayName: text('A name for people, which need not be unique.', { chars: 1024, example: 'Nightly report' }),
    schedule: object('JobScheduleConfiguration', 'When Batch creates jobs, in UTC.', { required: true }),
    jobSpecification: object('JobSpecification', 'What the jobs are made of.', { required: true }),
    metadata: objects('MetadataItem', 'Names and values of your own. They mean nothing to Batch.'),
  },
  JobScheduleConfiguration: {
    doNotRunUntil: time('No job is created before this time. Without it, the schedule starts at once.', {
      example: '2026-12-01T02:00:00Z',
    }),
    doNotRunAfter: time(
      'No job is created after this time. Without it, a schedule that repeats goes on until you end it.',
      {
        example: '2027-12-01T00:00:00Z',
      },
    ),
    startWindow: duration('How late a job may still be created. After that, Batch waits for its next time.', {
      from: 'PT1M',
      example: 'PT1H',
    }),
    recurrenceInterval: duration(
      'The time from the start of one job to that of the next. A job is created only after the one before has completed. Without it there is one job.',
      { from: 'PT1M', example: 'P1D' },
    ),
  },
} as const satisfies Readonly<Record<string, ObjectTable>>;
