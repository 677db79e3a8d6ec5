import { failed, hourMs, succeeded } from '../runs.ts';
import type { Scenario } from '../scenario.ts';
import { completedTask, smallWorld, waitingTask } from './smallWorld.ts';

const minute = 60;

/**
 * Creates a scenario in which the first list of pools never reaches the service; the first reactivation's response is
 * lost.
 */
export function makeNetworkFailure(): Scenario {
  return smallWorld(
    'network-failure',
    'The network fails. The first list of pools is cut off before the service has seen the request, so it may be sent again; the response to the first reactivation is lost after the work was done, so no one knows whether it was.',
    {
      faults: [
        { operation: 'Pool_List', nthCall: 1, effect: 'resetBefore' },
        { operation: 'Task_Reactivate', nthCall: 1, effect: 'resetAfter' },
      ],
      job: { tasks: [completedTask('fails-once', failed(1, 1000), { outcomes: [failed(1, 1000), succeeded(1000)] })] },
    },
  );
}

/**
 * Creates a scenario in which lists of jobs fail twice with 503 and a body, and lists of tasks with 500 and no body.
 */
export function makeServerErrors(): Scenario {
  return smallWorld(
    'server-errors',
    "The service is failing. The first two lists of jobs return 503 ServerBusy, the first list of tasks returns 500 and an empty body, and the first list of nodes returns 502 and some proxy's page.",
    {
      faults: [
        {
          operation: 'Job_List',
          nthCall: 1,
          times: 2,
          status: 503,
          body: errorBody(
            'ServerBusy',
            'The server is currently unable to receive requests. Please retry your request.',
          ),
        },
        { operation: 'Task_List', nthCall: 1, status: 500 },
        { operation: 'ComputeNode_List', nthCall: 1, status: 502, body: '<html><body>Bad Gateway</body></html>' },
      ],
    },
  );
}

/** Creates a scenario in which lists of each kind, and a reactivation, are throttled in different ways. */
export function makeThrottling(): Scenario {
  return smallWorld(
    'throttling',
    'The account sends too many requests. The first list of jobs must wait for two seconds, the first list of pools until a date that has passed, the first two lists of tasks are refused without saying for how long, and the first reactivation is refused for a minute.',
    {
      faults: [
        { operation: 'Job_List', nthCall: 1, status: 429, headers: { 'retry-after': '2' }, body: tooManyRequests },
        {
          operation: 'Pool_List',
          nthCall: 1,
          status: 429,
          headers: { 'retry-after': 'Thu, 01 Jan 2026 00:00:00 GMT' },
          body: tooManyRequests,
        },
        { operation: 'Task_List', nthCall: 1, times: 2, status: 429, body: tooManyRequests },
        {
          operation: 'Task_Reactivate',
          nthCall: 1,
          status: 429,
          headers: { 'retry-after': String(minute) },
          body: tooManyRequests,
        },
      ],
      job: { tasks: [completedTask('fails', failed(1, 1000))] },
    },
  );
}

/** Creates a scenario with items whose state forbids the obvious actions. */
export function makeStateConflict(): Scenario {
  return smallWorld(
    'state-conflict',
    "Everything is in the wrong state. A job has ended, so its failed task can't be reactivated; another job is disabled; a task has succeeded and can't be retried; one is running and can't be retried either; a node is already offline; and the node that is being started has no users yet.",
    {
      pool: { nodes: [{}, { state: 'offline' }, { state: 'creating' }] },
      jobs: [
        {
          body: { id: 'job', poolInfo: { poolId: 'pool' } },
          tasks: [completedTask('succeeded', succeeded(1000)), waitingTask('running', succeeded(hourMs))],
        },
        {
          body: { id: 'over', poolInfo: { poolId: 'pool' } },
          state: 'completed',
          tasks: [completedTask('failed', failed(1, 1000))],
        },
        {
          body: { id: 'paused', poolInfo: { poolId: 'pool' } },
          state: 'disabled',
          tasks: [waitingTask('waiting', succeeded(1000))],
        },
      ],
    },
  );
}

const tooManyRequests = errorBody('TooManyRequests', 'Too many requests. Please retry later.');

function errorBody(code: string, message: string): string {
  return JSON.stringify({
    'odata.metadata':
      'https://simulated.batch.azure.com/$metadata#Microsoft.Azure.Batch.Protocol.Entities.Container.errors/@Element',
    code,
    message: {
      lang: 'en-US',
      value: `${message}\nRequestId:00000000-0000-0000-0000-000000000000\nTime:2026-11-20T09:00:00.0000000Z`,
    },
  });
}
