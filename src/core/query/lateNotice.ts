import * as l10n from '@vscode/l10n';

/** That an explanation had to do without the other tasks of the job, since the service took too long. */
export function toLateNotice(): string {
  return l10n.t('The service did not list the other tasks of the job in time, so this task is compared with fewer.');
}
