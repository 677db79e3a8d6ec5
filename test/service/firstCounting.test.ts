import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Account } from '../../src/core/model/account.ts';
import { countFailedTasks } from '../../src/extension/views/explorer/rows/accountRow.ts';
import { toCoverage } from '../../src/extension/views/failures/coverage.ts';
import { FailureLoader } from '../../src/extension/views/failures/failureLoader.ts';
import { connect, createAccountStore } from '../../src/service/service.ts';
import { makeMillion } from '../../src/simulator/scenarios/million.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { FakeClock } from '../fakes/fakeClock.ts';

const stepMs = 1000;
const minuteMs = 60_000;
const mostPerMinute = 240;
const mostSteps = 1000;

/** How many tasks of the scenario failed, as it was written. */
function countTruth(): number {
  return makeMillion().jobs.reduce((sum, { tasks }) => {
    assert.ok(tasks !== undefined && 'nextFailure' in tasks);
    let failed = 0;
    for (let at = tasks.nextFailure(0); at < tasks.count; at = tasks.nextFailure(at + 1)) failed += 1;
    return sum + failed;
  }, 0);
}

test('of a million tasks the failed ones are counted to the last: never too many, never fewer than before, 240 requests a minute', async () => {
  const simulator = await startSimulator({ scenario: 'million' });
  const { url, accountName, accountKey } = simulator;
  const account: Account = { id: new URL(url).host, name: accountName, endpoint: url, authentication: 'sharedKey' };
  const clock = new FakeClock();
  const service = connect({ account, credential: { kind: 'sharedKey', accountName, key: accountKey } });
  const sentMs: number[] = [];
  service.onDidAttempt(() => sentMs.push(clock.elapsedMs()));
  const store = createAccountStore(account, service, clock);
  /** All that could be sent has been answered. */
  const answered = async (): Promise<void> => {
    for (let quiet = 0; quiet < 3; quiet = sentMs.length === simulator.requests.length ? quiet + 1 : 0)
      await new Promise(setImmediate);
  };
  const truth = countTruth();
  try {
    store.keepCounting();
    const loading = new FailureLoader().load(store);
    let known = countFailedTasks(store.snapshot);
    for (let steps = 0; !known.isComplete || toCoverage(store.snapshot).read < truth; steps++) {
      assert.ok(steps < mostSteps, `${known.count} of ${truth} after ${steps} steps`);
      await answered();
      const { total } = toCoverage(store.snapshot);
      const now = countFailedTasks(store.snapshot);
      assert.ok(now.count >= known.count && now.count <= truth, `${now.count} after ${known.count}, of ${truth}`);
      assert.ok(total <= truth);
      assert.equal(now.isComplete, now.count === truth, 'it says so when it is all');
      known = now;
      clock.advance(stepMs);
    }
    await loading;
    assert.equal(known.count, truth);
    for (const from of sentMs) {
      const count = sentMs.filter((at) => at >= from && at < from + minuteMs).length;
      assert.ok(count <= mostPerMinute, `${count} requests in a minute`);
    }
  } finally {
    store.dispose();
    await simulator.close();
  }
});
