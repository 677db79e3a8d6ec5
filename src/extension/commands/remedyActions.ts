import type { Accounts } from '../../app/accounts/accounts.ts';
import { isForChange, type RemedyContribution } from '../../app/actions/verb/contribution.ts';
import type { RemedyTargets } from '../../app/explain/explainedResource.ts';
import { toRemedyActions as listRemedyActions } from '../../app/explain/remedyActions.ts';
import type { RemedyAction } from '../../app/messages/helpfulAction.ts';
import type { RemedyId } from '../../core/diagnosis/explanation/explanation.ts';
import { toVisible } from '../../core/text/escape.ts';
import { toRetryTitle } from '../problems/failureCommands.ts';
import { commands } from './table.ts';

/**
 * Converts remedies to commands, omitting remedies that have no target. A remedy has the same name as its command, so a
 * remedy without a command, or whose command doesn't declare itself a remedy, does not compile. A change that isn't
 * allowed now is refused with the reason.
 */
export function toRemedyActions(
  remedies: readonly RemedyId[],
  targets: RemedyTargets,
  accounts: Pick<Accounts, 'whyRefused'>,
): readonly RemedyAction[] {
  return listRemedyActions(remedies, targets, (remedy, target) => {
    const contribution: RemedyContribution = commands[remedy].contribution;
    const { needs } = contribution;
    const refusal = isForChange(contribution) ? accounts.whyRefused(targets.resource.accountId, needs) : undefined;
    return {
      title:
        'taskIds' in target
          ? toRetryTitle(toVisible(target.taskIds.join(', ')), target.taskIds.length)
          : contribution.remedy(targets.cause),
      ...(refusal === undefined ? {} : { refusal }),
    };
  });
}
