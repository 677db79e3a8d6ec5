import { after, before, describe, test } from 'node:test';
import { configureText } from '../../../src/core/text/configureText.ts';
import { setLocale } from '../../../src/core/text/locale.ts';
import { languages, readTextsIn } from '../../workbench/texts.ts';
import { checkNoneLeftOver, checkText, toFolder } from './checkGolden.ts';

/** The tests that write the golden texts of scenarios. */
const ofScenarios = 'test/conformance/explanations.test.ts test/conformance/serviceExplanations.test.ts';

const speakEnglish = (locale: string): void => {
  configureText('en', undefined);
  setLocale(locale, false);
};

/**
 * Compares the text of each of `names`, in English and in each translated language, with the golden one in `kind` below
 * that language's explanations; fails for unused golden texts.
 */
export function inEachLanguage(kind: string, names: readonly string[], make: (name: string) => Promise<string>): void {
  for (const language of ['en', ...languages])
    describe(`in the language ${language}`, () => {
      const folder = toFolder(language, kind);
      before(() => (language === 'en' ? speakEnglish('en-GB') : configureText(language, readTextsIn(language))));
      // Other files in the same process expect the locale in which tests start.
      after(() => speakEnglish('en'));

      for (const name of names)
        test(`the explanation matches the golden text: ${name}`, async () =>
          checkText(folder, name, await make(name), ofScenarios));

      test('every golden text belongs to a case', () => checkNoneLeftOver(folder, names));
    });
}
