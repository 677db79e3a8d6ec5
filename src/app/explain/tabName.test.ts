import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Resource } from '../../core/model/resource.ts';
import { toNodeNames } from '../../core/words/nodeNames.ts';
import { toTabName } from './tabName.ts';

const accountId = 'a.westeurope.batch.azure.com';
const account: Resource = { kind: 'account', accountId };
const nodeId = 'tvmps_1a2b3c4d1a2b3c4d1a2b3c4d1a2b3c4d_d';
const explained = { nodeNames: toNodeNames([{ id: nodeId }]), explanation: { title: 'It failed' } };

function nameTab(resource: Resource): string {
  return toTabName({ resource, document: 'explanation' }, explained, 'contoso');
}

test('a tab has the name that views show', () => {
  assert.equal(nameTab({ kind: 'task', accountId, jobId: 'train', taskId: 'train-17' }), 'train-17');
  assert.equal(nameTab({ kind: 'job', accountId, jobId: 'train' }), 'train');
  assert.equal(nameTab({ kind: 'node', accountId, poolId: 'p', nodeId }), 'node 1');
  assert.equal(nameTab({ kind: 'node', accountId, poolId: 'p', nodeId: 'gpu-1' }), 'node gpu-1');
  assert.equal(nameTab(account), 'Overview of contoso');
});

test("the tab of a cause has the cause's title, or for a former cause its explanation", () => {
  const cause = { resource: account, document: 'cause', fingerprint: 'v1:x' } as const;
  const name = 'weights.pt is missing · train';
  assert.equal(toTabName(cause, { ...explained, name }, 'contoso'), name);
  assert.equal(toTabName(cause, explained, 'contoso'), 'It failed');
});

test('long, invisible, and secret text does not reach a tab', () => {
  const told = nameTab({ kind: 'job', accountId, jobId: `\u202e${'x'.repeat(100)}` });
  assert.match(told, /^\\u\{202e\}x+…$/);
  assert.equal(told.length, 48);
  assert.doesNotMatch(nameTab({ kind: 'job', accountId, jobId: 'AccountKey=c2VjcmV0c2VjcmV0' }), /c2Vj/);
});
