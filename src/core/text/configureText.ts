import * as l10n from '@vscode/l10n';
import { setLocale } from './locale.ts';

/** Translations by their English text, as in `l10n/bundle.l10n.<language>.json`. */
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

/** Configures another bundle with this bundle's language and translations. */
export function passTexts(configure: Configure): void {
  configure(...configured);
}
