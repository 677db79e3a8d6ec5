import * as l10n from '@vscode/l10n';

/** Returns `label: text`, with the colon of the texts' language. */
export function withLabel(label: string, text: string): string {
  return l10n.t('{label}: {text}', { label, text });
}
