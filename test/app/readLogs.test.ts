import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run as readLogs } from '../../src/app/actions/failures/readLogs.ts';
import { isUnread } from '../../src/core/query/unreadFailures.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { openCold } from './support/coldApp.ts';

test('failed tasks that were not read are no cause, and the button of their step reads them', async (context) => {
  const simulator = await startSimulator({ scenario: 'sample', clock: new SteppedClock(Date.now()) });
  context.after(() => simulator.close());
  const { causes, store, services, explain, app, close } = openCold(simulator);
  context.after(close);
  const resource = { kind: 'account', accountId: store.account.id } as const;
  const countUnread = async (): Promise<number> =>
    (await causes.ofAccount(store)).causes
      .filter(({ cluster }) => isUnread(cluster))
      .reduce((sum, { failures }) => sum + failures.length, 0);
  const before = await countUnread();
  assert.ok(before > 0);
  const { explanation, actions } = await explain({ resource, document: 'explanation' });
  assert.doesNotMatch(explanation.cause, /Not read yet/);
  const action = actions.find(({ remedy }) => remedy === 'failures.readLogs') ?? assert.fail(explanation.title);
  assert.deepEqual(action.target, resource);
  assert.equal(explanation.fixes.filter(({ remedies = [] }) => remedies.includes('failures.readLogs')).length, 1);
  const announced = new Promise<void>((resolve) => causes.onDidChange(() => resolve()));
  await readLogs(app, [action.target]);
  await announced;
  await causes.lookIntoAll(store);
  assert.ok((await countUnread()) < before, `of ${before}, ${await countUnread()} are left`);
  const [first] = (await causes.ofAccount(store)).causes;
  assert.ok(first !== undefined && !isUnread(first.cluster));
  services.isMuted = ({ cluster }) => cluster.fingerprint === first.cluster.fingerprint;
  const muted = await explain({ resource, document: 'explanation' });
  assert.ok(!muted.explanation.cause.includes(first.cluster.title), 'a muted cause does not lead');
});
