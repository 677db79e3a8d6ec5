import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Example, ExamplesOf } from '../engine/examples.ts';
import type { Finding, Rules } from '../engine/finding.ts';
import { LogText } from '../engine/text/logText.ts';
import { hear, pickCause } from '../engine/weigh/rank.ts';
import { findAll } from '../findAll.ts';
import { families } from './rules.ts';

const here = import.meta.dirname;
const known = await loadExamples();
const ids = families.flatMap((rules) => Object.keys(rules));

test('each rule has a unique name', () => {
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
  );
});

test('each rule has an example', () => {
  assert.deepEqual(
    ids.filter((id) => (known[id]?.examples.length ?? 0) === 0),
    [],
  );
});

test('each example belongs to a rule', () => {
  assert.deepEqual(
    Object.keys(known).filter((id) => !ids.includes(id)),
    [],
  );
});

for (const [id, { examples, not = [] }] of Object.entries(known)) {
  test(`${id} finds the cause of its examples, and no other rule does`, () => {
    for (const example of examples)
      assert.ok(findsCause(id, example), `${toText(example)}\nis found by ${findCause(example)?.rule?.id}`);
  });
  if (not.length > 0)
    test(`${id} does not match its counterexamples`, () => {
      for (const example of not)
        assert.ok(!findAll(new LogText(toText(example)), {}).some(({ rule }) => rule?.id === id), toText(example));
    });
}

/** Checks whether the rule finds the cause of an example, or reads its line as a hint if no line has a meaning. */
function findsCause(id: string, example: Example): boolean {
  const cause = findCause(example);
  if (cause !== undefined) return cause.rule?.id === id;
  return findAll(new LogText(toText(example)), {}).some(({ rule, weight }) => rule?.id === id && weight === 'hint');
}

function findCause(example: Example): Finding | undefined {
  const log = new LogText(toText(example));
  return pickCause(hear(findAll(log, {})), log, {});
}

function toText(example: Example): string {
  return typeof example === 'string' ? example : example.join('\n');
}

/** Loads the examples of all families, from the files next to those of the rules. */
async function loadExamples(): Promise<ExamplesOf<Rules>> {
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.examples.ts'),
  );
  const modules = await Promise.all(files.map((file) => import(path.join(here, file))));
  return Object.assign({}, ...modules.flatMap((exported) => Object.values(exported)));
}
