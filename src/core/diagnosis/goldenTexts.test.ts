import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { causeCases } from '../../../test/golden/explain/cases/causes.ts';
import { jobCases, serviceCases } from '../../../test/golden/explain/cases/jobsAndService.ts';
import { nodeCases, poolCases } from '../../../test/golden/explain/cases/nodesAndPools.ts';
import { taskCases } from '../../../test/golden/explain/cases/tasks.ts';
import { waitingCases } from '../../../test/golden/explain/cases/waiting.ts';
import { setLocale } from '../text/locale.ts';
import { renderExplanation } from './report/renderExplanation.ts';

before(() => setLocale('en-GB', false));
after(() => setLocale('en', false));

/** Golden texts are what people read; `UPDATE_GOLDEN=1` writes them anew. */
const folder = new URL('../../../test/golden/explain/', import.meta.url);
const update = process.env['UPDATE_GOLDEN'] === '1';
const cases = {
  ...taskCases,
  ...waitingCases,
  ...nodeCases,
  ...poolCases,
  ...jobCases,
  ...causeCases,
  ...serviceCases,
};

for (const [name, make] of Object.entries(cases)) {
  test(`explains ${name}`, () => {
    const { explanation, context } = make();
    const text = renderExplanation(explanation, { ...context, timeZone: 'UTC' });
    assert.doesNotMatch(text, /PLANTED/);
    const file = new URL(`${name}.md`, folder);
    if (update) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, text);
    }
    assert.equal(text, readFileSync(file, 'utf8'));
  });
}

test('every golden text belongs to a case', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
  assert.deepEqual(
    names.sort(),
    Object.keys(cases)
      .map((name) => `${name}.md`)
      .sort(),
  );
});
