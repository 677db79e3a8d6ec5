import type { PlannedOutcome } from '../executors/outcomePlan.ts';
import type { Fault } from '../http/fault.ts';
import type { RequestRecord } from '../logRecords.ts';
import type { OutcomeSection } from '../scenarioFile/outcomes.ts';
import type { AllocationFailure, Breakage, Quotas } from '../scenarios/scenario.ts';
import { isoDuration } from '../state/time.ts';
import type { SimulatorStatus } from './status.ts';

/** URL of a simulator, and the `--control-token` that it was started with. */
export interface SimulatorAddress {
  readonly url: string;
  readonly controlToken: string;
}

/** A refusal by the simulator, with its reason. */
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
 * Controls a simulator in another process, like `controls` of `startSimulator` in this one. Rejects with a
 * `SimulatorRefusal`.
 */
export class SimulatorControl {
  readonly #address: SimulatorAddress;

  constructor(address: SimulatorAddress) {
    this.#address = address;
  }

  /** Requests what the simulator contains and is doing. */
  status(): Promise<SimulatorStatus> {
    return this.#send<SimulatorStatus>('GET', 'status');
  }

  /** Lists all requests so far, oldest first (bounded). */
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

  /** Plans the outcome of runs: the next one, unless `times` is given. */
  planOutcome(planned: Omit<PlannedOutcome, 'outcome'> & { readonly outcome: OutcomeSection }): Promise<void> {
    return this.#send('POST', 'outcomes', planned);
  }

  clearOutcomes(): Promise<void> {
    return this.#send('DELETE', 'outcomes');
  }

  /** Makes the next tasks that run fail with this exit code, regardless of their command lines. */
  failNext(times = 1, exitCode = 1): Promise<void> {
    return this.planOutcome({ times, outcome: { duration: 'PT0S', exitCode } });
  }

  /** Resolves when every activity that ends by itself has ended; waits at most `withinMs` on the simulator's clock. */
  waitUntilIdle(withinMs?: number): Promise<void> {
    return this.#send('POST', 'waituntilidle', withinMs === undefined ? {} : { within: isoDuration(withinMs) });
  }

  /** Restores the account's initial state. Its time continues, unless its clock is held. */
  reset(): Promise<void> {
    return this.#send('POST', 'reset');
  }

  /** Saves the account with its files under a name, until the simulator ends. */
  takeSnapshot(name: string): Promise<void> {
    return this.#send('PUT', `snapshots/${encodeURIComponent(name)}`);
  }

  /**
   * Restores the account from a snapshot; tasks that were running start again. Its time continues, unless its clock is
   * held.
   */
  restoreSnapshot(name: string): Promise<void> {
    return this.#send('POST', `snapshots/${encodeURIComponent(name)}/restore`);
  }

  dropSnapshot(name: string): Promise<void> {
    return this.#send('DELETE', `snapshots/${encodeURIComponent(name)}`);
  }

  /** Advances the clock at once; resolves when everything that is due in that time has happened. */
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
    if (!response.ok) throw toSimulatorRefusal(response.status, text);
    // The caller's request determines the type of a response's body.
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}

function toSimulatorRefusal(status: number, text: string): SimulatorRefusal {
  const body: ErrorBody = text.startsWith('{') ? JSON.parse(text) : {};
  const reason = body.values?.find(({ key }) => key === 'Reason')?.value;
  const { code = `HTTP ${status}`, message } = body;
  return new SimulatorRefusal(status, code, `${code}: ${reason ?? message?.value.split('\n')[0] ?? 'no reason given'}`);
}
