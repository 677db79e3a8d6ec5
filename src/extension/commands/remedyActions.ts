import type { Accounts } from '../../app/accounts/accounts.ts';
import { isForChange, type RemedyContribution } from '../../app/actions/contribution.ts';
import { toCommandId } from '../../app/commandId.ts';
import type { RemedyTargets } from '../../app/explain/explainedResource.ts';
import type { RemedyAction } from '../../app/remedyAction.ts';
import type { RemedyId } from '../../core/diagnosis/explanation/explanation.ts';
import { toKind } from '../../core/model/resourceChain.ts';
import { commands } from './table.ts';

/**
 * The remedies as commands, without those for which nothing is there to apply them to. A remedy is the command of its
 * name: one without a command, or whose command does not say that it is one, does not compile. What changes something
 * is refused where it may not be, with the reason.
 */
export function toRemedyActions(
  remedies: readonly RemedyId[],
  targets: RemedyTargets,
  accounts: Pick<Accounts, 'whyRefused'>,
): readonly RemedyAction[] {
  return remedies.flatMap((remedy) => {
    const target = findTarget(remedy, targets);
    if (target === undefined) return [];
    const contribution: RemedyContribution = commands[remedy].contribution;
    const { needs } = contribution;
    const refusal = isForChange(contribution) ? accounts.whyRefused(targets.resource.accountId, needs) : undefined;
    const title = contribution.remedy(targets.cause);
    return [{ remedy, title, command: toCommandId(remedy), target, ...(refusal === undefined ? {} : { refusal }) }];
  });
}

function findTarget(
  remedy: RemedyId,
  { resource, node, pool, cause }: RemedyTargets,
): RemedyAction['target'] | undefined {
  if (remedy.startsWith('failures.')) return cause?.target;
  if (remedy.startsWith('task.')) return toKind('task', resource);
  if (remedy.startsWith('jobSchedule.')) return toKind('jobSchedule', resource);
  if (remedy.startsWith('job.')) return toKind('job', resource);
  if (remedy.startsWith('node.')) return toKind('node', resource) ?? node;
  if (remedy.startsWith('pool.')) return toKind('pool', resource) ?? pool;
  return toKind('account', resource);
}
