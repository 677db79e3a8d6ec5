import * as l10n from '@vscode/l10n';

/** Returns `label: text`, with the colon as written in the language of the text. */
export function withLabel(label: string, text: string): string {
  return l10n.t('{label}: {text}', { label, text });
}
