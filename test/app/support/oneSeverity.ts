import assert from 'node:assert/strict';
import type { ExplanationTarget } from '../../../src/app/explain/explained.ts';
import { toRow } from '../../../src/app/rows/explorer/toRow.ts';
import type { ExplorerPlace } from '../../../src/app/rows/explorer/treeNode.ts';
import { toAccountNodes } from '../../../src/app/rows/failures/accountNodes.ts';
import { toCauseRow } from '../../../src/app/rows/failures/causeRows.ts';
import type { Row } from '../../../src/app/rows/row.ts';
import type { Cause } from '../../../src/core/diagnosis/causes/causes.ts';
import type { Failing } from '../../../src/core/diagnosis/causes/failing.ts';
import { toKey } from '../../../src/core/model/resource.ts';
import type { ColdApp } from './coldApp.ts';

/** Asserts that the severity of an item is the same in the explorer, among the failures and on its page. */
export async function assertOneSeverity(cold: ColdApp, causes: readonly Cause[], now: Date): Promise<void> {
  const reader = { now };
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
    // The row of a job shows its failed tasks, too, which are worse.
    if (first.kind === 'job' && first.isRelease === true && own.icon === 'error') continue;
    assert.equal(own.icon, row.icon, `${row.label}\n${own.label} ${own.description}`);
    assert.equal(await findTone(cold, first), 'failure', row.label);
  }
}

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

/** Returns the tone of an item's page, which may have been requested before. */
async function findTone({ explain, pages }: ColdApp, { resource }: Failing): Promise<string> {
  const page = { resource, document: 'explanation' } as const;
  const isOf = (target: ExplanationTarget) =>
    target.document === 'explanation' && toKey(target.resource) === toKey(resource);
  const { drawn } = pages.find(({ target }) => isOf(target))?.explained ?? (await explain(page));
  return drawn.page.tone;
}
