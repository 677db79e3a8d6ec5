import * as l10n from '@vscode/l10n';
import { setLocale } from './locale.ts';

/** Translations by the key of their English text, as `l10n/bundle.l10n.<language>.json` has them. */
export type Texts = Readonly<Record<string, string>>;

type Configure = (language: string, texts: Texts | undefined) => void;

let configured: Parameters<Configure> = ['en', undefined];

/**
 * Sets the editor's language (BCP 47) and the translations into it; without translations, texts are English. Each bundle has
 * its own copy of `@vscode/l10n`, so each bundle that makes text exports this function and is configured when it is loaded.
 */
export function configureText(language: string, texts: Texts | undefined): void {
  configured = [language, texts];
  l10n.config({ contents: texts ?? {} });
  setLocale(language, texts !== undefined);
}

/** Gives another bundle what this one was given. */
export function passTexts(configure: Configure): void {
  configure(...configured);
}
