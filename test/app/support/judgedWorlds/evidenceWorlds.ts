import { linuxPool, range } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld, waitingTask } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { ended, failed, hourMs, minuteMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import type { TaskSeed } from '../../../../src/simulator/scenarios/scenario.ts';
import { asks, cannot, type JudgedWorld, runs } from './judgedWorld.ts';

const gone = (id: string, commandLine: string): TaskSeed =>
  completedTask(id, failed(3, 2 * minuteMs), { body: { commandLine }, nodeGone: true, endedAgoMs: 2 * hourMs });

/** Worlds of which some surfaces had the evidence, and others judged without it. */
export const evidenceWorlds: readonly JudgedWorld[] = [
  {
    // Nobody has opened the pool; the numbers that every look reads show that its nodes have nothing to do.
    ...smallWorld('idle-unopened', 'Ten nodes are idle in a pool that nobody opened, and one of two in another.', {
      pools: [
        {
          body: linuxPool('big', 'standard_d16s_v3', { targetDedicatedNodes: 10 }),
          nodes: range(10).map(() => ({ sinceAgoMs: 9 * hourMs })),
        },
        { body: linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 2 }), nodes: [{}, {}] },
      ],
      job: { tasks: [runs('t')] },
    }),
    rule: 'idle nodes of a pool that was not opened',
    causes: [],
    pages: {
      'pool big': {
        icon: 'ok',
        row: /^steady · 10 nodes · 10 idle for over an hour$/,
        says: [/10 nodes in pool big have been idle/],
      },
      'pool pool': { row: /^steady · 2 nodes · 1 idle for over an hour$/ },
    },
  },
  {
    // Nothing failed, and both tasks wait until someone enables the job.
    ...smallWorld('disabled-with-tasks', 'A job is disabled while two tasks wait in it.', {
      job: { state: 'disabled', tasks: [runs('a'), runs('b')] },
    }),
    rule: 'tasks that wait in a disabled job',
    causes: [],
    agents: [/until someone acts/],
    pages: {
      account: {
        icon: 'warning',
        row: /^1 job is disabled while tasks wait in it: job/,
        says: [/1 job is disabled while tasks wait in it: job/],
        never: [cannot],
      },
      'job job': { icon: 'warning', row: /^disabled · 2 waiting$/, title: /is disabled: none of its tasks start/ },
    },
  },
  {
    // Ten tasks were terminated half an hour before the manager failed and ended the job with two running tasks.
    ...smallWorld('ended-before-the-job', 'Ten tasks were terminated long before their job ended, and two with it.', {
      pool: { nodes: [{}, {}, {}], settings: { taskSlotsPerNode: 8 } },
      job: {
        state: 'completed',
        terminateReason: 'JMComplete',
        settings: { jobManagerTask: { id: 'boss', commandLine: './boss', killJobOnCompletion: true } },
        tasks: [
          completedTask('boss', failed(1, 35 * minuteMs, { stderr: 'boss: no quorum\n' }), { endedAgoMs: hourMs }),
          ...range(10).map((index) =>
            completedTask(`early-${index}`, ended(minuteMs), {
              node: index % 3,
              endedAgoMs: hourMs + 40 * minuteMs,
              body: { commandLine: './work' },
            }),
          ),
          ...range(2).map((index) =>
            completedTask(`late-${index}`, ended(8 * minuteMs), {
              node: index,
              endedAgoMs: hourMs,
              body: { commandLine: './work' },
            }),
          ),
        ],
      },
    }),
    rule: 'tasks that were terminated before their job ended, beside tasks that ended with it',
    causes: [/10 tasks.*Terminated before it finished/, /boss|quorum/],
    pages: {
      'pool pool': { says: [/(?:≥ )?10 tasks .*Terminated before it finished/], never: [/1[12] tasks .*Terminated/] },
    },
  },
  {
    // The logs of all are gone with their node. Nothing says that one program means the same by 3 as another.
    ...smallWorld('same-code-of-two-programs', 'Two programs ended with one exit code, and their logs are gone.', {
      job: {
        tasks: [
          ...range(5).map((index) => gone(`case-${index}`, `./solver case${index}.inp`)),
          gone('mesh', './mesher -f big.msh'),
        ],
      },
    }),
    rule: 'one exit code of two programs without logs',
    causes: [/5 tasks.*Exit code 3: solver/, /1 task.*Exit code 3: mesher/],
    pages: {
      'job job': { title: /^6 tasks in job job failed for at least 1 reason/, says: [/5 tasks .*: solver/] },
      account: { says: [/Exit code 3: mesher: 1 task/] },
    },
  },
  {
    // One of four nodes works. Its task ends in 45 minutes, and then the next one starts there, whatever the others do.
    ...smallWorld('one-node-left', 'One of four nodes works through a queue; the others are full, lost, and offline.', {
      pools: [
        {
          body: linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 6 }),
          nodes: [
            {
              state: 'unusable',
              errors: [{ code: 'DiskFull', message: 'There is not enough disk space on the node' }],
            },
            { state: 'unknown' },
            { state: 'offline' },
            {},
          ],
          resizeErrors: [{ code: 'AllocationTimedOut', message: 'The resize timeout was reached' }],
        },
      ],
      job: { tasks: range(5).map((index) => waitingTask(`m${index}`, succeeded(45 * minuteMs))) },
    }),
    rule: 'a queue behind one node, where others are offline, full, and lost',
    causes: [/never arrived/, /disk is full/, /lost contact/],
    agents: [/4 in job job .*they start on their own/],
    pages: { 'task job/m4': { says: [/offline/, /slots are in use/] } },
  },
  {
    // The first page of the job's tasks has neither a running nor a waiting one.
    ...smallWorld('hanging-behind-thousands', 'A task of 1,201 has been running far longer than the others took.', {
      job: {
        tasks: [
          ...range(1200).map((index) =>
            completedTask(`a${String(index).padStart(4, '0')}`, succeeded(minuteMs), {
              endedAgoMs: 3 * hourMs,
              body: { commandLine: './shard' },
            }),
          ),
          asks('z', { commandLine: './shard' }),
        ],
      },
    }),
    ageMs: 40 * minuteMs,
    rule: 'a running task beyond the first page of its job',
    causes: [],
    pages: { 'job job': { title: /needs attention: z has been running far longer/, never: [cannot] } },
  },
];
