import * as l10n from '@vscode/l10n';

/** Why there is no exit code. */
export function neverRan(): string {
  return l10n.t('The program itself never ran, so there is no exit code.');
}
