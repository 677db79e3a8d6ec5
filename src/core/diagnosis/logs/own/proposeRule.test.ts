import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { addRule, findMatchProblem, matchesLine, proposeRule } from './proposeRule.ts';
import { readRules } from './readRules.ts';

suite('a rule from a line', () => {
  test('matches lines that differ only in names and numbers, and no others', () => {
    const { match, title } = proposeRule('2026-11-20 08:14:02 ERROR Mesh wing7 has negative volume in cell 4711');
    assert.ok(matchesLine(match, '2026-12-01 10:00:00 ERROR Mesh tail9 has negative volume in cell 12'), match);
    assert.ok(!matchesLine(match, 'ERROR Mesh tail9 has no volume'), match);
    assert.match(title, /Mesh \{\d\} has negative volume/);
    assert.equal(findMatchProblem(match), undefined);
  });

  test('is the text itself if nothing differs', () => {
    assert.deepEqual(proposeRule('  seat limit (see wiki) reached '), {
      match: 'seat limit (see wiki) reached',
      title: 'seat limit (see wiki) reached',
    });
  });

  test('always matches its own line', () => {
    for (const line of [
      'a/b/c.txt: 7',
      '[x] (y) {z} $1 7 failed',
      "open '/tmp/a b' failed: -1",
      '{"level":"error","n":7}',
    ])
      assert.ok(matchesLine(proposeRule(line).match, line), line);
  });

  test('is added before the others, with comments kept', () => {
    const rule = { match: 'new words', title: 'New', step: 'Look.', examples: ['new words'] };
    const old = '{ // ours\n  "rules": [{ "match": "old words", "title": "Old", "step": "Wait." }]\n}\n';
    for (const [before, titles] of [
      ['', ['New']],
      [old, ['New', 'Old']],
      ['[]', ['New']],
    ] as const) {
      const text = addRule(before, rule);
      assert.deepEqual(readRules(text).findings, []);
      assert.deepEqual(
        readRules(text).rules.map(({ title }) => title),
        titles,
      );
    }
    assert.match(addRule(old, rule), /\/\/ ours/);
  });
});
