import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { findTasks } from '../../src/app/actions/failures/findTasks.ts';
import { toCauseRow } from '../../src/app/rows/failures/causeRows.ts';
import type { CauseTarget } from '../../src/core/places/documentPath.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import type { Scenario, TaskSeed } from '../../src/simulator/scenarios/scenario.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { type ColdApp, startCold } from './support/coldApp.ts';

const diskFull = { code: 'DiskFull', message: 'There is not enough disk space on the node' };
const small = makeSmallWorld(0, 0, 0);
const [busy] = small.pools.filter(({ body }) => body['id'] === 'busy');
const full = (id: string): TaskSeed => ({
  body: { id, commandLine: './a' },
  state: 'completed',
  node: 1,
  endedAgoMs: 600_000,
  outcomes: [{ durationMs: 1000, failure: { category: 'ServerError', ...diskFull } }],
});
/** One node without disk space, and two tasks that found no space on another node. */
const scenario: Scenario = {
  ...small,
  pools: [
    {
      ...busy,
      body: { ...busy?.body, id: 'busy', targetDedicatedNodes: 2 },
      nodes: [{ state: 'unusable', errors: [diskFull] }, {}],
    },
  ],
  jobs: [{ body: { id: 'j', poolInfo: { poolId: 'busy' } }, tasks: [full('t0'), full('t1')] }],
};

async function open(context: TestContext): Promise<ColdApp> {
  const clock = new SteppedClock();
  const cold = await startCold(context, scenario, clock);
  await clock.advance(60_000);
  return cold;
}

test('a node and tasks that lack disk space are two separate causes in rows, on pages and for retries', async (context) => {
  const { app, causes, store, explain } = await open(context);
  const resource = { kind: 'account', accountId: store.account.id } as const;
  const found = (await causes.lookIntoAll(store)).causes;
  const now = new Date(app.clock.now());
  assert.deepEqual(
    found.map((cause) => toCauseRow(cause, { now }).label.split(' · ')[0]),
    ['2 tasks', '1 node'],
  );
  const [ofTasks, ofNode] = found.map(
    ({ cluster }): CauseTarget => ({ resource, document: 'cause', fingerprint: cluster.fingerprint }),
  );
  assert.ok(ofTasks && ofNode);
  assert.match((await explain(ofTasks)).explanation.title, /: 2 tasks$/);
  assert.match((await explain(ofNode)).explanation.title, /^Node .* is unusable: The node's disk is full$/);
  const { drawn } = await explain({ resource, document: 'explanation' });
  assert.match(JSON.stringify(drawn.page), /3 failures in account .*2 tasks and 1 node/);
  const retried = await findTasks(app, [ofTasks]);
  assert.deepEqual(retried.map(({ taskId }) => taskId).sort(), ['t0', 't1']);
  assert.equal(ofNode.fingerprint, `${ofTasks.fingerprint}:node`);
});
