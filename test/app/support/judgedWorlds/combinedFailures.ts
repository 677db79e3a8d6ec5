import { linuxPool, padded, range } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import {
  ended,
  failed,
  hourMs,
  minuteMs,
  notUploaded,
  secondMs,
  succeeded,
  uploadDenied,
} from '../../../../src/simulator/scenarios/runs.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, runs } from './judgedWorld.ts';

const killed = failed(137, hourMs, { stderr: 'Killed\n' });
const outputs = 'https://contosodata.blob.core.windows.net/outputs';
const missing = (name: string) => failed(2, secondMs, { stderr: `cat: ${name}: No such file or directory\n` });
const instances = (numberOfInstances: number) => ({
  multiInstanceSettings: { numberOfInstances, coordinationCommandLine: 'true' },
});

/** Worlds in which failures of different kinds occur together, or one causes others. */
export const combinedFailures: readonly JudgedWorld[] = [
  {
    // b failed 20 minutes earlier, for its own reason. a then failed and ended the job; c was running and ended with
    // it; d never started.
    ...smallWorld(
      'two-failures-one-ends',
      'A task failed for its own reason; later another ended the job and with it a third.',
      {
        job: {
          settings: { onTaskFailure: 'performexitoptionsjobaction' },
          tasks: [
            completedTask('b', failed(5, secondMs, { stderr: 'ValueError: bad header\n' }), {
              endedAgoMs: 20 * minuteMs,
              body: { exitConditions: { default: { jobAction: 'none' } } },
            }),
            {
              ...asks('a', { exitConditions: { default: { jobAction: 'terminate' } } }),
              outcomes: [failed(3, 20 * secondMs, { stderr: 'grep: refs.txt: No such file or directory\n' })],
            },
            runs('c'),
            runs('d'),
          ],
        },
      },
    ),
    rule: 'an exit condition that ended the job after another failure',
    causes: [/^1 task · .*refs\.txt.* · 1 task failed as a consequence/, /^1 task · .*bad header/],
    pages: {
      account: {
        icon: 'error',
        says: [/refs\.txt is missing: 1 task/, /1 task failed as a consequence/],
        never: [cannot, /2 tasks/],
      },
      'job job': {
        says: [/\ba\b/, /1 task .*: refs\.txt/],
        never: [cannot, /known for 2 of 3/, /Task Was Ended by User Request/],
      },
      'task job/a': { title: /refs\.txt/, never: [/bad header/, /c failed the same way/] },
      'task job/b': { title: /bad header/, never: [/refs\.txt/, /was running when its job ended/, /ended the job/] },
      'task job/c': { title: /job/, says: [/\ba\b/], never: [/bad header/, /Task Was Ended by User Request/] },
      'task job/d': { says: [/never run/], never: [/bad header/] },
    },
  },
  {
    // The node of r breaks after 20 s; r runs again on the other one and is killed there after an hour (2 cores: at
    // least 2 core-hours). The first run was lost with the node, the second failed by itself.
    ...smallWorld('node-lost-then-killed', 'A task lost its node, ran again on another and was killed there.', {
      pool: { nodes: [{ sinceAgoMs: 2 * hourMs }, {}] },
      job: { tasks: [runs('r'), { ...asks('s', {}), outcomes: [{ ...killed, durationMs: 30 * minuteMs }] }] },
      events: [{ atMs: 20 * secondMs, kind: 'break', poolId: 'pool', node: 0 }],
    }),
    rule: 'a task that lost its node while another one is killed',
    ageMs: 2 * hourMs,
    causes: [/^1 node/, /memory|137|killed/i],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': { row: /1 failed · 1 running/, never: [cannot] },
      'task job/s': { title: /137|[Kk]illed|memory/ },
      'task job/r': {
        says: [
          /07:00:20: \*\*The state of node 1 changed to: unusable/,
          /07:00:20: Task r was requeued/,
          /07:30: Task r started on node 2/,
        ],
        never: [/never run/],
      },
      'pool pool': { says: [/unusable/], never: [cannot] },
    },
  },
  {
    // merge counts as succeeded and lost its output; report failed for lack of it; sum waits for report and never runs.
    ...smallWorld('false-merge', 'A task that counts as succeeded failed; what it should have made is missing later.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask(
            'merge',
            succeeded(secondMs, {
              stderr:
                'Traceback (most recent call last):\n  File "merge.py", line 7, in <module>\n    write(rows)\nMemoryError\n',
            }),
            { endedAgoMs: 30 * minuteMs },
          ),
          completedTask('report', missing('merged.csv'), { body: { dependsOn: { taskIds: ['merge'] } } }),
          after('sum', 'report'),
        ],
      },
    }),
    rule: 'a false success whose output a later task lacks',
    causes: [/merged\.csv.* · 1 task waiting/],
    pages: {
      account: { icon: 'error', says: [/- merge: log ends in an exception/], never: [cannot] },
      'job job': { icon: 'error', row: /1 failed.* · 1 waiting/, says: [/merged\.csv/, /merge\b/], never: [cannot] },
      'task job/merge': { says: [/MemoryError/], never: [cannot] },
      'task job/report': { says: [/merged\.csv/, /- merge: log ends in an exception/] },
      'task job/sum': { says: [/report/] },
    },
  },
  {
    // 2 uploads were denied after 3 hours each on 2 cores of a pool with one slot: 12 core-hours. last never runs. w
    // waits because of the limit of one task.
    ...smallWorld(
      'uploads-and-limit',
      'Two programs succeeded and their uploads were denied; one waits for them, one for the limit.',
      {
        pool: { nodes: range(2).map(() => ({ allocatedAgoMs: 20 * hourMs, sinceAgoMs: 10 * hourMs })) },
        job: {
          createdAgoMs: 20 * hourMs,
          settings: { ...dependencies, maxParallelTasks: 1 },
          tasks: [
            ...range(2).map((n) =>
              completedTask(
                `u${n}`,
                notUploaded(uploadDenied(outputs, '**/*.bam', `workitems/job/job-1/u${n}/wd/x.bam`), 3 * hourMs),
                { node: n },
              ),
            ),
            runs('r'),
            asks('w', {}),
            after('z', 'u0'),
          ],
        },
      },
    ),
    rule: 'denied uploads whose dependents wait, beside the limit of parallel tasks',
    causes: [/^2 tasks · .* · 1 task waiting/],
    pages: {
      account: { icon: 'error', says: [/Failed attempts: about 12 core-hours/], never: [cannot] },
      'job job': { row: /2 failed · 1 running · 2 waiting/, never: [cannot] },
      'task job/u0': { title: /upload|[Oo]utput|write|storage/, says: [/1 other task/] },
      'task job/w': { says: [/limit/], never: [/never run|u0/] },
      'task job/z': { says: [/u0/], never: [/limit of/] },
    },
  },
  {
    // old: 3 nodes x 4 cores x 2 hours = 24 core-hours as a minimum, because the previous attempt is unknown. new never
    // runs: 8 instances, 3 nodes.
    ...smallWorld(
      'instances-retried',
      'A task of three instances failed in its second attempt; one of eight instances waits.',
      {
        pools: [
          {
            body: linuxPool('pool', 'standard_d4s_v3', { targetDedicatedNodes: 3, enableInterNodeCommunication: true }),
            nodes: range(3).map(() => ({ allocatedAgoMs: 20 * hourMs })),
          },
        ],
        job: {
          tasks: [
            completedTask('old', failed(3, 2 * hourMs, { stderr: 'grep: refs.txt: No such file or directory\n' }), {
              executionInfo: { retryCount: 1 },
              body: { constraints: { maxTaskRetryCount: 1 }, ...instances(3) },
            }),
            asks('new', instances(8)),
          ],
        },
      },
    ),
    rule: 'the cost of retried instances beside a task of too many',
    causes: [/refs\.txt/, /instances|nodes.* · 1 task waiting/],
    pages: {
      account: { icon: 'error', says: [/Failed attempts: at least 24 core-hours/], never: [cannot] },
      'job job': {
        icon: 'error',
        row: /1 failed · 1 stuck: requires what the pool doesn't offer · 1 waiting/,
        never: [cannot],
      },
      'task job/old': { title: /refs\.txt/ },
      'task job/new': { says: [/\b8\b/, /\b3\b/] },
      'pool pool': { says: [/Failed attempts: at least 24 core-hours/], never: [cannot] },
    },
  },
  {
    // 130 failed: 100 were killed after an hour each on 2 cores, and 30 each lack a different file. 1 exceeded its
    // limit of an hour.
    ...smallWorld(
      'many-of-three-reasons',
      'A hundred tasks were killed, thirty lack files, and one ran over its limit.',
      {
        pool: { nodes: range(10).map(() => ({ allocatedAgoMs: 40 * hourMs, sinceAgoMs: 30 * hourMs })) },
        job: {
          createdAgoMs: 40 * hourMs,
          tasks: [
            ...range(100).map((n) => completedTask(`k-${padded(n, 3)}`, killed, { node: n % 10 })),
            ...range(30).map((n) => completedTask(`m-${padded(n, 2)}`, missing(`part-${n}.csv`), { node: n % 10 })),
            completedTask('slow', ended(hourMs), { body: { constraints: { maxWallClockTime: 'PT1H' } }, node: 3 }),
          ],
        },
      },
    ),
    rule: 'more than a hundred failures of three reasons',
    causes: [/^100 tasks · /, /^30 tasks · /, /^1 task · .*limit/i],
    pages: {
      account: {
        icon: 'error',
        title: /131 failures .* 3 different reasons/,
        says: [/Failed attempts: about 202 core-hours/],
        never: [cannot],
      },
      'job job': { icon: 'error', row: /131 failed/, never: [cannot] },
      'task job/k-050': { says: [/: 99 other tasks in this job failed/], never: [/part-/, /PT1H/] },
      'task job/m-07': { title: /part-7\.csv/, says: [/: 29 other tasks in this job failed/], never: [/Killed/] },
      'task job/slow': { title: /limit/i, never: [/failed the same way/, /PT1H/] },
    },
  },
  {
    // Pool gone was deleted: t and d wait for it, and d also waits for n, which failed.
    ...smallWorld(
      'pool-gone-for-both',
      'A pool was removed under a job with a failure, a dependent and another task.',
      {
        jobs: [
          {
            body: { id: 'old', poolInfo: { poolId: 'gone' }, ...dependencies },
            tasks: [completedTask('n', missing('refs.txt'), { nodeGone: true }), runs('t'), after('d', 'n')],
          },
        ],
      },
    ),
    rule: 'a pool that was removed, for which as many tasks wait as after a failure',
    causes: [/^old: The pool does not exist · 2 tasks waiting/, /^1 task · .* · 1 task waiting/],
    pages: {
      'job old': { title: /^2 tasks .*the pool does not exist/, says: [/"n" failed/], never: [cannot] },
      'task old/t': { title: /the pool does not exist/, never: [/refs\.txt|\bn\b failed/] },
      'task old/d': { says: [/gone/, /\bn\b/] },
    },
  },
];
