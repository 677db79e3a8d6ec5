import * as l10n from '@vscode/l10n';
import { setLocale } from './locale.ts';

/** Texts of one language by what the code asks for: the English message or its key, and in bundles its place in a list. */
export type Texts = Readonly<Record<string, string>>;

type Configure = (language: string, texts: Texts | undefined, isTranslated: boolean) => void;

let configured: Parameters<Configure> = ['en', undefined, false];

/**
 * Gives this bundle the editor's language (BCP 47) and the texts, and says whether these are in it; English until then. Every
 * bundle has its own copy of `@vscode/l10n`, so each bundle that makes text exports this function and is configured
 * when it is loaded.
 */
export function configureText(language: string, texts: Texts | undefined, isTranslated = texts !== undefined): void {
  configured = [language, texts, isTranslated];
  l10n.config({ contents: texts ?? {} });
  setLocale(language, isTranslated);
}

/** Gives another bundle what this one was given. */
export function passTexts(configure: Configure): void {
  configure(...configured);
}
