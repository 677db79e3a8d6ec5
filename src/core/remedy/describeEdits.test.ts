import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listEdits } from './definitionEdits.ts';
import { describeEdits } from './describeEdits.ts';

const describe = (before: object, after: object) => describeEdits(listEdits(before, after), (path) => path.join('.'));

test('what was changed is said with the words that differ', () => {
  const before = {
    id: 'shard-61',
    commandLine: 'python train.py --batch-size 512 --epochs 3',
    constraints: { maxTaskRetryCount: 0 },
    requiredSlots: 2,
  };
  const after = {
    id: 'shard-61-2',
    commandLine: 'python train.py --batch-size 64 --epochs 3',
    constraints: { maxTaskRetryCount: 1 },
    outputFiles: [],
  };
  assert.deepEqual(describe(before, after), [
    'commandLine: --batch-size 512 → --batch-size 64',
    'constraints.maxTaskRetryCount: 0 → 1',
    'requiredSlots is removed.',
    'outputFiles is added: []',
  ]);
});

test('secrets of what was changed are not said, and of many changes only some', () => {
  const sas = 'https://a.blob.core.windows.net/c?sv=2022-11-02&sig=c2VjcmV0c2VjcmV0';
  assert.doesNotMatch(describe({ url: 'https://a.example/c' }, { url: sas }).join(), /c2VjcmV0/);
  const many = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`name${index}`, index]));
  assert.equal(describe({}, many).at(-1), '3 more changes.');
});
