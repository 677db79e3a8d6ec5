import * as l10n from '@vscode/l10n';

/** `label: text`, with the colon set as the language of the texts does. */
export function withLabel(label: string, text: string): string {
  return l10n.t('{label}: {text}', { label, text });
}
