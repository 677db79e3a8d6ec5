import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { configureText } from '../../../src/core/text/configureText.ts';
import { setLocale } from '../../../src/core/text/locale.ts';
import { languages, readTextsIn } from '../../workbench/texts.ts';

/** Golden texts are what people read; `UPDATE_GOLDEN=1` writes them anew. */
const update = process.env['UPDATE_GOLDEN'] === '1';

const speakEnglish = (): void => {
  configureText('en', undefined);
  setLocale('en-GB', false);
};

/**
 * Compares what is made of each of `names`, in English and in each language that there are texts in, with what is kept of
 * it in `kind` below the golden explanations of that language; and fails when a text is kept that none has.
 */
export function inEachLanguage(kind: string, names: readonly string[], make: (name: string) => Promise<string>): void {
  for (const language of ['en', ...languages])
    describe(`in the language ${language}`, () => {
      const folder = new URL(language === 'en' ? `./${kind}/` : `./${language}/${kind}/`, import.meta.url);
      before(() => (language === 'en' ? speakEnglish() : configureText(language, readTextsIn(language))));
      after(speakEnglish);

      for (const name of names)
        test(`explains ${name}`, async () => {
          const text = await make(name);
          const file = new URL(`${name}.md`, folder);
          if (update) {
            mkdirSync(folder, { recursive: true });
            writeFileSync(file, text);
          }
          assert.equal(text, readFileSync(file, 'utf8'));
        });

      test('every golden text belongs to a case', () => {
        assert.deepEqual(readdirSync(folder).sort(), names.map((name) => `${name}.md`).sort());
      });
    });
}
