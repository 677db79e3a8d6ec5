import * as l10n from '@vscode/l10n';
import { setLocale } from './locale.ts';

/** Texts of one language: each English message (or its key) with its translation. */
export type Texts = Readonly<Record<string, string>>;

type Configure = (language: string, texts: Texts | undefined) => void;

let configured: Parameters<Configure> = ['en', undefined];

/**
 * Gives this bundle the editor's language (BCP 47) and the texts in it, if there are any; English until then. Every
 * bundle has its own copy of `@vscode/l10n`, so each bundle that makes text exports this function and is configured
 * when it is loaded.
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
