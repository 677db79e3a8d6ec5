import * as l10n from '@vscode/l10n';
import type { Right } from '../model/right.ts';
import { listAll, listPlain } from '../text/lists.ts';
import { allRights, isOfReading, toRole } from './rights.ts';

/** What somebody may not do in an account, by the smallest role that lets them do each, as sentences. */
export function describeMissing(account: string, missing: readonly Right[]): string {
  const roles = listAll([...new Set(missing.map(toRole))].map((role) => describeRole(role, missing)));
  if (allRights.every((right) => isOfReading(right) !== missing.includes(right)))
    return l10n.t(
      'You may change nothing in the account {account}. Roles that allow it: {roles}. Ask an owner of the account (“Access control (IAM)” in the Azure portal).',
      { account, roles },
    );
  return l10n.t(
    'Not all is allowed to you in the account {account}. Roles that allow the rest: {roles}. Ask an owner of the account (“Access control (IAM)” in the Azure portal).',
    { account, roles },
  );
}

/** A role with what it lets somebody do that they may not do yet. */
function describeRole(role: string, missing: readonly Right[]): string {
  const actions = listPlain(missing.filter((right) => toRole(right) === role).map(toAction));
  return l10n.t({
    message: '“{role}” ({actions})',
    args: { role, actions },
    comment: ['{role} is the name of a role, and {actions} what it allows'],
  });
}

/** That a part of an account may not be read, for the row that stands in its place; undefined for what is no reading. */
export function describeUnreadable(right: Right): string | undefined {
  switch (right) {
    case 'readPools':
      return l10n.t('You may not see the pools');
    case 'readNodes':
      return l10n.t('You may not see the nodes');
    case 'readJobs':
      return l10n.t('You may not see jobs and tasks');
    case 'readSchedules':
      return l10n.t('You may not see the job schedules');
    default:
      return undefined;
  }
}

function toAction(right: Right): string {
  const comment = ['An action in a list of those that somebody may not do'];
  switch (right) {
    case 'readPools':
      return l10n.t({ message: 'see pools', comment });
    case 'changePools':
      return l10n.t({ message: 'change pools', comment });
    case 'deletePools':
      return l10n.t({ message: 'delete pools', comment });
    case 'readNodes':
      return l10n.t({ message: 'see nodes', comment });
    case 'changeNodes':
      return l10n.t({ message: 'change nodes', comment });
    case 'readJobs':
      return l10n.t({ message: 'see jobs and tasks', comment });
    case 'changeJobs':
      return l10n.t({ message: 'change jobs and tasks', comment });
    case 'deleteJobs':
      return l10n.t({ message: 'delete jobs', comment });
    case 'deleteTasks':
      return l10n.t({ message: 'delete tasks', comment });
    case 'readSchedules':
      return l10n.t({ message: 'see job schedules', comment });
    case 'changeSchedules':
      return l10n.t({ message: 'change job schedules', comment });
    case 'deleteSchedules':
      return l10n.t({ message: 'delete job schedules', comment });
  }
}
