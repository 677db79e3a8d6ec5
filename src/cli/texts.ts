import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configureText, type Texts } from '../core/text/configureText.ts';

/** Speaks the language of the terminal where there are translations into it, else English. */
export function speak(environment: NodeJS.ProcessEnv): void {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  const [, language = 'en'] = /^([a-z]{2})(?:[_.@]|$)/.exec(locale) ?? [];
  configureText(language, readTexts(language));
}

function readTexts(language: string): Texts | undefined {
  try {
    return JSON.parse(readFileSync(join(__dirname, '..', 'l10n', `bundle.l10n.${language}.json`), 'utf8'));
  } catch {
    return undefined;
  }
}
