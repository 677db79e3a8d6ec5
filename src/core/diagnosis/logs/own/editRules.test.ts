import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { addRule, hasNoRules, removeRule } from './editRules.ts';
import { readRules } from './readRules.ts';

const rule = { match: 'new words', title: 'New', step: 'Look.', examples: ['new words'] };
const ours = '{ "match": "old words", "title": "Old", "step": "Wait." }';
const old = `{ // ours\n  "rules": [${ours}]\n}\n`;
const tabbed = `{\r\n\t"rules":   [\r\n\t\t// first\r\n\t\t{"match":"old words",\t"title": "Old",  "step": "Wait."}\r\n\t]\r\n}\r\n`;

suite('a rule in a file', () => {
  test('is added before the others, and removed again to the character', () => {
    for (const [before, titles] of [
      ['', ['New']],
      ['[]', ['New']],
      ['{}\n', ['New']],
      ['// none yet\n', ['New']],
      ['{\n    "$schema": "x"\n}', ['New']],
      ['{ "rules": [ // none yet\n  ] }', ['New']],
      [old, ['New', 'Old']],
      [tabbed, ['New', 'Old']],
      [`[ ${ours},\n]`, ['New', 'Old']],
    ] as const) {
      const added = addRule(before, rule);
      const { findings, rules } = readRules(added.text);
      assert.deepEqual([findings, rules.map(({ title }) => title)], [[], titles], added.text);
      assert.equal(removeRule(added.text, rule, added), before);
    }
  });

  test('is written in the style of the file, and changes nothing else there', () => {
    const { text } = addRule(tabbed, rule);
    const [start = '', end = ''] = tabbed.split('\r\n\t\t// first');
    assert.ok(text.startsWith(`${start}\r\n\t\t{\r\n\t\t\t"match": "new words",\r\n`), text);
    assert.ok(text.endsWith(`\r\n\t\t},\r\n\t\t// first${end}`), text);
  });

  test('is removed after other changes, which stay', () => {
    const added = addRule(tabbed, rule);
    for (const [change, rest] of [
      [(text: string) => text.replace('"Wait."', '"Go on."'), tabbed.replace('"Wait."', '"Go on."')],
      [(text: string) => `// mine\r\n${text}`, `// mine\r\n${tabbed}`],
      [(text: string) => text.replace('"new words"', '"newer words"'), tabbed],
      [(text: string) => text.replace('\t"step": "Look."', '\t"step": "Look there."'), tabbed],
      [(text: string) => text.replaceAll('\t', '  '), tabbed.replaceAll('\t', '  ')],
    ] as const)
      assert.equal(removeRule(change(added.text), rule, added), rest);
    const only = addRule('{ "rules": [] }', rule);
    const more = only.text.replace(/\n *\] \}$/, `,\n    ${ours} // mine\n  ] }`);
    const rest = removeRule(more, rule, only);
    assert.deepEqual(readRules(rest).findings, []);
    assert.match(rest, /"old words".*\/\/ mine/);
    assert.equal(removeRule(old, rule, added), old);
  });

  test('leaves nothing if it was the only one', () => {
    assert.equal(
      removeRule(`[\n  ${ours}, // theirs\n  ${JSON.stringify(rule)} // ours\n]`, rule),
      `[\n  ${ours} // theirs\n  // ours\n]`,
    );
    for (const text of ['', '[]', '{ "rules": [] }\n']) assert.ok(hasNoRules(text), text);
    for (const text of [old, '// mine\n[]']) assert.ok(!hasNoRules(text), text);
  });
});
