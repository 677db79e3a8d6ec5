import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { configureText } from '../../src/core/text/configureText.ts';
import { allCases } from '../golden/explain/cases/allCases.ts';
import { languages, readTextsIn } from '../workbench/texts.ts';

afterEach(() => configureText('en', undefined));

/** Lists the fingerprints, by which links to causes, muted causes, and saved attempts identify a cause. */
const listFingerprints = (): readonly string[] =>
  Object.entries(allCases).map(([name, make]) => `${name} ${make().explanation.fingerprint}`);

for (const language of languages)
  test(`a cause has the same fingerprint in the language ${language} as in English`, () => {
    const english = listFingerprints();
    configureText(language, readTextsIn(language));
    assert.deepEqual(listFingerprints(), english);
  });
