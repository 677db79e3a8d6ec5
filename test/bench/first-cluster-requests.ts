import { FailureLoader } from '../../src/app/causes/failureLoader.ts';
import type { Clock } from '../../src/core/clock.ts';
import { systemClock } from '../../src/service/clock.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { assertWanted, report, sized } from './harness.ts';
import { createCauseExplainer, openStore } from './harnessAccount.ts';

/**
 * Number of requests to the service by the failures view before the first cause of an account with a thousand jobs and
 * ten thousand failed tasks is known. Causes are updated after every change: while the view collects changes, a nearby
 * service answers more requests than a distant one. Target: fewer than 10, so that at 200 ms a request the first cause
 * is shown within two seconds.
 */
const most = 9;

/** Longer than the time for which changes are collected, in milliseconds. */
const longMs = 1_000;

/** Announces changes immediately, before anything else is sent. Delayed checks wait for them. */
const promptClock: Clock = {
  now: () => Date.now(),
  elapsedMs: () => performance.now(),
  schedule(delayMs, callback) {
    if (delayMs > longMs) return systemClock.schedule(delayMs, callback);
    let isCancelled = false;
    queueMicrotask(() => {
      if (!isCancelled) callback();
    });
    return {
      cancel() {
        isCancelled = true;
      },
    };
  },
};

const simulator = await startSimulator({ scenario: sized('million', 'sample') });
const store = openStore(simulator, promptClock);
const explainCauses = createCauseExplainer();
const requests = await new Promise<number>((resolve, reject) => {
  store.onDidChange(() => {
    const sent = simulator.requests.length;
    explainCauses(store.snapshot).then((causes) => {
      if (causes.length > 0) resolve(sent);
    }, reject);
  });
  new FailureLoader(Date.now).load(store).catch(reject);
});
store.dispose();
await simulator.close();
report({ name: 'first-cluster-requests', value: requests, unit: 'count', runs: 1 });
assertWanted(requests <= most, `${requests} requests until the first cause`);
