import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { continueAfterColon } from '../../src/core/text/afterColon.ts';
import { configureText } from '../../src/core/text/configureText.ts';
import { allCases } from '../golden/explain/cases/allCases.ts';
import { checkGolden, checkNoneLeftOver, toFolder } from '../golden/explain/checkGolden.ts';
import { languages, readTextsIn } from '../workbench/texts.ts';

test('texts exist in French, Dutch and Swedish', () => assert.deepEqual([...languages].sort(), ['fr', 'nl', 'sv']));

for (const language of languages)
  describe(language, () => {
    before(() => configureText(language, readTextsIn(language)));
    after(() => configureText('en', undefined));

    for (const [name, make] of Object.entries(allCases))
      test(`the explanation matches the golden text in each language: ${name}`, () => {
        const made = make();
        checkGolden(language, name, made);
        assert.doesNotMatch(made.explanation.title, /\{\w+\}/);
        const [, ...afterColons] = made.explanation.title.split(/:\s/);
        assert.deepEqual(afterColons, afterColons.map(continueAfterColon), 'begins in lower case after a colon');
      });

    test('every golden text belongs to a case', () => checkNoneLeftOver(toFolder(language)));
  });
