import { linuxPool } from '../bodies.ts';
import { hourMs, minuteMs, secondMs, succeeded } from '../runs.ts';
import type { Scenario } from '../scenario.ts';
import { completedTask, smallWorld, waitingTask } from './smallWorld.ts';

/** Creates a scenario in which a node is rebooted while it runs a task. */
export function makeReboot(): Scenario {
  return smallWorld(
    'reboot',
    'Five seconds after the start, one of two nodes is rebooted, and the task that was running there starts again; another task was requeued once before, when the node it was running on was removed, as its requeue count shows.',
    {
      job: {
        tasks: [
          waitingTask('long-1', succeeded(hourMs)),
          waitingTask('long-2', succeeded(hourMs)),
          completedTask('was-requeued', succeeded(10 * minuteMs), { executionInfo: { requeueCount: 1 } }),
        ],
      },
      events: [{ atMs: 5 * secondMs, kind: 'reboot', poolId: 'pool', node: 0 }],
    },
  );
}

/** Creates a scenario in which a pool shrinks while its nodes run tasks. */
export function makeResize(): Scenario {
  return smallWorld(
    'resize',
    "The pool was shrunk to one node while tasks were running. One task was requeued and succeeded on the node that stayed; one was terminated and doesn't run again, and its files are gone along with its node.",
    {
      pool: { nodes: [{}] },
      job: {
        tasks: [
          completedTask('requeued', succeeded(10 * minuteMs), { executionInfo: { requeueCount: 1 } }),
          completedTask(
            'ended',
            {
              durationMs: 7 * minuteMs,
              exitCode: -9,
              failure: { category: 'UserError', code: 'TaskEnded', message: 'Task was ended by user request.' },
            },
            { nodeGone: true },
          ),
        ],
      },
    },
  );
}

/** Creates a scenario in which a low-priority node is preempted while it runs a task. */
export function makePreemption(): Scenario {
  const body = linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 0, targetLowPriorityNodes: 3 });
  return smallWorld(
    'preemption',
    'Spot nodes are preempted: one before the start, another five seconds after the start, while a task is running on it; it comes back after a minute.',
    {
      pools: [
        { body, nodes: [{ isDedicated: false }, { isDedicated: false }, { isDedicated: false, state: 'preempted' }] },
      ],
      job: { tasks: [waitingTask('long-1', succeeded(hourMs)), waitingTask('long-2', succeeded(hourMs))] },
      events: [
        { atMs: 5 * secondMs, kind: 'preempt', poolId: 'pool', node: 0 },
        { atMs: 65 * secondMs, kind: 'heal', poolId: 'pool', node: 0 },
      ],
    },
  );
}
