import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { logsAreGone } from '../../test/builders/logsAreGone.ts';
import { snapshot } from '../../test/builders/snapshot.ts';
import { MemoryMemento } from '../../test/fakes/memoryMemento.ts';
import { listConfigEntries, removeConfigEntries, toConfigHost } from '../core/connect/sshConfigEntry.ts';
import { CauseExplainer } from '../core/diagnosis/account/causeExplainer.ts';
import type { NodeResource } from '../core/model/resource.ts';
import type { Task } from '../core/model/task.ts';
import { doAtOnce } from '../core/work.ts';
import { wasReimaged } from '../extension/connect/reimagedNodes.ts';
import { sshConfigKey } from '../extension/connect/sshConfigKey.ts';
import { isKeyName } from './accounts/accountKeys.ts';
import {
  readAccounts,
  refuseNewerState,
  saveStateVersion,
  takeNewerNotice,
  writeAccounts,
} from './accounts/savedAccounts.ts';
import { SubscriptionFilter } from './accounts/subscriptionFilter.ts';
import { findFailing } from './causes/failing.ts';
import { findNodeUsers, forgetNodeUsers, listNodeUsers } from './connect/nodeUsers.ts';
import { readPlace } from './rows/explorer/openBranches.ts';
import { TreeNodes } from './rows/explorer/treeNode.ts';
import { readFilter, writeFilter } from './rows/failures/failureFilter.ts';
import { LookedAt } from './rows/failures/lookedAt.ts';
import { MutedCauses } from './rows/failures/mutedCauses.ts';

/*
 * Data that an earlier version saved in VS Code's states; for drafts, only VS Code saved the texts and names of their
 * documents. Two versions may be open at once, so each must read what the other writes.
 */
const file = path.join(import.meta.dirname, '../../test/golden/earlier/state.json');
const earlier: {
  readonly globalState: Readonly<Record<string, unknown>>;
  readonly workspaceState: Readonly<Record<string, unknown>>;
  readonly secretNames: readonly string[];
  readonly sshConfig: string;
} = JSON.parse(readFileSync(file, 'utf8'));

const nowMs = Date.parse('2026-11-20T10:00:00Z');
const accountId = 'contoso.westeurope.batch.azure.com';
const node: NodeResource = { kind: 'node', accountId, poolId: 'cpu', nodeId: 'tvmps_1' };

async function restore(saved: Readonly<Record<string, unknown>>): Promise<MemoryMemento> {
  const state = new MemoryMemento();
  for (const [key, value] of Object.entries(saved)) await state.update(key, value);
  return state;
}

/** Returns the content of a state, as it is saved. */
const read = (state: MemoryMemento) => Object.fromEntries(state.all().map(([key, value]) => [key, JSON.parse(value)]));

test('accounts of an earlier version are restored with their preferences, and saved unchanged', async () => {
  const state = await restore(earlier.globalState);
  const accounts = readAccounts(state);
  assert.deepEqual(accounts, earlier.globalState['azureBatch.accounts']);
  assert.deepEqual(
    accounts.map(({ authentication }) => authentication),
    ['sharedKey', 'microsoft', 'azureCli', 'environment', 'workloadIdentity', 'managedIdentity', 'sharedKey'],
  );
  const [{ isReadOnly, isPinned, label } = {}, { user } = {}] = accounts;
  assert.deepEqual([isReadOnly, isPinned, label, user?.label], [true, true, 'Rendering', 'ada@contoso.example']);
  refuseNewerState(state);
  assert.equal(await takeNewerNotice(state), undefined);
  await writeAccounts(state, accounts);
  await saveStateVersion(state);
  assert.deepEqual(read(state), earlier.globalState);
  assert.deepEqual(earlier.secretNames.filter(isKeyName), [
    `azureBatch.key:${accountId}`,
    'azureBatch.key:batch.contoso.example',
  ]);
});

