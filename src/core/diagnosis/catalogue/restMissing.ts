import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../explanation/category.ts';
import { type CodeEntry, type CodeTable, permanent } from './entry.ts';

function missing(
  meaning: () => string,
  fix: () => string,
  cause?: () => string,
  category: FailureCategory = 'other',
): CodeEntry {
  return permanent(category, [], () => ({
    meaning: meaning(),
    causes: [cause?.() ?? l10n.t('It was deleted, or the ID is misspelled or belongs to another account.')],
    fixes: [fix()],
  }));
}

function checkId(): string {
  return l10n.t('Check the ID and the account. If both are right, it was deleted.');
}

/** Codes about missing resources. */
export const restMissingCodes: CodeTable = {
  ResourceNotFound: missing(() => l10n.t("The requested item doesn't exist."), checkId),
  PoolNotFound: missing(() => l10n.t('The pool does not exist.'), checkId),
  NodeNotFound: missing(
    () => l10n.t('The node is no longer in the pool.'),
    () =>
      l10n.t(
        "Refresh the nodes. The node's files are gone with it: to keep logs, send them to storage with `outputFiles`.",
      ),
    () => l10n.t('It was removed by a resize or by autoscale, or was preempted.'),
    'node',
  ),
  JobScheduleNotFound: missing(() => l10n.t('The job schedule does not exist.'), checkId),
  JobNotFound: missing(() => l10n.t('The job does not exist.'), checkId),
  TaskNotFound: missing(() => l10n.t('The task does not exist.'), checkId),
  FileNotFound: missing(
    () => l10n.t('The file does not exist on the node.'),
    () => l10n.t("List the folder again: logs are in the task's directory, results in `wd`."),
    () => l10n.t('The task has not written it yet, or it was deleted.'),
    'missing-file',
  ),
  NodeUserNotFound: missing(
    () => l10n.t('The node has no user with this name.'),
    () => l10n.t('Nothing needs to be removed: the user is gone or never existed.'),
  ),
  CertificateNotFound: missing(() => l10n.t('The certificate does not exist.'), checkId),
  JobPreparationTaskNotRunOnNode: missing(
    () => l10n.t("The job preparation task hasn't run on this node."),
    () => l10n.t('It runs when the first task of the job starts there.'),
    () => l10n.t('No task in the job was started on the node.'),
  ),
  JobReleaseTaskNotRunOnNode: missing(
    () => l10n.t("The job release task hasn't run on this node."),
    () => l10n.t('It runs when the job ends.'),
    () => l10n.t('The job has not ended, or never ran on the node.'),
  ),
  ApplicationNotFound: missing(
    () => l10n.t("The application doesn't exist in the account, or nodes aren't allowed to use it."),
    () => l10n.t('Upload and activate the application package.'),
  ),
  NodeAgentSKUNotFound: missing(
    () => l10n.t('The node agent SKU does not exist.'),
    () => l10n.t('Choose one from the list of supported images.'),
    () => l10n.t("It's misspelled or retired."),
  ),
  PathNotFound: missing(() => l10n.t('The path does not exist on the node.'), checkId, undefined, 'missing-file'),
  StorageAccountNotFound: missing(
    () => l10n.t('The storage account does not exist.'),
    () => l10n.t('Link the auto-storage account again.'),
  ),
};
