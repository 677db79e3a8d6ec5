import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { listEdits } from './definitionEdits.ts';
import { describeEdits } from './describeEdits.ts';

const describe = (before: object, after: object) => describeEdits(listEdits(before, after), (path) => path.join('.'));

test('a change is described with the differing words', () => {
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

test('secrets in edits are not shown, and only some of many edits are listed', () => {
  const sas = 'https://a.blob.core.windows.net/c?sv=2022-11-02&sig=c2VjcmV0c2VjcmV0';
  assert.doesNotMatch(describe({ url: 'https://a.example/c' }, { url: sas }).join(), /c2VjcmV0/);
  const many = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`name${index}`, index]));
  assert.equal(describe({}, many).at(-1), '3 more changes.');
});

const address = 'https://contoso.blob.core.windows.net/outputs?sv=2022-11-02&sr=c&sp=w&se=2026-11-';

for (const [from, to, said] of [
  [`${address}20&sig=YWJj`, `${address}27&sig=ZGVm`, /^url: …se=2026-11-20&sig=\S+ → …se=2026-11-27&sig=\S+$/],
  [`${address}20&sig=YWJj`, `${address}20&sig=ZGVm`, /^url is changed\. What is different is hidden\.$/],
  [`${address.slice(0, -4)}1-20`, `${address.slice(0, -4)}2-20`, /^url: …se=\S+ → …se=\S+$/],
  ['https://a.example/one', 'https://a.example/two', /^url: https:\/\/a\.example\/one → https:\/\/a\.example\/two$/],
] as const)
  test(`the description of an address shows the part that differs: ${said.source}`, () => {
    const [line = assert.fail()] = describe({ url: from }, { url: to });
    assert.match(line, said);
    assert.doesNotMatch(line, /YWJj|ZGVm/);
  });

test('two different values never look the same', () => {
  const part = fc.constantFrom('a', '&se=20', '?', '/outputs', ';', ' x', 'sp=w');
  const text = fc.array(part, { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, text, (lead, one, other) => {
      fc.pre(one !== other);
      const [line = assert.fail()] = describe({ url: lead + one }, { url: lead + other });
      const [before, after] = line.replace('url: ', '').split(' → ');
      assert.notEqual(before, after, line);
    }),
  );
});
