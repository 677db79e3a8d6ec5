import { linuxPool, range } from '../../../../src/simulator/scenarios/bodies.ts';
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
import { toNodeId } from '../../../../src/simulator/scenarios/scenario.ts';
import { coreQuotaReached } from '../../../../src/simulator/state/poolErrors.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, lost, ofPool, runs, twoSlots } from './judgedWorld.ts';

const killed = failed(137, hourMs, { stderr: 'Killed\n' });
const badHeader = failed(5, secondMs, { stderr: 'ValueError: bad header\n' });
const noPackage = failed(100, secondMs, { stderr: 'E: Unable to locate package samtools\n' });
const noProgram = failed(127, secondMs, { stderr: '/bin/bash: line 1: samtools: command not found\n' });
const outputs = 'https://contosodata.blob.core.windows.net/outputs';
const twoInstances = { multiInstanceSettings: { numberOfInstances: 2, coordinationCommandLine: 'true' } };
const oldNodes = range(2).map(() => ({ allocatedAgoMs: 20 * hourMs, sinceAgoMs: 10 * hourMs }));

/** Worlds with combinations of rules that no other world has. */
export const freshWorlds: readonly JudgedWorld[] = [
  {
    // p1 has 2 of 4 nodes because of the quota, and p2 has both of its nodes. one: 2 run, w waits for nodes, d for r0,
    // which runs. two: k was killed, s runs, e never runs. The quota of 8 cores is used up.
    ...smallWorld(
      'two-pools-one-quota',
      'Of two pools one lacks quota for half of its nodes; a task on the other was killed.',
      {
        quotas: { dedicatedCoreQuota: 8 },
        pools: [
          {
            body: linuxPool('p1', 'standard_d2s_v3', { targetDedicatedNodes: 4 }),
            nodes: range(2).map(() => ({})),
            resizeErrors: [coreQuotaReached],
          },
          { body: linuxPool('p2', 'standard_d2s_v3', { targetDedicatedNodes: 2 }), nodes: oldNodes },
        ],
        jobs: [
          {
            body: { id: 'one', poolInfo: { poolId: 'p1' }, ...dependencies },
            tasks: [runs('r0'), runs('r1'), runs('w'), after('d', 'r0')],
          },
          {
            body: { id: 'two', poolInfo: { poolId: 'p2' }, ...dependencies },
            tasks: [completedTask('k', killed), runs('s'), after('e', 'k')],
          },
        ],
      },
    ),
    rule: 'two pools of which one lacks quota, and a killed task with a dependent on the other',
    causes: [/quota/i, /^1 task · .*(137|[Kk]illed|memory).* · 1 task waiting/],
    pages: {
      account: { icon: 'error', says: [/quota/i], never: [cannot] },
      'job one': { row: /2 running · 2 waiting/, says: [/quota/i], never: [cannot, /stuck|never run|137/] },
      'job two': { icon: 'error', row: /1 failed.* · 1 running · 1 waiting/, never: [cannot, /quota/i] },
      'task one/w': { says: [/quota/i], never: [/never run/] },
      'task one/d': { title: /r0|dependency/, never: [/never run|failed/] },
      'task two/e': { title: /the dependency "k" failed/, never: [/quota/i] },
      'pool p1': { icon: 'error', title: /quota/, says: [/2 of 4/], never: [/137|[Kk]illed/] },
      'pool p2': { never: [/quota/i] },
    },
  },
  {
    // One of two Spot nodes is preempted. high has one task on the other and one that is next; l0 is after it; wide
    // never fits. It is unknown when Batch gets the node again.
    ...smallWorld(
      'preempted-and-low',
      'One of two Spot nodes is preempted; a job of low priority waits behind another and has a task that never fits.',
      {
        pools: [
          {
            body: linuxPool('pool', 'standard_d2s_v3', { targetLowPriorityNodes: 2 }),
            nodes: [{ isDedicated: false }, { isDedicated: false, state: 'preempted', sinceAgoMs: 40 * minuteMs }],
          },
        ],
        jobs: [
          { body: { id: 'high', poolInfo: ofPool, priority: 500 }, tasks: [runs('h0'), runs('h1')] },
          {
            body: { id: 'low', poolInfo: ofPool, priority: -500 },
            tasks: [runs('l0'), runs('l1'), asks('wide', { requiredSlots: 2 })],
          },
        ],
      },
    ),
    rule: 'a preempted Spot node, a lower priority and a misfit',
    causes: [/^1 node · Azure took the machine back/, /^low: .*slots.* · 1 task waiting/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job high': { row: /^1 running · 1 waiting/, says: [/preempted/], never: [/wide|stuck|never run/] },
      'job low': {
        icon: 'error',
        row: /^1 stuck.* · 3 waiting/,
        title: /^1 of 3 waiting tasks/,
        says: [/requiredSlots/],
        never: [cannot],
      },
      'task low/l0': { says: [/high/, /preempted/], never: [/never run|requiredSlots/] },
      'task low/wide': { title: /slots/, never: [/priority/] },
      'task high/h1': { says: [/preempted/], never: [/never run|priority of low/] },
      'pool pool': { says: [/preempted/], never: [cannot] },
    },
  },
  {
    // wide, mpi, orphan, hen, and egg never run, and neither does one dependent of each: 9 in all. late and later wait
    // for lost: 2. r1 runs.
    ...smallWorld('reasons-and-dependents', 'Five tasks can never run, and one more waits for each of four of them.', {
      pool: { settings: { ...twoSlots, enableInterNodeCommunication: false } },
      job: {
        settings: dependencies,
        tasks: [
          runs('r1'),
          completedTask('lost', lost),
          asks('wide', { requiredSlots: 4 }),
          asks('mpi', twoInstances),
          after('orphan', 'ghost'),
          after('hen', 'egg'),
          after('egg', 'hen'),
          after('late', 'lost'),
          after('later', 'late'),
          after('on-wide', 'wide'),
          after('on-mpi', 'mpi'),
          after('on-orphan', 'orphan'),
          after('on-hen', 'hen'),
        ],
      },
    }),
    rule: 'five reasons why tasks can never run, each with a dependent',
    causes: [/refs\.txt is missing · 2 tasks waiting/, /^job: \d different reasons.* · 9 tasks waiting/],
    pages: {
      account: { icon: 'error', says: [/refs\.txt/, /^1\..*(hen|egg)/m], never: [cannot, /\. 3 tasks are waiting\./] },
      'job job': {
        icon: 'error',
        row: /9 stuck for different reasons · 1 failed · 1 running · 11 waiting/,
        title: /^9 tasks in job job are waiting: \d different reasons/,
        says: [/requiredSlots/, /ghost/, /refs\.txt/, /egg/, /[Cc]ommunicat/],
        never: [cannot, /2 other (waiting )?tasks.*\bmpi\b/],
      },
      'task job/on-wide': { title: /wide/, says: [/slots/i], never: [/ghost|egg|communicat|refs/, /Wait for/] },
      'task job/on-mpi': { title: /mpi/, says: [/communicat/i], never: [/ghost|egg|requiredSlots|refs/, /Wait for/] },
      'task job/on-orphan': { says: [/ghost/, /orphan/], never: [/egg|requiredSlots|refs/, /Wait for/] },
      'task job/on-hen': { says: [/hen/, /circle/], never: [/ghost|requiredSlots|refs/, /Wait for/] },
      'task job/later': { title: /lost/, never: [/ghost|egg|requiredSlots/, /Wait for/] },
      'task job/lost': { title: /refs\.txt/, says: [/2 (other )?tasks? (are|is) waiting for it|2 tasks wait/] },
      'pool pool': { never: [cannot] },
    },
  },
  {
    // The start task did not install samtools on either node; both nodes run. m0 and m1 lack it. d never runs because
    // m0 failed. q0 and q1 wait for the busy nodes and run (and will lack samtools only if they use it).
    ...smallWorld(
      'soft-start-and-queue',
      'A start task failed softly on both nodes; two tasks lack its program, one depends on them, two queue.',
      {
        pool: {
          settings: { startTask: { commandLine: 'bash setup.sh samtools', waitForSuccess: false } },
          nodes: [{ startTask: [noPackage] }, { startTask: [noPackage] }],
        },
        job: {
          settings: dependencies,
          tasks: [
            completedTask('m0', noProgram),
            completedTask('m1', noProgram, { node: 1 }),
            runs('a0'),
            runs('a1'),
            after('d', 'm0'),
            runs('q0'),
            runs('q1'),
          ],
        },
      },
    ),
    rule: 'a soft start task whose program tasks lack, with a dependent and a queue',
    causes: [
      /^2 nodes · No repository has the package: samtools.* 07:59$/,
      /^2 tasks · The program samtools was not found.* · 1 task waiting/,
    ],
    pages: {
      account: { icon: 'error', says: [/samtools/], never: [cannot, /Install the program in the start task/] },
      'job job': {
        icon: 'error',
        row: /2 failed · 2 running · 3 waiting/,
        says: [/Find out why the start task failed/],
        never: [cannot, /Install the program in the start task/],
      },
      'task job/m1': {
        title: /samtools/,
        says: [/^1\. Find out why the start task failed/m, /1 other task/],
        never: [/tasks? (is|are) waiting for it/],
      },
      'task job/m0': { says: [/1 task (is waiting|waits) for it/] },
      'task job/d': { title: /the dependency m0 failed/ },
      'task job/q0': { title: /slots are in use/, never: [/never run/] },
      'pool pool': {
        icon: 'warning',
        title: /2 nodes in pool pool run tasks although their start task failed/,
        says: [/samtools/, /2 nodes \(Nov 20, 2026, 07:59/],
        never: [cannot],
      },
    },
  },
  {
    // a failed after 20 s and disabled the job; b was running and was requeued. b and c would run if the job were
    // enabled, but x (after a) and d (after ghost) would not. 4 wait.
    ...smallWorld(
      'disabled-by-failure',
      'A task failed and its exit conditions disabled the job, in which another depends on a missing task.',
      {
        job: {
          settings: { ...dependencies, onTaskFailure: 'performexitoptionsjobaction' },
          tasks: [
            {
              ...asks('a', { exitConditions: { default: { jobAction: 'disable' } } }),
              outcomes: [failed(3, 20 * secondMs, { stderr: 'grep: refs.txt: No such file or directory\n' })],
            },
            runs('b'),
            runs('c'),
            after('x', 'a'),
            after('d', 'ghost'),
          ],
        },
      },
    ),
    rule: 'a job that a failed task disabled, with a missing dependency',
    causes: [/^1 task · .*refs\.txt/, /^job: A dependency is not in the job/],
    pages: {
      account: { icon: 'error', says: [/refs\.txt/], never: [cannot] },
      'job job': {
        icon: 'error',
        row: /1 failed.* · 4 waiting/,
        says: [/disabled/, /refs\.txt/, /ghost/, /[Ee]nable/],
        never: [cannot, /4 tasks? .*never run/, /Task Was Ended by User Request/],
      },
      'task job/a': { title: /refs\.txt/, says: [/disabled/] },
      'task job/b': { title: /disabled/, never: [/ghost|never run|slots are in use/] },
      'task job/c': { title: /disabled/, never: [/ghost|never run|slots are in use/] },
      'task job/x': { says: [/disabled/, /these failed: a\b/], never: [/ghost/] },
      'task job/d': { says: [/disabled/, /Not in the job: ghost/], never: [/these failed/] },
    },
  },
  {
    // The schedule's first job is over with a failure, and its second runs well with a queue. old, on which the first
    // one ran, has no nodes, and nothing waits for it.
    ...smallWorld(
      'schedule-failed-then-fine',
      'The last job of a schedule failed on a pool that is empty now, and the current one runs well.',
      {
        pools: [
          { body: linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 2 }), nodes: [{}, {}] },
          { body: linuxPool('old', 'standard_d2s_v3', { targetDedicatedNodes: 0 }), nodes: [] },
        ],
        jobs: [
          {
            body: { id: 'nightly:job-1', poolInfo: { poolId: 'old' }, onTaskFailure: 'performexitoptionsjobaction' },
            state: 'completed',
            terminateReason: 'TaskFailed',
            createdAgoMs: 30 * hourMs,
            tasks: [completedTask('load', lost, { nodeGone: true, endedAgoMs: 24 * hourMs }), runs('left')],
          },
          {
            body: { id: 'nightly:job-2', poolInfo: ofPool },
            tasks: [runs('load'), runs('clean'), runs('report')],
          },
        ],
        jobSchedules: [
          {
            id: 'nightly',
            schedule: { recurrenceInterval: 'P1D' },
            jobSpecification: { poolInfo: ofPool, onTaskFailure: 'performexitoptionsjobaction' },
          },
        ],
      },
    ),
    rule: 'a schedule whose last job failed on a pool that is empty, and whose current job is fine',
    causes: [/^1 task · Exit code 3/],
    pages: {
      account: { icon: 'error', never: [cannot, /nightly:job-1 .*no nodes/] },
      'job nightly:job-1': { row: /1 failed/, says: [/\bload\b/], never: [cannot, /Resize the pool/] },
      'job nightly:job-2': { icon: 'transition', row: /^2 running · 1 waiting/, title: /^Nothing is wrong/ },
      'task nightly:job-1/left': { title: /the job has ended/, says: [/never run/], never: [/no nodes|Resize/] },
      'task nightly:job-1/load': { title: /exit code 3/, never: [/2 tasks/] },
      'task nightly:job-2/report': { title: /slots are in use/, never: [/never run|exit code/] },
      'pool old': { never: [/tasks? in its jobs (is|are) waiting/] },
      'pool pool': { never: [/exit code 3/] },
    },
  },
  {
    // first: r runs, w waits because of the limit and runs after it, wide and d never run. second: s runs, s2 waits for
    // a free slot. More nodes help s2, but not w.
    ...smallWorld(
      'limit-misfit-and-other-job',
      'A job at its limit has a task that never fits and one after it; another job fills the pool.',
      {
        jobs: [
          {
            body: { id: 'first', poolInfo: ofPool, priority: 100, maxParallelTasks: 1, ...dependencies },
            tasks: [runs('r'), runs('w'), asks('wide', { requiredSlots: 2 }), after('d', 'wide')],
          },
          { body: { id: 'second', poolInfo: ofPool }, tasks: [runs('s'), runs('s2')] },
        ],
      },
    ),
    rule: 'a limit of parallel tasks, a misfit and its dependent, beside another job',
    causes: [/^first: .*(slots|wide).* · 2 tasks waiting/],
    pages: {
      account: { icon: 'error', row: /1 job is stuck/, never: [cannot] },
      'job first': {
        icon: 'error',
        row: /^2 stuck.* · 1 running · 3 waiting/,
        title: /^2 of 3 waiting tasks in job first are stuck/,
        says: [/requiredSlots/],
        never: [cannot],
      },
      'task first/w': { title: /running as many tasks as its limit allows/, never: [/never run/, /wide/] },
      'task first/d': { title: /wide/, says: [/slots/] },
      'job second': { says: [/slots are in use/], never: [/wide|stuck|limit allows/] },
      'task second/s2': { title: /slots are in use/, never: [/never run|limit allows/] },
    },
  },
  {
    // The job reached its limit of two hours 10 minutes ago, and with it a and b ended; c never ran. x failed an hour before,
    // for its own reason; d depends on it and would not have run either.
    ...smallWorld(
      'job-limit-with-running',
      'A job reached its time limit with two tasks running and one waiting; another had failed before.',
      {
        pool: { nodes: oldNodes },
        job: {
          createdAgoMs: 130 * minuteMs,
          settings: { ...dependencies, constraints: { maxWallClockTime: 'PT2H' } },
          state: 'completed',
          terminateReason: 'MaxWallClockTimeExpiry',
          tasks: [
            completedTask('a', ended(110 * minuteMs)),
            completedTask('b', ended(50 * minuteMs), { node: 1 }),
            completedTask('x', badHeader, { node: 1, endedAgoMs: 70 * minuteMs }),
            runs('c'),
            after('d', 'x'),
          ],
        },
      },
    ),
    rule: 'a job that reached its time limit, beside a failure of its own',
    causes: [/^2 tasks · (?!It ).*limit/i, /^1 task · .*bad header/],
    pages: {
      account: { icon: 'error', says: [/bad header/, /limit/], never: [cannot, /: It ran longer than its own/] },
      'job job': {
        row: /3 failed/,
        says: [/time limit/, /maxWallClockTime/, /bad header/],
        never: [cannot, /Task Was Ended by User Request/],
      },
      'task job/a': { title: /job.*time limit/i, never: [/bad header/, /Task Was Ended by User Request/] },
      'task job/b': { title: /job.*time limit/i, says: [/1 other task/], never: [/bad header/] },
      'task job/x': { title: /bad header/, never: [/PT2H/] },
      'task job/c': { title: /the job has ended/, says: [/never run/], never: [/bad header/] },
      'task job/d': { title: /the job has ended/, says: [/never run/], never: [/start automatically/] },
    },
  },
  {
    // Pool gone was deleted: t and u wait for it, and so does d, which not even a new pool helps because x failed. x's
    // logs were lost with the pool. job continues.
    ...smallWorld(
      'pool-gone-after-failure',
      'A pool was removed under a job in which a task had failed and three wait; another job runs.',
      {
        jobs: [
          { body: { id: 'job', poolInfo: ofPool }, tasks: [runs('r')] },
          {
            body: { id: 'old', poolInfo: { poolId: 'gone' }, ...dependencies },
            tasks: [completedTask('x', failed(3, hourMs), { nodeGone: true }), runs('t'), runs('u'), after('d', 'x')],
          },
        ],
      },
    ),
    rule: 'a pool that was removed under a job with a failure and its dependent',
    causes: [/exit code 3.* · 1 task waiting/i, /^old: The pool does not exist · 3 tasks waiting/],
    pages: {
      account: { icon: 'error', says: [/gone/], never: [cannot] },
      'job old': {
        icon: 'error',
        row: /1 failed · 3 waiting/,
        says: [/gone/, /\bx\b/],
        never: [cannot, /[Aa]dd nodes|Resize/],
      },
      'task old/t': { title: /the pool does not exist/, never: [/\bx failed|exit code/] },
      'task old/d': { says: [/gone/, /\bx\b/] },
      'task old/x': {
        title: /exit code 3/,
        says: [/1 task (is waiting|waits) for it/],
        never: [/Read stderr\.txt and stdout\.txt/, /have not been read yet/],
      },
      'job job': { title: /^Nothing is wrong with job job$/, never: [/gone/] },
    },
  },
  {
    // merge counts as succeeded although it lost its rows; tidy only warned; x failed for its own reason. w runs after
    // merge; z never runs after x. Neither node has a problem.
    ...smallWorld(
      'false-success-beside-failure',
      'In one job a task only seems to have succeeded, another failed, and each has a dependent.',
      {
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
            completedTask('tidy', succeeded(secondMs, { stderr: 'finished: 0 errors, 0 failures\n' }), { node: 1 }),
            completedTask('x', badHeader, { node: 1 }),
            { ...runs('w'), body: { id: 'w', commandLine: './w', dependsOn: { taskIds: ['merge'] } } },
            after('z', 'x'),
          ],
        },
      },
    ),
    rule: 'a false success and a true failure in one job, each with a dependent',
    causes: [/^1 task · .*bad header.* · 1 task waiting/],
    pages: {
      account: {
        icon: 'error',
        says: [/bad header/],
        never: [cannot, /tidy: /, /2 failures/],
      },
      'job job': {
        icon: 'error',
        row: /1 failed.* · 1 running · 1 waiting/,
        says: [/bad header/, /merge: log ends in an exception/],
        never: [cannot, /2 tasks failed/],
      },
      'task job/merge': { says: [/MemoryError/], never: [cannot, /bad header/, /exit code 1\b/] },
      'task job/tidy': { never: [/MemoryError|bad header|only seems/] },
      'task job/x': { title: /bad header/, says: [/1 task (is waiting|waits) for it/], never: [/MemoryError/] },
      'task job/z': { title: /the dependency "x" failed/, never: [/merge|MemoryError/] },
      'task job/w': { never: [/never run|bad header/] },
    },
  },
  {
    // r and s were killed after an hour each on 2 cores: at least 4 core-hours, because r also had a lost run and a
    // retry. r's logs were lost with its node. Two nodes run a and b; q waits for them.
    ...smallWorld(
      'retried-after-lost-node',
      'A task was requeued when its node was lost, retried and killed; another was killed, a third queues.',
      {
        pool: { nodes: oldNodes },
        job: {
          createdAgoMs: 20 * hourMs,
          tasks: [
            completedTask('r', killed, {
              nodeGone: true,
              node: 2,
              executionInfo: { retryCount: 1, requeueCount: 1 },
              body: { constraints: { maxTaskRetryCount: 1 } },
            }),
            completedTask('s', killed),
            runs('a'),
            runs('b'),
            runs('q'),
          ],
        },
      },
    ),
    rule: 'a retried task whose node is gone, beside one killed the same way and a queue',
    causes: [/^1 task · Exit code 137/, /^1 task · .*Killed/],
    pages: {
      account: { icon: 'error', says: [/Failed attempts: at least 4 core-hours/], never: [cannot] },
      'job job': { icon: 'error', row: /2 failed · 2 running · 1 waiting/, never: [cannot, /different reason/] },
      'task job/r': {
        title: /137|[Kk]illed|memory/,
        says: [/retr(y|ied)/i, /requeued/i, /its node has left the pool/],
        never: [/never run/, /of its 2 runs/, /left logs on the node/],
      },
      'task job/s': { title: /137|[Kk]illed|memory/, says: [/1 other task/], never: [/requeued/i] },
      'task job/q': { title: /slots are in use/, never: [/never run|137|[Kk]illed/] },
      'pool pool': { says: [/Failed attempts: at least 4 core-hours/] },
    },
  },
  {
    // u's program succeeded after 20 s and its upload was denied, which ends the job: r, which was running, ended with it. v
    // (after u) and q never ran.
    ...smallWorld(
      'upload-ends-job',
      'The upload of a task was denied, its exit conditions ended the job; one task was running, two waited.',
      {
        job: {
          settings: { ...dependencies, onTaskFailure: 'performexitoptionsjobaction' },
          tasks: [
            {
              ...asks('u', { exitConditions: { fileUploadError: { jobAction: 'terminate' } } }),
              outcomes: [
                notUploaded(uploadDenied(outputs, '**/*.bam', 'workitems/job/job-1/u/wd/x.bam'), 20 * secondMs),
              ],
            },
            runs('r'),
            runs('q'),
            after('v', 'u'),
          ],
        },
      },
    ),
    rule: 'a denied upload that ended the job with a running task and a dependent',
    causes: [/^1 task · .*(upload|storage|outputs|[Aa]ccess).* · 1 task failed as a consequence/],
    pages: {
      account: {
        icon: 'error',
        says: [/1 task failed as a consequence/, /Download the files/],
        never: [cannot, /: 2 tasks$/m, /terminated the program with all running tasks/],
      },
      'job job': {
        row: /2 failed/,
        says: [/\bu\b/, /upload|[Oo]utput/],
        never: [cannot, /Task Was Ended by User Request/, /The first failure: Task r/],
      },
      'task job/u': { title: /upload|[Oo]utput|write|storage/, never: [/exit code 1\b/, /failed the same way/] },
      'task job/r': {
        title: /job/,
        says: [/\bu\b/],
        never: [/failed with exit code 0/, /Task Was Ended by User Request/],
      },
      'task job/q': { title: /the job has ended/, says: [/never run/] },
      'task job/v': { title: /the job has ended/, says: [/never run/], never: [/start automatically/] },
    },
  },
  {
    // Node 1 is blocked for job by its preparation task; t0 runs on node 0, and t1 waits for node 0 and runs. long
    // reached its own limit of an hour. other runs on node 1.
    ...smallWorld(
      'prepared-on-one-and-limit',
      'The preparation task fails on one of two nodes, one task ended at its limit, another job uses the node.',
      {
        pool: { nodes: oldNodes },
        rules: [
          {
            kind: 'jobPreparation',
            nodeId: toNodeId('pool', 1),
            outcomes: [failed(2, secondMs, { stderr: 'cp: cannot stat models: No such file or directory\n' })],
          },
          { kind: 'jobPreparation', outcomes: [succeeded(secondMs)] },
        ],
        jobs: [
          {
            body: {
              id: 'job',
              poolInfo: ofPool,
              priority: 100,
              jobPreparationTask: { commandLine: 'bash prepare.sh', waitForSuccess: true },
            },
            createdAgoMs: 10 * hourMs,
            tasks: [
              completedTask('long', ended(hourMs), { body: { constraints: { maxWallClockTime: 'PT1H' } } }),
              runs('t0'),
              runs('t1'),
            ],
          },
          { body: { id: 'other', poolInfo: ofPool }, tasks: [runs('o0')] },
        ],
      },
    ),
    rule: 'a preparation task that fails on one of two nodes beside a task at its limit',
    causes: [/preparation/i, /^1 task · .*limit/i],
    pages: {
      account: {
        icon: 'error',
        row: /^(?!.*stuck)/,
        says: [/preparation task fails on 1 of 2 nodes: Reimage or replace/],
        never: [cannot],
      },
      'job job': {
        icon: 'error',
        row: /1 failed · .*1 running · 1 waiting/,
        says: [/models/, /xceeded its time limit of 1 hr/],
        never: [cannot, /fails on all|never run/],
      },
      'job other': { title: /^Nothing is wrong with job other$/, never: [/models/] },
      'task job/long': { title: /limit/i, says: [/1 hr/], never: [/models/, /Task Was Ended by User Request/] },
      'task job/t1': { title: /job preparation fails on 1 of 2 nodes/, never: [/never run/, /1 hr allowed/] },
      'task other/o0': { never: [/models|preparation/] },
      'pool pool': { title: /preparation task for job job fails on 1 of 2$/, never: [cannot, /fails on (all|them)/] },
    },
  },
];
