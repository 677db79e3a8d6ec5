import assert from 'node:assert/strict';
import { after } from 'node:test';
import { toServiceErrorEvidence } from '../../src/app/explain/explainUnread.ts';
import { explainServiceError } from '../../src/core/diagnosis/explainServiceError.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { BatchService, Pages } from '../../src/service/ports.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import type { Fault } from '../../src/simulator/http/fault.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { renderExplanation } from '../builders/renderExplanation.ts';
import { connectTo } from '../fakes/connect.ts';
import { inEachLanguage } from '../golden/explain/inEachLanguage.ts';

/**
 * Failing requests, as the service layer returns them and the diagnosis explains them: the simulator injects the fault,
 * and the clock skips the waits between attempts.
 */
/** More calls than the number of attempts for any request. */
const always = 100;

interface BrokenRequest {
  readonly scenario: string;
  readonly fault?: Fault;
  /** Attempted operation, in a user's words. */
  readonly operation: string;
  readonly call: (service: BatchService) => Promise<unknown>;
  /** Key used for signing; the account's own key when absent. */
  readonly key?: string;
  /** True if the server is closed. */
  readonly closed?: boolean;
}

async function readAll<T>(pages: Pages<T>): Promise<void> {
  for await (const page of pages) void page;
}

function toBody(code: string, message: string): string {
  return JSON.stringify({ code, message: { lang: 'en-US', value: `${message}\nRequestId:1\nTime:2` } });
}

const listJobs = (service: BatchService) => readAll(service.jobs.listJobs());

const requests: Readonly<Record<string, BrokenRequest>> = {
  'never-reached': { scenario: 'state-conflict', operation: 'List jobs', call: listJobs, closed: true },
  'answer-lost': {
    scenario: 'state-conflict',
    fault: { operation: 'Job_Terminate', effect: 'resetAfter' },
    operation: 'Terminate job paused',
    call: (service) => service.jobs.terminateJob('paused'),
  },
  'list-broken-off': {
    scenario: 'state-conflict',
    fault: { operation: 'Job_List', times: always, effect: 'truncate' },
    operation: 'List jobs',
    call: listJobs,
  },
  'internal-error': {
    scenario: 'state-conflict',
    fault: {
      operation: 'Job_List',
      times: always,
      status: 500,
      body: toBody('InternalError', 'Server encountered an internal error.'),
    },
    operation: 'List jobs',
    call: listJobs,
  },
  'bad-gateway': {
    scenario: 'state-conflict',
    fault: { operation: 'Job_List', times: always, status: 502, body: '<html><body>Bad Gateway</body></html>' },
    operation: 'List jobs',
    call: listJobs,
  },
  'server-busy': {
    scenario: 'state-conflict',
    fault: { operation: 'Job_List', times: always, status: 503, body: toBody('ServerBusy', 'The server is busy.') },
    operation: 'List jobs',
    call: listJobs,
  },
  throttled: {
    scenario: 'state-conflict',
    fault: {
      operation: 'Job_List',
      times: always,
      status: 429,
      headers: { 'retry-after': '12' },
      body: toBody('TooManyRequests', 'Too many requests.'),
    },
    operation: 'List jobs',
    call: listJobs,
  },
  'sign-in-page': {
    scenario: 'state-conflict',
    fault: { operation: 'Job_List', times: always, effect: 'loginPage' },
    operation: 'List jobs',
    call: listJobs,
  },
  'wrong-key': { scenario: 'state-conflict', operation: 'List jobs', call: listJobs, key: 'bm90IHRoZSBrZXk=' },
  'job-completed': {
    scenario: 'state-conflict',
    operation: 'Retry the failed task',
    call: (service) => service.tasks.reactivateTask('over', 'failed'),
  },
  'task-not-completed': {
    scenario: 'state-conflict',
    operation: 'Retry task waiting',
    call: (service) => service.tasks.reactivateTask('paused', 'waiting'),
  },
  'task-missing': {
    scenario: 'state-conflict',
    operation: 'Open task gone',
    call: (service) => service.tasks.getTask('paused', 'gone'),
  },
  'changed-meanwhile': {
    scenario: 'state-conflict',
    fault: { operation: 'Job_Terminate', status: 412, body: toBody('ConditionNotMet', 'The condition is not met.') },
    operation: 'Terminate job paused',
    call: (service) => service.jobs.terminateJob('paused'),
  },
};

const simulators: Simulator[] = [];
after(() => Promise.all(simulators.map((simulator) => simulator.close())));

async function findError({ scenario, fault, call, key, closed = false }: BrokenRequest): Promise<BatchError> {
  const clock = new SteppedClock(Date.parse('2026-11-20T09:00:00Z'));
  const simulator = await startSimulator({ scenario, clock });
  simulators.push(simulator);
  const { service } = connectTo(simulator.url, {
    credential: { kind: 'sharedKey', accountName: simulator.accountName, key: key ?? simulator.accountKey },
  });
  if (key === undefined) await service.verify();
  if (fault !== undefined) simulator.addFault(fault);
  if (closed) await simulator.close();
  const outcome: unknown = await call(service).catch((error: unknown) => error);
  assert.ok(BatchError.is(outcome), String(outcome));
  return outcome;
}

/** Replaces ports, which differ from run to run. */
function withoutPorts(text: string): string {
  return text.replace(/127\.0\.0\.1:\d{1,5}/g, '127.0.0.1:PORT');
}

inEachLanguage('service', Object.keys(requests), async (name) => {
  const request = requests[name];
  assert.ok(request);
  const explanation = explainServiceError(toServiceErrorEvidence(await findError(request), request.operation));
  return withoutPorts(renderExplanation(explanation, { timeZone: 'UTC' }));
});
