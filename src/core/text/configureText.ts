import * as l10n from '@vscode/l10n';

/** Texts of one language: each English message (or its key) with its translation. */
export type Texts = Readonly<Record<string, string>>;

/**
 * Gives this bundle the texts of the user's language; English until then. Every bundle has its own copy of
 * `@vscode/l10n`, so each bundle that makes text exports this function and is configured when it is loaded.
 */
export function configureText(texts: Texts): void {
  l10n.config({ contents: texts });
}
