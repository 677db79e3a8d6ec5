import * as l10n from '@vscode/l10n';
import type { ThemeIcon } from 'vscode';
import type { Found } from '../../../app/actions/explorer/found.ts';
import { toShownName } from '../../../core/model/account.ts';
import { joinParts } from '../../../core/text/lists.ts';
import { toIcon } from '../../views/icons.ts';

/** That of its state, as the explorer shows it; what it is stands beside it in words. */
export function toFoundIcon({ state }: Found): ThemeIcon | undefined {
  return toIcon(state?.severity ?? 'unknown');
}

/** What was found, in what it is, and how it is: `task · job frames · failed · contoso`. */
export function toFoundText({ resource, account, state }: Found): string {
  return joinParts(...toParts(resource), state?.label, toShownName(account)) ?? '';
}

function toParts(resource: Found['resource']): readonly string[] {
  switch (resource.kind) {
    case 'job':
      return [l10n.t({ message: 'job', comment: ['Kind of a thing that was found'] })];
    case 'jobSchedule':
      return [l10n.t({ message: 'job schedule', comment: ['Kind of a thing that was found'] })];
    case 'pool':
      return [l10n.t({ message: 'pool', comment: ['Kind of a thing that was found'] })];
    case 'node':
      return [
        l10n.t({ message: 'node', comment: ['Kind of a thing that was found'] }),
        l10n.t('pool {0}', resource.poolId),
      ];
    case 'task':
      return [
        l10n.t({ message: 'task', comment: ['Kind of a thing that was found'] }),
        l10n.t('job {0}', resource.jobId),
      ];
  }
}
