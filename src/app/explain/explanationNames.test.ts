import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import { withNodeNames } from './explanationNames.ts';

const nodeId = `tvmps_${'1a2b3c4d'.repeat(8)}_d`;
const explanation: Explanation = {
  category: 'node',
  title: 'Node tvmps_1a2b3c4d… is unusable',
  cause: `The service can't reach node ${nodeId}.`,
  evidence: [
    { text: `state of node ${nodeId}`, source: `node ${nodeId}` },
    { text: `connecting to ${nodeId}`, source: 'stderr.txt:14' },
  ],
  fixes: [{ text: `Reboot node ${nodeId}.` }],
  remedies: [],
  confidence: 'certain',
  fingerprint: 'v1:node',
};

test('an explanation calls nodes by their names, and quotes logs unchanged', () => {
  const named = withNodeNames(explanation, new Map([[nodeId, { name: 'node 3', number: '3' }]]));
  assert.equal(named.title, 'Node 3 is unusable');
  assert.equal(named.cause, "The service can't reach node 3 (tvmps_1a2b3c4d…).");
  assert.deepEqual(named.evidence, [
    { text: 'state of node 3 (tvmps_1a2b3c4d…)', source: 'node 3' },
    { text: `connecting to ${nodeId}`, source: 'stderr.txt:14' },
  ]);
  assert.equal(named.fixes[0]?.text, 'Reboot node 3 (tvmps_1a2b3c4d…).');
  assert.equal(named.fingerprint, explanation.fingerprint);
});