test('the subscriptions that an earlier version saved as selected are displayed', async () => {
  const filter = new SubscriptionFilter(await restore(earlier.globalState));
  const tenantId = '11111111-2222-3333-4444-666666666666';
  assert.equal(filter.hasSubscription(tenantId, '11111111-2222-3333-4444-555555555555'), true);
  assert.equal(filter.hasSubscription(tenantId, '99999999-2222-3333-4444-555555555555'), false);
  assert.equal(filter.hasTenant('99999999-2222-3333-4444-666666666666'), false);
});

test('users of nodes, reimaged nodes, and SSH entries are restored', async () => {
  const state = await restore(earlier.globalState);
  assert.deepEqual(findNodeUsers(state, node, nowMs), [
    {
      accountId,
      poolId: 'cpu',
      nodeId: 'tvmps_1',
      name: 'ada',
      expiryTime: '2026-11-27T10:00:00.000Z',
      identityPath: '/home/ada/.ssh/id_ed25519',
    },
  ]);
  await forgetNodeUsers(state, node);
  assert.deepEqual(
    listNodeUsers(state, nowMs).map(({ name }) => name),
    ['eve'],
  );
  assert.equal(wasReimaged(state, node, { id: node.nodeId, lastBootTime: '2026-11-20T08:00:00Z' }), false);
  assert.equal(wasReimaged(state, node, { id: node.nodeId, lastBootTime: '2026-11-20T09:00:00Z' }), true);

  assert.equal(state.get(sshConfigKey), true);
  const host = toConfigHost(node);
  assert.deepEqual(listConfigEntries(earlier.sshConfig), [{ host, expiryTime: '2026-11-27T10:00:00.000Z' }]);
  assert.equal(removeConfigEntries(`${earlier.sshConfig}Host work\n`, [host]), 'Host work\n');
});

test('muted causes stay muted, because this version computes the same fingerprints', async () => {
  const toFailed = (id: string, exitCode: number, minute: string): Task => ({
    id,
    state: 'completed',
    executionInfo: { result: 'failure', exitCode, endTime: `2026-11-20T09:${minute}:00Z` },
  });
  const known = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'frames' }, { id: 'train' }])
    .with({ kind: 'failures', jobId: 'frames' }, [toFailed('a', 137, '10'), toFailed('b', 137, '20')])
    .with({ kind: 'failures', jobId: 'train' }, [toFailed('c', 139, '30')])
    .withTaskCounts('frames', { failed: 2 })
    .withTaskCounts('train', { failed: 1 })
    .build();
  const state = await restore(earlier.workspaceState);
  const muted = new MutedCauses(state, () => nowMs);
  assert.equal(muted.count(known), 3);
  const { causes } = doAtOnce(new CauseExplainer(logsAreGone).explain(findFailing(known)));
  assert.deepEqual(
    causes.map((cause) => [cause.cluster.category, muted.find(cause, new Date(nowMs)).length]),
    [
      ['out-of-memory', 1],
      ['crash-signal', 1],
    ],
  );
  await muted.remove(muted.all.slice(1));
  assert.equal(muted.all.length, 1);
  muted.dispose();
});

test('the views restore their open rows, filter, and last look', async () => {
  const state = await restore(earlier.workspaceState);
  const nodes = new TreeNodes();
  const account = nodes.root(accountId);
  const jobs = nodes.child(account, { kind: 'jobs' });
  const pools = nodes.child(account, { kind: 'pools' });
  const job = nodes.child(jobs, { kind: 'job', jobId: 'frames' });
  assert.deepEqual(readPlace(state), { opened: [account.id, jobs.id], closed: [pools.id], selected: job.id });

  const filter = readFilter(state);
  assert.deepEqual(
    filter.map(({ kind }) => kind),
    ['new', 'since', 'job', 'pool', 'category', 'text'],
  );
  await writeFilter(state, filter);
  assert.deepEqual(read(state), earlier.workspaceState);
  assert.equal(new LookedAt(state, () => nowMs).find(accountId), '2026-11-20T10:00:00.000Z');
});
