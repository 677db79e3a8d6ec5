import { storageUrl } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import {
  blobNotFound,
  failed,
  hourMs,
  minuteMs,
  neverStarted,
  secondMs,
  succeeded,
} from '../../../../src/simulator/scenarios/runs.ts';
import { toNodeId } from '../../../../src/simulator/scenarios/scenario.ts';
import { after, asks, dependencies, type JudgedWorld, lost, ofPool, runs } from './judgedWorld.ts';

const every = (recurrenceInterval: string) => ({
  schedule: { recurrenceInterval },
  jobSpecification: { poolInfo: ofPool },
});

export const unendingWorlds: readonly JudgedWorld[] = [
  {
    // Each schedule has one active job at a time. The pool of stuck's doesn't exist, and blocked's waits for a task that
    // failed: neither ends by itself. late's and
    // open's have run past three recurrences, and open's stays active after its tasks; long's has 21 hours left.
    ...smallWorld('unended', 'Five schedules whose last jobs are active.', {
      pool: { settings: { taskSlotsPerNode: 4 }, nodes: [{}, {}] },
      jobs: [
        {
          body: { id: 'stuck:job-1', poolInfo: { poolId: 'pool-2025' } },
          createdAgoMs: hourMs / 2,
          tasks: [runs('s0')],
        },
        {
          body: { id: 'blocked:job-1', poolInfo: ofPool, ...dependencies },
          createdAgoMs: hourMs / 2,
          tasks: [completedTask('b0', lost), after('b1', 'b0')],
        },
        {
          body: { id: 'late:job-1', poolInfo: ofPool, onAllTasksComplete: 'terminatejob' },
          createdAgoMs: 3 * hourMs,
          tasks: [runs('l0')],
        },
        { body: { id: 'open:job-1', poolInfo: ofPool }, createdAgoMs: 3 * hourMs, tasks: [runs('o0')] },
        { body: { id: 'long:job-1', poolInfo: ofPool }, createdAgoMs: 3 * hourMs, tasks: [runs('g0')] },
      ],
      jobSchedules: [
        { id: 'stuck', ...every('PT1H') },
        { id: 'blocked', ...every('PT1H') },
        { id: 'late', ...every('PT1H') },
        { id: 'open', ...every('PT1H') },
        { id: 'long', ...every('P1D') },
      ],
    }),
    rule: 'a schedule whose last job has not ended',
    causes: [/^1 task · .*refs\.txt/, /stuck:job-1/],
    pages: {
      'schedule stuck': {
        title: /stuck creates its next job when its last one ends/,
        says: [
          /1 task in job stuck:job-1 is waiting|stuck:job-1.*pool does not exist/,
          /You do/,
          /^1\. Create a pool with the ID pool-2025/m,
        ],
        never: [/creates its next job on/],
      },
      'schedule blocked': {
        title: /when its last one ends/,
        says: [/You do/, /^1\. Fix and retry what failed \(b0\)/m],
        never: [/creates its next job on/],
      },
      'schedule late': {
        title: /when its last one ends/,
        says: [/may end on its own/, /^1\. Wait until its tasks are done, or terminate/m],
      },
      'schedule open': { title: /when its last one ends/, says: [/You do/, /^1\. Terminate the job, at the latest/m] },
      'schedule long': { title: /creates its next job on .*, if long:job-1 has ended by then/ },
    },
  },
  {
    // Chains end at the failed a, a missing task, a circle, or a task that never fits; besides them, run runs and queue
    // waits for its turn.
    ...smallWorld('beside-chain', 'Tasks wait for a chain that cannot start and for tasks that run or queue.', {
      pool: { nodes: [{}] },
      jobs: [
        {
          body: { id: 'job', poolInfo: ofPool, ...dependencies },
          tasks: [
            completedTask('a', lost),
            runs('run'),
            runs('queue'),
            after('b', 'a'),
            after('gone', 'ghost'),
            asks('wide', { requiredSlots: 8 }),
            asks('x', { dependsOn: { taskIds: ['y', 'run'] } }),
            after('y', 'x'),
            after('by-failed', 'run', 'b'),
            after('by-failed-too', 'b', 'queue'),
            after('by-missing', 'gone', 'run'),
            after('by-wide', 'run', 'wide'),
            after('by-circle', 'run', 'x'),
          ],
        },
      ],
    }),
    rule: 'a dependency that runs or queues beside one that cannot start',
    causes: [/^1 task · .*refs\.txt/, /job/],
    pages: {
      'task job/by-failed': { says: [/only after b, which can't start either/, /Not finished: run, b/] },
      'task job/by-failed-too': { says: [/only after b, which can't start either/, /Not finished: b, queue/] },
      'task job/by-missing': { says: [/only after gone, which can't start either/, /Not finished: gone, run/] },
      'task job/by-wide': { says: [/only after wide has succeeded/, /Not finished: run, wide/] },
      'task job/by-circle': { says: [/only after x has succeeded/, /Not finished: run, x/] },
      'task job/x': { says: [/only after y, and that only after it/, /Not finished: y, run/] },
    },
  },
  {
    // Preparation failed on node 1 and has 38 of 40 minutes left on node 0, where one of the tasks waits for that alone.
    ...smallWorld('still-preparing', 'A preparation task failed on one node and runs on the other.', {
      rules: [
        { kind: 'jobPreparation', nodeId: toNodeId('pool', 1), outcomes: [lost] },
        { kind: 'jobPreparation', outcomes: [succeeded(40 * minuteMs)] },
      ],
      job: { settings: { jobPreparationTask: { commandLine: 'bash fetch.sh' } }, tasks: [runs('k0'), runs('k1')] },
    }),
    ageMs: 2 * minuteMs,
    rule: 'a preparation task that runs on one node and failed on another',
    causes: [/preparation/],
    pages: {
      'task job/k0': {
        title: /k0 is waiting for its job preparation task/,
        says: [/has been running for 2 min/, /failed on 1 of 2 nodes/],
        never: [/preparation (task )?fails/, /Nothing is known to be wrong/],
      },
      'task job/k1': { title: /preparation fails on 1 of 2 nodes/ },
    },
  },
  {
    // Logs of the start task and of the task have a line 1 each; c never ran, so it has no log.
    ...smallWorld('two-logs', 'Tasks fail on a node whose start task failed.', {
      pool: {
        settings: { startTask: { commandLine: 'bash setup.sh', waitForSuccess: false } },
        nodes: [{ startTask: [failed(100, secondMs, { stderr: "E: Version '9.9' for 'ffmpeg' was not found\n" })] }],
      },
      job: {
        tasks: [
          completedTask('a', lost),
          completedTask('b', failed(127, secondMs, { stderr: 'run.sh: line 8: samtools: command not found\n' })),
          completedTask('c', neverStarted(blobNotFound(storageUrl('inputs/x.csv'), 'x.csv'))),
        ],
      },
    }),
    rule: 'the log of a task and that of the start task of its node',
    causes: [/refs\.txt/, /samtools/, /x\.csv/, /start task|ffmpeg/],
    pages: {
      'task job/a': {
        says: [/`stderr\.txt`:\n+```text\n1 \| grep: refs/, /`startup\/stderr\.txt`:\n+```text\n1 \| E: Version/],
      },
      'task job/b': { says: [/`stderr\.txt`:\n+```text\n1 \| run\.sh: line 8/] },
      'task job/c': { says: [/startup\/stderr\.txt/], never: [/^`stderr\.txt`/m, /^- Exit code/m] },
    },
  },
];
