import { Emitter } from '../../src/core/event.ts';
import type { Job, TaskCounts } from '../../src/core/model/job.ts';
import type { Attempt, RequestStep } from '../../src/service/ports.ts';
import type { Scope, StoreChange } from '../../src/service/store/accountStore.ts';
import { LiveAccountStore } from '../../src/service/store/liveAccountStore.ts';
import { toAccount } from './connect.ts';
import { type FakePorts, fakeBatchService, pagesOf } from './fakeBatchService.ts';
import { FakeClock } from './fakeClock.ts';

/** Opens the live view of an account whose service is faked by `ports` and whose time, from `clock`, stands still. */
export function openLiveStore(
  ports: FakePorts,
  endpoint = 'https://a.westus.batch.azure.com',
  clock = new FakeClock(),
) {
  const account = toAccount(endpoint);
  const attempts = new Emitter<Attempt>();
  const onDidAttempt = attempts.event;
  const steps = new Emitter<RequestStep>();
  const service = fakeBatchService({ onDidAttempt, onDidStep: steps.event, ...ports });
  const store = new LiveAccountStore(account, service, clock);
  const changes: StoreChange[] = [];
  store.onDidChange((change) => changes.push(change));
  /** Returns the announcements since the last call, including pending ones. */
  const announced = (): readonly (readonly Scope[])[] => {
    clock.advance(1000);
    return changes.splice(0).map(({ scopes }) => scopes);
  };
  /** Lets `ms` pass, and then all resulting work that needs no further time. */
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await settled();
  };
  /** Reports an attempt to reach the service to the store. */
  const attempt = (facts: Pick<Attempt, 'method'> & Partial<Attempt>): void => {
    attempts.fire({
      accountId: account.id,
      path: '/',
      attempt: 1,
      durationMs: 1,
      apiVersion: '2025-06-01',
      ...facts,
    });
  };
  /** Reports the progress of a request to the store. */
  const step = (how: RequestStep): void => steps.fire(how);
  return { store, clock, announced, pass, attempt, step };
}

/** Resolves when all work that waits only for promises is done. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Returns jobs that may change between refreshes. */
export function changingJobs(jobs: readonly Job[]) {
  const state = { jobs, lists: 0 };
  const listJobs = () => {
    state.lists++;
    return pagesOf(state.jobs);
  };
  return { state, listJobs };
}

/** Returns the counts of a job with this many failed tasks. */
export function failedCounts(failed: number): TaskCounts {
  return { active: 0, running: 0, completed: failed, succeeded: 0, failed };
}
