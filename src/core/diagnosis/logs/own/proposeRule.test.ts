import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { withoutSequences } from '../../../text/terminal.ts';
import { addRule, findRuleProblem, matchesLine, proposeRule, removeRule } from './proposeRule.ts';
import { readRules } from './readRules.ts';

suite('a rule from a line', () => {
  test('matches lines that differ only in names and numbers, and no others', () => {
    const { match, title } = proposeRule('2026-11-20 08:14:02 ERROR Mesh wing7 has negative volume in cell 4711');
    assert.ok(matchesLine(match, '2026-12-01 10:00:00 ERROR Mesh tail9 has negative volume in cell 12'), match);
    assert.ok(!matchesLine(match, 'ERROR Mesh tail9 has no volume'), match);
    assert.match(title, /Mesh \{\d\} has negative volume/);
    assert.equal(findRuleProblem({ match }), undefined);
  });

  test('is the text itself if nothing differs', () => {
    const text = 'seat limit (see wiki) reached';
    assert.deepEqual(proposeRule(`  ${text} `), { match: text, title: text, examples: [text] });
  });

  test('is valid, matches its own line, and has no secret of it', () => {
    for (const line of [
      'a/b/c.txt: 7',
      '[x] (y) {z} $1 7 failed',
      "open '/tmp/a b' failed: -1",
      '{"level":"error","n":7}',
      'FATAL {1} and {2} broke',
      '{3} is missing',
      '/mnt/batch/solver',
      '/scratch/7/',
      '(((((((((((((((((((((((((('.repeat(20),
      '\u001b[31mError\u001b[0m in cell 7',
      'login with password=hunter2hunter2 was refused',
      'password=hunter2hunter2',
      'a 1 b 2 c 3',
      '💥'.repeat(300),
    ]) {
      const proposed = proposeRule(line);
      assert.equal(findRuleProblem({ ...proposed, step: 'Look.' }), undefined, JSON.stringify(proposed));
      assert.ok(matchesLine(proposed.match, withoutSequences(line)), JSON.stringify(proposed));
      assert.doesNotMatch(JSON.stringify(proposed), /hunter2|\\u001b/);
    }
  });

  test('is removed again, and what was changed in the meantime stays', () => {
    const rule = { match: 'new words', title: 'New', step: 'Look.', examples: ['new words'] };
    const old = '{ // ours\n  "rules": [{ "match": "old words", "title": "Old", "step": "Wait." }]\n}\n';
    assert.equal(removeRule(addRule('', rule), rule), undefined);
    assert.equal(removeRule(addRule('[]', rule), rule), undefined);
    const changed = addRule(old, rule).replace('"Wait."', '"Go on."').replace('"match": "new', '"match": "newer');
    const rest = removeRule(changed, rule) ?? '';
    assert.deepEqual(
      readRules(rest).rules.map(({ title, step }) => [title, step]),
      [['Old', 'Go on.']],
    );
    assert.match(rest, /\/\/ ours/);
    assert.equal(removeRule(old, rule), old);
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
