import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../../../test/builders/anyText.ts';
import { bulkPlan } from '../../../../test/builders/bulkPlan.ts';
import { runs } from '../../../../test/builders/nightly.ts';
import { type BulkLine, parseBulkJournal, toBulkLine, toWholeLength } from './bulkLines.ts';
import { countOutcomes, type ItemOutcome } from './bulkRecord.ts';

const at = '2026-11-20T09:00:01.000Z';
const itemCount = 5;
const plan = bulkPlan(itemCount, { accounts: { contoso: 'Контосо 🚀' } });

const item = fc.nat({ max: itemCount - 1 });
const line: fc.Arbitrary<BulkLine> = fc.oneof(
  fc.record({ line: fc.constant('sent'), at: fc.constant(at), items: fc.array(item, { maxLength: 4 }) }),
  fc.record({ line: fc.constant('outcome'), item, outcome: fc.constant('notBegun') }),
  fc.record({
    line: fc.constant('outcome'),
    item,
    outcome: fc.constant('done'),
    at: fc.constant(at),
    note: fc.string(),
  }),
  fc.record({
    line: fc.constant('outcome'),
    item,
    outcome: fc.constant('failed'),
    at: fc.constant(at),
    code: fc.string(),
    message: anyText(),
  }),
  fc.record({ line: fc.constant('end'), at: fc.constant(at), end: fc.constantFrom('finished', 'cancelled') }),
) as fc.Arbitrary<BulkLine>;

/** Computes the expected outcomes without the parser. */
function fold(lines: readonly BulkLine[]): readonly ItemOutcome['outcome'][] {
  const outcomes = plan.items.map((): ItemOutcome['outcome'] => 'notBegun');
  for (const each of lines) {
    if (each.line === 'sent') for (const index of each.items) outcomes[index] = 'sent';
    if (each.line === 'outcome') outcomes[each.item] = each.outcome;
  }
  return outcomes;
}

test('a journal that was truncated at any byte is read up to its last complete line', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.nat(), (lines, seed) => {
      const texts = [plan, ...lines].map((each) => Buffer.from(toBulkLine(each)));
      const bytes = Buffer.concat(texts);
      const cut = seed % (bytes.length + 1);
      let whole = 0;
      for (let length = 0; whole < texts.length && length + (texts[whole]?.length ?? 0) <= cut; whole += 1) {
        length += texts[whole]?.length ?? 0;
      }
      const record = parseBulkJournal(bytes.subarray(0, cut).toString('utf8'));
      if (whole === 0) assert.equal(record, undefined);
      else {
        assert.deepEqual(
          record?.outcomes.map(({ outcome }) => outcome),
          fold(lines.slice(0, whole - 1)),
        );
      }
    }),
    { numRuns: runs(500) },
  );
});

test('at every truncation, items not recorded as sent count as not sent', () => {
  const lines: readonly BulkLine[] = [
    { line: 'sent', at, items: [0, 1] },
    { line: 'outcome', item: 0, outcome: 'done', at },
    { line: 'outcome', item: 1, outcome: 'failed', at, code: 'TaskNotFound', message: 'It is gone.' },
    { line: 'sent', at, items: [2, 3] },
    { line: 'end', at, end: 'cancelled' },
  ];
  const bytes = Buffer.from([plan, ...lines].map(toBulkLine).join(''));
  for (let cut = toBulkLine(plan).length; cut <= bytes.length; cut += 1) {
    const text = bytes.subarray(0, cut).toString('utf8');
    const record = parseBulkJournal(text);
    if (record === undefined) continue; // The plan has multibyte characters.
    assert.equal(record.outcomes.length, itemCount);
    const isSent = text.slice(0, toWholeLength(text)).includes('"items":[2,3]');
    assert.equal(record.outcomes[2]?.outcome, isSent ? 'sent' : 'notBegun');
  }
  const { outcomes, end } = parseBulkJournal(bytes.toString('utf8')) ?? assert.fail();
  assert.deepEqual(countOutcomes(outcomes), { done: 1, failed: 1, unknown: 2, notStarted: 1 });
  assert.equal(end, 'cancelled');
});

test('damaged lines in the middle of a journal never make a sent item look unsent', () => {
  const damaged = `${toBulkLine(plan)}{"line":"se\n${toBulkLine({ line: 'outcome', item: 0, outcome: 'done', at })}`;
  const { outcomes } = parseBulkJournal(damaged) ?? assert.fail();
  assert.deepEqual(countOutcomes(outcomes), { done: 1, failed: 0, unknown: 4, notStarted: 0 });
});

test('lines that an owner writes after another has taken over are ignored', () => {
  const lines: readonly (readonly [owner: number | undefined, line: BulkLine])[] = [
    [undefined, { line: 'outcome', item: 0, outcome: 'done', at }],
    [0, { line: 'sent', at, items: [1, 2] }],
    [2, { line: 'taken' }],
    [2, { line: 'outcome', item: 1, outcome: 'done', at }],
    [0, { line: 'sent', at, items: [1, 2, 3] }],
    [1, { line: 'taken' }],
    [1, { line: 'outcome', item: 2, outcome: 'notBegun' }],
    [2, { line: 'end', at, end: 'finished' }],
    [0, { line: 'end', at, end: 'cancelled' }],
  ];
  const text = toBulkLine(plan) + lines.map(([owner, value]) => toBulkLine(value, owner)).join('');
  const { outcomes, end, owner } = parseBulkJournal(text) ?? assert.fail();
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ['done', 'done', 'sent', 'notBegun', 'notBegun'],
  );
  assert.deepEqual([end, owner], ['finished', 2]);
  assert.ok(outcomes.every((outcome) => !('owner' in outcome)));
});

test('data in another format is not taken for a journal', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (first, second) => {
      assert.equal(parseBulkJournal(`${JSON.stringify(first)}\n`), undefined);
      const record = parseBulkJournal(`${toBulkLine(plan)}${JSON.stringify(second)}\n`);
      assert.equal(record?.outcomes.length, itemCount);
    }),
  );
  for (const odd of [
    { items: [{ resource: { kind: 'task' } }] },
    { version: 2 },
    { choices: null },
    { accounts: [] },
  ]) {
    assert.equal(parseBulkJournal(`${JSON.stringify({ ...plan, ...odd })}\n`), undefined, JSON.stringify(odd));
  }
});

test('a plan whose items have invalid names is rejected', () => {
  const items = plan.items.map((each) => ({ ...each, name: 'node 3' }));
  assert.equal(parseBulkJournal(toBulkLine({ ...plan, items }))?.plan.items[0]?.name, 'node 3');
  const odd = plan.items.map((each) => ({ ...each, name: 3 as unknown as string }));
  assert.equal(parseBulkJournal(toBulkLine({ ...plan, items: odd })), undefined);
});

test('a plan lists what was left out, and is rejected if that list is invalid', () => {
  const leftOut = [{ reason: 'It would fail again.', items: bulkPlan(1).items }];
  const plan = bulkPlan(2, { leftOut });
  assert.deepEqual(parseBulkJournal(toBulkLine(plan))?.plan.leftOut, leftOut);
  for (const wrong of [{}, [{ reason: 1, items: [] }], [{ reason: 'It would.', items: [{}] }]])
    assert.equal(parseBulkJournal(`${JSON.stringify({ ...plan, leftOut: wrong })}\n`), undefined);
});
