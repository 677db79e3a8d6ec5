import { choice, duration, flag, id, integer, type ObjectTable, object, objects, text, time } from './property.ts';
import { jobTask, nodeTask } from './taskTable.ts';

const jobSpecification = {
  displayName: text("A display name, which doesn't have to be unique.", { chars: 1024, example: 'Frames of scene 12' }),
  usesTaskDependencies: flag('Whether tasks in the job can depend on each other (`dependsOn`).', { default: false }),
  priority: integer("The job's priority: tasks in jobs with a higher number start first.", {
    default: 0,
    from: -1000,
    to: 1000,
    example: 100,
  }),
  allowTaskPreemption: flag(
    "Whether higher-priority jobs can interrupt this job's tasks, which then wait again. Not available in every account: Azure support enables it.",
  ),
  maxParallelTasks: integer(
    "How many of the job's tasks can run at the same time. Not available in every account: Azure support enables it.",
    { default: -1, from: 1, orUnlimited: true, example: 10 },
  ),
  constraints: object('JobConstraints', 'How long the job may last, and how often its tasks are retried.'),
  jobManagerTask: object(
    'JobManagerTask',
    'A task that Batch starts with the job, before its other tasks. It usually adds the other tasks.',
  ),
  jobPreparationTask: object(
    'JobPreparationTask',
    "A task that runs on each node before the job's first task runs there.",
  ),
  jobReleaseTask: object(
    'JobReleaseTask',
    'A task that runs when the job ends, on each node where the job preparation task ran. Requires `jobPreparationTask`.',
  ),
  commonEnvironmentSettings: objects(
    'EnvironmentSetting',
    'Environment variables for all tasks in the job. A task can set a different value for the same name.',
    { unique: ['name'] },
  ),
  poolInfo: object('PoolInfo', "The pool that the job's tasks run on.", { required: true }),
  onAllTasksComplete: choice(
    {
      noaction: 'The job stays active.',
      terminatejob: 'The job ends. If it has no tasks yet, it ends immediately.',
    },
    'What happens when all tasks in the job have completed. If the job has no tasks, all of them count as completed.',
    { default: 'noaction' },
  ),
  onTaskFailure: choice(
    {
      noaction: 'Nothing happens to the job.',
      performexitoptionsjobaction: "The job does what the task's `exitConditions` specify.",
    },
    'What happens when a task in the job fails.',
    { default: 'noaction' },
  ),
  networkConfiguration: object(
    'JobNetworkConfiguration',
    "The network that nodes join while they're running the job's tasks. Not available in every account: Azure support enables it.",
  ),
  metadata: objects('MetadataItem', 'Your own name-value pairs, which have no meaning to Batch.'),
} as const satisfies ObjectTable;

const preparationId = 'Identifies the task in its job. No other task in the job can have this ID.';

/** Properties of job and job schedule definitions, except those they share with tasks and pools. */
export const jobTable = {
  Job: {
    id: id("Identifies the job in the account. IDs aren't case-sensitive.", {
      required: true,
      example: 'frames',
    }),
    ...jobSpecification,
    taskFactory: object('TaskFactory', 'Tasks to add with the job: a list, or what to generate them from.', {
      isExtension: true,
    }),
    applicationTemplateInfo: object('ApplicationTemplateInfo', 'A file that defines what the job does.', {
      isExtension: true,
    }),
  },
  JobSpecification: jobSpecification,
  JobConstraints: {
    maxWallClockTime: duration(
      "How long the job may last, measured from its creation. After that, Batch terminates the job and its running tasks. If omitted, there's no limit.",
      { from: 'PT1S', example: 'P1D' },
    ),
    maxTaskRetryCount: integer(
      "How many times Batch retries each task after a nonzero exit code, if the task doesn't set its own number. -1 means no limit.",
      { default: 0, from: -1, example: 3 },
    ),
  },
  JobManagerTask: {
    ...jobTask,
    killJobOnCompletion: flag(
      'Whether the job ends when this task completes. Tasks that are still running are terminated.',
      {
        default: true,
      },
    ),
    runExclusive: flag('Whether the task has its node to itself while it runs.', { default: true }),
    allowLowPriorityNode: flag('Whether the task may run on a Spot node.', { default: true }),
  },
  JobPreparationTask: {
    id: id(preparationId, { default: 'jobpreparation' }),
    ...nodeTask,
    constraints: object(
      'TaskConstraints',
      'How long the task may run, how often Batch retries it, and how long its files stay on the node.',
    ),
    waitForSuccess: flag("Whether the job's tasks on a node wait until this task has succeeded there.", {
      default: true,
    }),
    rerunOnNodeRebootAfterSuccess: flag(
      'Whether the task runs again after the node restarts, if it had already succeeded.',
      {
        default: true,
      },
    ),
  },
  JobReleaseTask: {
    id: id(preparationId, { default: 'jobrelease' }),
    ...nodeTask,
    maxWallClockTime: duration('How long the task may run on a node. After that, Batch terminates it.', {
      default: 'PT15M',
      from: 'PT1S',
      to: 'PT15M',
      example: 'PT5M',
    }),
    retentionTime: duration(
      "How long the task's folder stays on the node after the task ends, if the node still exists.",
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
    subnetId: text("The resource ID of a subnet in the account's region and subscription.", {
      required: true,
      isResourceId: true,
      example:
        '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network/virtualNetworks/{network}/subnets/{subnet}',
    }),
    skipWithdrawFromVNet: flag('Whether nodes stay in the network after the job has ended.', {
      default: false,
      since: '2024-07-01.20.0',
    }),
  },
  AutoPoolSpecification: {
    autoPoolIdPrefix: text("The beginning of the pool's ID. Batch adds the rest.", {
      chars: 20,
      example: 'frames',
    }),
    poolLifetimeOption: choice(
      {
        job: 'Each job has its own pool, which lasts as long as the job.',
        jobschedule: 'All jobs in the schedule share one pool. Only for job schedules.',
      },
      'How long the pool lasts.',
      { required: true },
    ),
    keepAlive: flag('Whether the pool is retained when its lifetime ends. You then have to delete it yourself.', {
      default: false,
    }),
    pool: object('PoolSpecification', "The pool's definition."),
  },
  JobSchedule: {
    id: id("Identifies the job schedule in the account. IDs aren't case-sensitive.", {
      required: true,
      example: 'nightly',
    }),
    displayName: text("A display name, which doesn't have to be unique.", { chars: 1024, example: 'Nightly report' }),
    schedule: object('JobScheduleConfiguration', 'When Batch creates jobs, in UTC.', { required: true }),
    jobSpecification: object('JobSpecification', 'The definition of the jobs.', { required: true }),
    metadata: objects('MetadataItem', 'Your own name-value pairs, which have no meaning to Batch.'),
  },
  JobScheduleConfiguration: {
    doNotRunUntil: time('No jobs are created before this time. If omitted, the schedule starts immediately.', {
      example: '2026-12-01T02:00:00Z',
    }),
    doNotRunAfter: time(
      'No jobs are created after this time. If omitted, a recurring schedule continues until you terminate it.',
      {
        example: '2027-12-01T00:00:00Z',
      },
    ),
    startWindow: duration(
      'How long after its scheduled time a job can still be created. After that, Batch waits for the next scheduled time.',
      {
        from: 'PT1M',
        example: 'PT1H',
      },
    ),
    recurrenceInterval: duration(
      "The time from the start of one job to the start of the next. A job is created only after the previous one has completed. If omitted, there's only one job.",
      { from: 'PT1M', example: 'P1D' },
    ),
  },
} as const satisfies Readonly<Record<string, ObjectTable>>;
