import * as l10n from '@vscode/l10n';
import type { Right } from '../model/right.ts';
import { listAll, listPlain } from '../text/lists.ts';
import { allRights, isOfReading, toRole } from './rights.ts';

/**
 * Describes in sentences the actions that a user may not perform in an account, grouped by the smallest role that
 * allows each.
 */
export function describeMissing(account: string, missing: readonly Right[]): string {
  const roles = listAll([...new Set(missing.map(toRole))].map((role) => describeRole(role, missing)));
  if (allRights.every((right) => isOfReading(right) !== missing.includes(right)))
    return l10n.t(
      "You can't change anything in account {account}. Roles that allow it: {roles}. Ask an owner of the account (“Access control (IAM)” in the Azure portal).",
      { account, roles },
    );
  return l10n.t(
    "You don't have all permissions in account {account}. Roles that allow the rest: {roles}. Ask an owner of the account (“Access control (IAM)” in the Azure portal).",
    { account, roles },
  );
}

function describeRole(role: string, missing: readonly Right[]): string {
  const actions = listPlain(missing.filter((right) => toRole(right) === role).map(toAction));
  return l10n.t({
    message: '“{role}” ({actions})',
    args: { role, actions },
    comment: ['{role} is the name of a role, and {actions} what it allows'],
  });
}

/**
 * Describes a part of an account that may not be read, for the row shown in its place; undefined for rights that don't
 * read.
 */
export function describeUnreadable(right: Right): string | undefined {
  switch (right) {
    case 'readPools':
      return l10n.t('No permission to view pools');
    case 'readNodes':
      return l10n.t('No permission to view nodes');
    case 'readJobs':
      return l10n.t('No permission to view jobs and tasks');
    case 'readSchedules':
      return l10n.t('No permission to view job schedules');
    default:
      return undefined;
  }
}

function toAction(right: Right): string {
  switch (right) {
    case 'readPools':
      return l10n.t('view pools');
    case 'changePools':
      return l10n.t('change pools');
    case 'deletePools':
      return l10n.t('delete pools');
    case 'readNodes':
      return l10n.t('view nodes');
    case 'changeNodes':
      return l10n.t('change nodes');
    case 'readJobs':
      return l10n.t('view jobs and tasks');
    case 'changeJobs':
      return l10n.t('change jobs and tasks');
    case 'deleteJobs':
      return l10n.t('delete jobs');
    case 'deleteTasks':
      return l10n.t('delete tasks');
    case 'readSchedules':
      return l10n.t('view job schedules');
    case 'changeSchedules':
      return l10n.t('change job schedules');
    case 'deleteSchedules':
      return l10n.t('delete job schedules');
  }
}
