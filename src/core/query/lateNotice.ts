import * as l10n from '@vscode/l10n';

/** That an explanation had to do without other tasks or nodes, since the service took too long. */
export function toLateNotice(): string {
  return l10n.t('The service did not list in time all that this task could be compared with.');
}
