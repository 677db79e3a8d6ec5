import type { PlannedOutcome } from '../executors/outcomePlan.ts';
import type { Fault } from '../http/fault.ts';
import type { RequestRecord } from '../logRecords.ts';
import type { OutcomeSection } from '../scenarioFile/outcomes.ts';
import type { AllocationFailure, Breakage, Quotas } from '../scenarios/scenario.ts';
import { isoDuration } from '../state/time.ts';
import type { SimulatorStatus } from './status.ts';

/** Where a simulator is, and the `--control-token` that it was started with. */
export interface SimulatorAddress {
  readonly url: string;
  readonly controlToken: string;
}

/** What the simulator refused, and why. */
export class SimulatorRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, reason: string) {
    super(reason);
    this.status = status;
    this.code = code;
  }
}

interface ErrorBody {
  readonly code?: string;
  readonly message?: { readonly value: string };
  readonly values?: readonly { readonly key: string; readonly value: string }[];
}

/**
 * Controls a simulator that runs elsewhere, as `controls` of `startSimulator` does one of this process. Rejects with a
 * `SimulatorRefusal`.
 */
export class SimulatorControl {
  readonly #address: SimulatorAddress;

  constructor(address: SimulatorAddress) {
    this.#address = address;
  }

  /** What is going on. */
  status(): Promise<SimulatorStatus> {
    return this.#send<SimulatorStatus>('GET', 'status');
  }

  /** Every request so far, oldest first (bounded). */
  requests(): Promise<readonly RequestRecord[]> {
    return this.#list<RequestRecord>('requests');
  }

  clearRequests(): Promise<void> {
    return this.#send('DELETE', 'requests');
  }

  addFault(fault: Fault): Promise<void> {
    return this.#send('POST', 'faults', fault);
  }

  clearFaults(): Promise<void> {
    return this.#send('DELETE', 'faults');
  }

  /** Plans how runs end: the next one, unless it says how many. */
  planOutcome(planned: Omit<PlannedOutcome, 'outcome'> & { readonly outcome: OutcomeSection }): Promise<void> {
    return this.#send('POST', 'outcomes', planned);
  }

  clearOutcomes(): Promise<void> {
    return this.#send('DELETE', 'outcomes');
  }

  /** Lets the next tasks that run fail with this exit code, whatever they do. */
  failNext(times = 1, exitCode = 1): Promise<void> {
    return this.planOutcome({ times, outcome: { duration: 'PT0S', exitCode } });
  }

  /** Resolves when nothing goes on that comes to its end by itself; waits so long of the simulator's time at most. */
  waitUntilIdle(withinMs?: number): Promise<void> {
    return this.#send('POST', 'waituntilidle', withinMs === undefined ? {} : { within: isoDuration(withinMs) });
  }

  /** Puts the account back to what it was to begin with. Its time stays, unless its clock is held. */
  reset(): Promise<void> {
    return this.#send('POST', 'reset');
  }

  /** Notes the account with its files as it is, under a name, as long as the simulator runs. */
  takeSnapshot(name: string): Promise<void> {
    return this.#send('PUT', `snapshots/${encodeURIComponent(name)}`);
  }

  /** Puts the account back to a snapshot; tasks that ran then start again. Its time stays, unless its clock is held. */
  restoreSnapshot(name: string): Promise<void> {
    return this.#send('POST', `snapshots/${encodeURIComponent(name)}/restore`);
  }

  dropSnapshot(name: string): Promise<void> {
    return this.#send('DELETE', `snapshots/${encodeURIComponent(name)}`);
  }

  /** Moves the clock forward at once; everything that falls due in that time has happened then. */
  advanceTime(ms: number): Promise<void> {
    return this.#send('POST', 'time/advance', { duration: isoDuration(ms) });
  }

  setQuotas(quotas: Quotas): Promise<void> {
    return this.#send('PUT', 'quotas', quotas);
  }

  /** Makes resizes of pools fail. */
  failAllocations(failure: AllocationFailure = {}): Promise<void> {
    return this.#send('POST', 'allocationfailures', failure);
  }

  clearAllocationFailures(): Promise<void> {
    return this.#send('DELETE', 'allocationfailures');
  }

  preemptNode(poolId: string, nodeId: string): Promise<void> {
    return this.#sendNode(poolId, nodeId, 'preempt');
  }

  breakNode(poolId: string, nodeId: string, breakage: Breakage = {}): Promise<void> {
    return this.#sendNode(poolId, nodeId, 'break', breakage);
  }

  fillDisk(poolId: string, nodeId: string): Promise<void> {
    return this.#sendNode(poolId, nodeId, 'filldisk');
  }

  healNode(poolId: string, nodeId: string): Promise<void> {
    return this.#sendNode(poolId, nodeId, 'heal');
  }

  #sendNode(poolId: string, nodeId: string, event: string, body?: object): Promise<void> {
    const node = `pools/${encodeURIComponent(poolId)}/nodes/${encodeURIComponent(nodeId)}`;
    return this.#send('POST', `${node}/${event}`, body);
  }

  async #list<T>(path: string): Promise<readonly T[]> {
    const { value } = await this.#send<{ readonly value: readonly T[] }>('GET', path);
    return value;
  }

  async #send<T = void>(method: string, path: string, body?: object): Promise<T> {
    const { url, controlToken } = this.#address;
    const response = await fetch(`${url}/$simulator/${path}`, {
      method,
      headers: { authorization: `Bearer ${controlToken}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw toRefusal(response.status, text);
    // Where an answer has a body, its type is that of the request.
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}

function toRefusal(status: number, text: string): SimulatorRefusal {
  const body: ErrorBody = text.startsWith('{') ? JSON.parse(text) : {};
  const reason = body.values?.find(({ key }) => key === 'Reason')?.value;
  const { code = `HTTP ${status}`, message } = body;
  return new SimulatorRefusal(status, code, `${code}: ${reason ?? message?.value.split('\n')[0] ?? 'no reason given'}`);
}
