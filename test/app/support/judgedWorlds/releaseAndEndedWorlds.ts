import { linuxPool } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { ended, failed, hourMs, minuteMs, secondMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { toNodeId } from '../../../../src/simulator/scenarios/scenario.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, ofPool, runs } from './judgedWorld.ts';

const driver = { id: 'driver', commandLine: './driver' };
const busy = failed(1, secondMs, { stderr: "rm: cannot remove '/mnt/scratch': Device or resource busy\n" });
const noProgram = failed(127, secondMs, { stderr: 'release.sh: line 2: azcopy: command not found\n' });
const noHost = failed(6, secondMs, { stderr: 'curl: (6) Could not resolve host: data.example.com\n' });
const noBlob = failed(1, secondMs, { stderr: 'ValueError: bad header\n' });
const autoPool = {
  autoPoolSpecification: {
    poolLifetimeOption: 'job',
    pool: linuxPool('', 'standard_d2s_v3', { targetDedicatedNodes: 1 }),
  },
};
const sweeping = { poolInfo: autoPool, jobManagerTask: { id: 'sweep', commandLine: './sweep' } };
const prepared = { jobPreparationTask: { commandLine: './prepare' }, jobReleaseTask: { commandLine: './release' } };
/** Release tasks that fail on one of two nodes. */
const releasing = (end: typeof busy) =>
  [
    { kind: 'jobPreparation', outcomes: [succeeded(secondMs)] },
    { kind: 'jobRelease', nodeId: toNodeId('pool', 0), outcomes: [end] },
    { kind: 'jobRelease', outcomes: [succeeded(secondMs)] },
  ] as const;
const short = (id: string) => ({ ...asks(id, {}), outcomes: [succeeded(5 * secondMs)] });
const again = /[Rr]etry\b|Wait for the other process|package managers/;

/** Worlds in which a job ended before its tasks were done or without running, or in which its release task failed. */
export const releaseAndEndedWorlds: readonly JudgedWorld[] = [
  {
    // The manager succeeds after 30 s without waiting for its workers, which ends the job: w1 is terminated.
    ...smallWorld('manager-early', 'A job manager task succeeds before its workers are done.', {
      job: {
        settings: { jobManagerTask: driver },
        tasks: [
          { body: driver, outcomes: [succeeded(30 * secondMs, { stdout: '3 tasks added\n' })] },
          runs('w1'),
          runs('w2'),
          runs('w3'),
        ],
      },
    }),
    rule: 'a job manager that succeeds before its workers are done',
    causes: [/^1 task · .*job manager/i],
    pages: {
      account: { icon: 'error', says: [/driver/, /killJobOnCompletion/], never: [cannot, /manager (task )?failed/] },
      'job job': {
        icon: 'error',
        row: /1 failed/,
        says: [/driver, which ended before/, /2 tasks .* never run/, /^1\. .*killJobOnCompletion/m, /job\.clone/],
        never: [cannot, /manager (task )?failed/, /Enable/],
      },
      'task job/driver': { title: /succeeded/, says: [/job ended with it/, /killJobOnCompletion/], never: [/failure/] },
      'task job/w1': {
        title: /job manager/,
        says: [/driver, which ended before/, /^1\. .*killJobOnCompletion/m],
        never: [/manager (task )?failed|AuditLog|Compared with driver/],
      },
      'task job/w2': {
        title: /the job has ended/,
        says: [/driver, which ended before/, /killJobOnCompletion/, /job\.clone/],
        never: [/slots are in use|manager (task )?failed/],
      },
    },
  },
  {
    // No task was terminated in nightly, where bad had failed before; all tasks of fine were done when its manager
    // ended.
    ...smallWorld('managers-early', 'A manager ends before tasks have started, and one after all were done.', {
      jobs: [
        {
          body: { id: 'nightly:job-1', poolInfo: ofPool, jobManagerTask: driver },
          state: 'completed',
          terminateReason: 'JMComplete',
          tasks: [
            completedTask('driver', succeeded(5 * minuteMs)),
            completedTask('bad', noBlob, { endedAgoMs: 20 * minuteMs }),
            asks('w0', {}),
          ],
        },
        {
          body: { id: 'fine', poolInfo: ofPool, jobManagerTask: driver },
          state: 'completed',
          terminateReason: 'JMComplete',
          tasks: [completedTask('driver', succeeded(5 * minuteMs)), completedTask('x', succeeded(minuteMs))],
        },
      ],
    }),
    rule: 'job managers that end before others have started, and after all are done',
    causes: [/^1 task · .*bad header/],
    pages: {
      'job nightly:job-1': {
        title: /job manager/,
        says: [/bad header/, /1 task .* never runs/, /killJobOnCompletion/, /job schedule nightly/, /job\.clone/],
        never: [/[Rr]etry the task/],
      },
      'task nightly:job-1/bad': { title: /bad header/, says: [/job has ended/], never: [/killJobOnCompletion/] },
      'task nightly:job-1/w0': { title: /job has ended/, says: [/driver/, /killJobOnCompletion/] },
      'job fine': { title: /ended/, never: [/killJobOnCompletion|never run|job\.clone/] },
      'task fine/driver': { never: [/killJobOnCompletion|never run/] },
    },
  },
  {
    // Someone terminated old while y was running, and deleted its pool: a copy of the job needs another pool.
    ...smallWorld('ended-and-gone', 'Somebody ended a job and deleted its pool; all of another one was done.', {
      jobs: [
        {
          body: { id: 'old', poolInfo: { poolId: 'gone' }, ...dependencies },
          state: 'completed',
          terminateReason: 'UserTerminate',
          tasks: [
            completedTask('a', succeeded(minuteMs), { nodeGone: true, endedAgoMs: 40 * minuteMs }),
            completedTask('x', failed(5, secondMs), { nodeGone: true }),
            completedTask('y', ended(7 * minuteMs), { nodeGone: true }),
            after('z', 'x'),
          ],
        },
        {
          body: { id: 'adhoc', poolInfo: ofPool },
          state: 'completed',
          terminateReason: 'UserTerminate',
          tasks: [completedTask('x', succeeded(minuteMs))],
        },
      ],
    }),
    rule: 'a job that somebody ended, whose pool is gone, beside one that was done',
    causes: [/^1 task · .*xit code 5/, /^1 task · .*(job|ended|terminat)/i],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job old': {
        icon: 'error',
        row: /2 failed/,
        says: [/1 task .* never runs/, /pool with the ID gone, or .* another pool/, /job\.clone/],
        never: [cannot, /[Rr]etry the task/, /Enable/, /job old: Create/],
      },
      'job adhoc': { title: /ended/, never: [/Interruption|job\.clone|never run/] },
      'task old/x': {
        title: /exit code 5/,
        says: [/job has ended/, /another pool/],
        never: [/[Tt]hen retry the task|waiting for it to succeed/],
      },
      'task old/y': { says: [/someone/, /another pool/], never: [/out of memory/] },
      'task old/z': { says: [/another pool/], never: [/slots are in use/] },
    },
  },
  {
    // The account may have one pool, which nightly's auto pool would exceed: job-2 never started. job-1 succeeded.
    ...smallWorld('no-auto-pool', 'The auto pool of a scheduled job exceeds the quota of pools.', {
      quotas: { poolQuota: 1 },
      pool: { createdAgoMs: 5 * 24 * hourMs },
      jobs: [
        {
          body: { id: 'nightly:job-1', ...sweeping },
          state: 'completed',
          terminateReason: 'JMComplete',
          createdAgoMs: 24 * hourMs,
          tasks: [completedTask('sweep', succeeded(10 * minuteMs), { endedAgoMs: 23 * hourMs, nodeGone: true })],
        },
      ],
      jobSchedules: [{ id: 'nightly', schedule: { recurrenceInterval: 'P1D' }, jobSpecification: sweeping }],
    }),
    rule: 'a scheduled job whose auto pool exceeds the quota of pools',
    causes: [/quota/i],
    pages: {
      account: { icon: 'error', row: /^(?!.*stuck).*1 job could not be scheduled/, says: [/quota/i], never: [cannot] },
      'job nightly:job-2': {
        icon: 'error',
        says: [/quota/i, /next job of job schedule nightly/, /Next run: /, /job\.clone/],
        never: [cannot, /(?<!No )tasks? failed/, /Enable/],
      },
      'job nightly:job-1': { never: [/quota/] },
    },
  },
  {
    // simulate succeeded, but its release task failed on node 0.
    ...smallWorld('untidied', 'A job ended well, but its release task failed on one node.', {
      rules: releasing(busy),
      job: { settings: { onAllTasksComplete: 'terminatejob', ...prepared }, tasks: [short('a0'), short('a1')] },
    }),
    rule: 'a release task that leaves a folder in use',
    causes: [/^job: The release task failed on 1 node/],
    agents: [/release task/],
    pages: {
      // The work is done, which only its clean-up isn't.
      account: {
        icon: 'warning',
        row: /release task of 1 job failed/,
        title: /^1 failure/,
        says: [/release task/, /cannot remove|In use/, /doesn't run again/],
        never: [cannot, /wasn't looked at/, /are waiting/],
      },
      'job job': {
        icon: 'warning',
        row: /completed · release task failed on 1 of 2 nodes · 2 succeeded/,
        title: /release task failed on 1 node/,
        says: [/^1\. The release task doesn't run again/m, /cannot remove '\/mnt\/scratch'/, /unmount/],
        never: [again, /locked/],
      },
      'node pool/0': {
        title: /works, but the release task for job job failed on it/,
        says: [/^1\. .*The release task doesn't run again/m],
        never: [cannot],
      },
      'node pool/1': { never: [/release task for job/] },
    },
  },
  {
    ...smallWorld('unreleased', 'A release task lacks a program, beside a task that failed.', {
      rules: releasing(noProgram),
      job: {
        settings: { onAllTasksComplete: 'terminatejob', ...prepared },
        tasks: [short('a0'), { ...asks('bad', {}), outcomes: [noBlob] }],
      },
    }),
    rule: 'a release task that lacks a program, and a task that failed',
    causes: [/^1 task · .*bad header/, /^job: The release task failed on 1 node/],
    pages: {
      account: { icon: 'error', says: [/bad header/, /release task/], never: [cannot] },
      'job job': {
        icon: 'error',
        row: /1 failed · release task failed on 1 of 2 nodes/,
        title: /bad header/,
        says: [/The release task failed on 1 node: 2/, /The release task doesn't run again/],
        never: [/retry the task/],
      },
    },
  },
  {
    ...smallWorld('unreachable', 'A release task finds no host.', {
      rules: releasing(noHost),
      job: { settings: { onAllTasksComplete: 'terminatejob', ...prepared }, tasks: [short('a0'), short('a1')] },
    }),
    rule: 'a release task that finds no host',
    causes: [/^job: The release task failed on 1 node/],
    pages: {
      'job job': {
        title: /release task failed on 1 node/,
        says: [/^1\. The release task doesn't run again/m, /^2\. For the next job: .*host name/m],
        never: [again],
      },
    },
  },
];
