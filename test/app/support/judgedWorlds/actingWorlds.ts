import { linuxPool } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { after, cannot, dependencies, type JudgedWorld, lost, runs } from './judgedWorld.ts';

const missingThenDisabled =
  /A dependency is not in the job\n(?:.*\n)*?.*2\. The job is disabled\n(?:.*\n)*?1\. Enable the job/;

/** Worlds in which something doesn't start until someone acts, beside what starts alone or what hides it. */
export const actingWorlds: readonly JudgedWorld[] = [
  {
    // g never runs, enabled or not; the others run when the job is enabled.
    ...smallWorld('disabled-missing', 'A disabled job holds a task that depends on one that does not exist.', {
      job: { settings: dependencies, state: 'disabled', tasks: [runs('p1'), runs('p2'), after('g', 'zzz')] },
    }),
    rule: 'a disabled job with a dependency that does not exist',
    causes: [/^job: A dependency is not in the job, and the job is disabled/],
    pages: {
      account: { icon: 'error', says: [/a dependency is not in the job, and the job is disabled/], never: [cannot] },
      'job job': {
        icon: 'error',
        row: /^disabled · 1 stuck/,
        title: /^1 of 3 waiting tasks in job job is stuck: a dependency is not in the job, and the job is disabled$/,
        says: [/1\. Add zzz to the job(?:.*\n)*?\d\. Fix .* then enable it/, /Job job is disabled/],
        never: [cannot, /ruled out: the job's state/],
      },
      'task job/g': { title: /a dependency is not in the job$/, says: [missingThenDisabled] },
      'task job/p1': { title: /disabled/, never: [/zzz/] },
    },
  },
  {
    // after-bad and both don't start until bad is retried, both not even then, and later starts alone: 2 of 3.
    ...smallWorld('acting-or-alone', 'Tasks wait for a failed one, for a missing one too, and for a running one.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask('bad', lost),
          runs('r0'),
          after('after-bad', 'bad'),
          after('both', 'bad', 'ghost'),
          after('later', 'r0'),
        ],
      },
    }),
    rule: 'how many tasks need someone, each counted once',
    causes: [/^1 task · .*refs\.txt/, /^job: A dependency is not in the job · 1 task waiting/],
    agents: [/3 in job job .*later has not started: [^|]*r0[^|]*\. 2 of them don't start until someone acts/],
    pages: {
      account: { says: [/1 task is waiting for one that failed\. later has not started/] },
      'job job': {
        icon: 'error',
        says: [/2 tasks are stuck waiting while others run/, /refs\.txt/, /ghost/],
        never: [cannot, /\d of 3 waiting/],
      },
      'task job/later': { never: [/ghost|bad/] },
    },
  },
  {
    // Batch replaces the Spot node when Azure has capacity, which may be never; the other one can be brought online now.
    ...smallWorld('offline-and-preempted', 'No node takes tasks: two are preempted, and one is offline.', {
      pools: [
        {
          body: linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 1, targetLowPriorityNodes: 2 }),
          nodes: [
            { state: 'offline' },
            { isDedicated: false, state: 'preempted' },
            { isDedicated: false, state: 'preempted' },
          ],
        },
      ],
      job: { tasks: [runs('a'), runs('b')] },
    }),
    rule: 'an offline node among more preempted ones',
    causes: [/^pool: .*2 preempted.*1 offline/, /^2 nodes · Azure took the machine back/],
    agents: [/2 in job job .*: (?!.*until someone acts)/],
    pages: {
      account: { icon: 'error', says: [/1\. .*[Bb]ring 1 offline node online/], never: [cannot] },
      'job job': {
        says: [/1\. [Bb]ring 1 offline node online/, /may not have Spot capacity/],
        never: [/Batch does, auto/],
      },
      'task job/a': {
        says: [/1\. [Bb]ring 1 offline node online/, /may not have Spot capacity/],
        never: [/Batch does, auto/],
      },
      'pool pool': { says: [/1\. [Bb]ring 1 offline node online/], never: [cannot] },
    },
  },
];
