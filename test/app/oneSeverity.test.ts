import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { toRow } from '../../src/app/rows/explorer/toRow.ts';
import type { ExplorerPlace } from '../../src/app/rows/explorer/treeNode.ts';
import { toAccountNodes } from '../../src/app/rows/failures/accountNodes.ts';
import { toCauseRow } from '../../src/app/rows/failures/causeRows.ts';
import type { Row } from '../../src/app/rows/row.ts';
import type { Failing } from '../../src/core/diagnosis/causes/failing.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { findScenario, scenarioNames } from '../../src/simulator/scenarios/catalogue.ts';
import { type ColdApp, startCold } from './support/coldApp.ts';
import { joinedWorlds } from './support/joinedWorlds.ts';

/** Time in which tasks end and nodes start. */
const settlingMs = 60_000;
/** Too large to look at each of its failures. */
const tooLarge = new Set(['million']);

suite('the severity of an item is the same in the explorer, among the failures and on its page', () => {
  const shipped = scenarioNames().filter((each) => !tooLarge.has(each));
  for (const scenario of [...shipped.map((name) => findScenario(name) ?? assert.fail()), ...joinedWorlds])
    test(scenario.name, async (context) => {
      const clock = new SteppedClock();
      const cold = await startCold(context, { ...scenario, faults: [] }, clock);
      await clock.advance(settlingMs);
      const reader = { now: new Date(clock.now()) };
      const { causes } = await cold.causes.lookIntoAll(cold.store);
      const { items: pools } = cold.store.snapshot.slice({ kind: 'pools' });
      await Promise.all(pools.map(({ id }) => cold.store.load({ kind: 'nodes', poolId: id })));
      const { snapshot } = cold.store;
      const [account] = toAccountNodes([{ snapshot, causes, nodes: [] }], reader);
      const ofAccount = toRow({ kind: 'account' }, snapshot, reader);
      assert.equal(toBad(account?.row), toBad(ofAccount), `account: ${ofAccount.description}`);
      for (const cause of causes) {
        const row = toCauseRow(cause, reader);
        const [first] = cause.failures.map(({ failing }) => failing);
        const place = first && toPlace(first);
        if (place === undefined || first === undefined) continue;
        const own = toRow(place, snapshot, reader);
        assert.equal(own.icon, row.icon, `${row.label}\n${own.label} ${own.description}`);
        assert.equal(await findTone(cold, first), 'failure', row.label);
      }
    });
});

test('a pool and its idle nodes do not look healthy if they all fail the preparation task of a waiting job', async (context) => {
  const clock = new SteppedClock();
  const cold = await startCold(context, findScenario('job-preparation') ?? assert.fail(), clock);
  await clock.advance(settlingMs);
  await cold.causes.lookIntoAll(cold.store);
  await cold.store.load({ kind: 'nodes', poolId: 'pool' });
  const { snapshot } = cold.store;
  const reader = { now: new Date(clock.now()) };
  const pool = toRow({ kind: 'pool', poolId: 'pool' }, snapshot, reader);
  assert.equal(pool.icon, 'error');
  assert.match(pool.description ?? '', /preparation task for job job fails on 2 of 2 nodes/);
  for (const { id: nodeId } of snapshot.slice({ kind: 'nodes', poolId: 'pool' }).items) {
    const node = toRow({ kind: 'node', poolId: 'pool', nodeId }, snapshot, reader);
    assert.deepEqual([node.icon, node.description], ['warning', 'idle · preparation task for job job failed']);
    const resource = { kind: 'node', accountId: cold.store.account.id, poolId: 'pool', nodeId } as const;
    const { text } = await cold.explain({ resource, document: 'explanation' });
    assert.match(text, /The preparation task failed/);
  }
});

function toBad(row: Row | undefined): string | undefined {
  return row?.icon === 'error' || row?.icon === 'warning' ? row.icon : undefined;
}

/** Returns the place of a failed item in the explorer, other than a task; failed tasks are under Failures. */
function toPlace(failing: Failing): ExplorerPlace | undefined {
  switch (failing.kind) {
    case 'node':
      return { kind: 'node', poolId: failing.resource.poolId, nodeId: failing.resource.nodeId };
    case 'pool':
      return { kind: 'pool', poolId: failing.resource.poolId };
    case 'job':
      return { kind: 'job', jobId: failing.resource.jobId };
    case 'task':
      return undefined;
  }
}

async function findTone({ explain }: ColdApp, { resource }: Failing): Promise<string> {
  return (await explain({ resource, document: 'explanation' })).drawn.page.tone;
}
