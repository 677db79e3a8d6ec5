import * as l10n from '@vscode/l10n';
import {
  isForCorrection,
  planRetries,
  type RetryGroup,
  withOtherLimit,
  withoutSaved,
} from '../../../core/changes/retryPlan.ts';
import { findEngine } from '../../../core/definitions/workflowEngine.ts';
import type { TaskConstraints } from '../../../core/model/common.ts';
import { type TaskResource, toKey } from '../../../core/model/resource.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import type { WithUi } from '../../ui.ts';
import { toNameInSentence, toThingName } from '../targets/names.ts';
import type { Judged } from '../verb/judge.ts';
import type { Verb } from '../verb/verb.ts';
import { downloadLostFiles } from './downloadFiles.ts';
import { pickLimits } from './pickLimits.ts';
import type { RetryItem } from './retryFacts.ts';
import type { TaskCandidate } from './tasks.ts';

export type Group = RetryGroup<RetryItem>;

/** An alternative to retrying failed tasks. Choosing it changes nothing yet. */
export interface Instead {
  readonly title: string;
  readonly note?: string;
  /** Carries out the alternative. Resolves to the next question, or to undefined if this replaces the retry. */
  readonly act: (asked: AskedRetry) => Promise<AskedRetry | undefined>;
}

export interface RetryChoices {
  readonly constraints?: TaskConstraints;
}

/** A retry that the user is asked about. */
export interface AskedRetry {
  readonly services: App;
  readonly judged: Judged<TaskResource, TaskCandidate>;
  readonly notes: readonly string[];
  readonly groups: readonly Group[];
  readonly instead: readonly Instead[];
  /** True if these tasks are the rest of a retry that was started earlier. */
  readonly isRest: boolean;
  /** Keys (`toKey`) of the tasks whose logs are not saved, if this was already chosen. */
  readonly briefly?: ReadonlySet<string> | undefined;
  readonly choices: RetryChoices;
  readonly verb: Pick<Verb, 'sends' | 'texts'>;
}

/** Lists alternatives to retrying these tasks. */
export function listInstead(
  services: App,
  groups: readonly Group[],
  { isRest }: Pick<AskedRetry, 'isRest'>,
): readonly Instead[] {
  const limits = isRest ? [] : toLimits(services, groups);
  const correction = isRest ? [] : toCorrection(services, groups);
  return [...toDownload(services, groups), ...limits, ...toOffline(services, groups), ...correction];
}

/** Adapts the facts about tasks to their new limits. */
export function withLimits(
  items: readonly RetryItem[],
  constraints: TaskConstraints | undefined,
): readonly RetryItem[] {
  return constraints?.maxWallClockTime === undefined ? items : withOtherLimit(items);
}

/** Offers to download files first if a retry would lose known files. */
function toDownload(services: App, groups: readonly Group[]): readonly Instead[] {
  const losing = groups.filter(({ outlook, loss }) => outlook !== 'runsAgain' && loss.tasks.length > 0);
  if (losing.length === 0) return [];
  const act = async (asked: AskedRetry): Promise<AskedRetry> => {
    const { isKept, note } = await downloadLostFiles(
      services,
      losing.flatMap(({ items }) => items),
    );
    return planAgain(asked, note, (items) => withoutSaved(items, isKept));
  };
  return [{ title: l10n.t('Download Files First…'), act }];
}

/** Offers other limits if the time limit ended tasks. */
function toLimits(services: WithUi, groups: readonly Group[]): readonly Instead[] {
  const over = groups.flatMap(({ items }) => items.filter(({ isOverTime }) => isOverTime === true));
  if (over.length === 0) return [];
  const act = async (asked: AskedRetry): Promise<AskedRetry> => {
    const { constraints, note } = await pickLimits(
      services,
      over.map(({ task }) => task),
    );
    return { ...planAgain(asked, note, (items) => withLimits(items, constraints)), choices: { constraints } };
  };
  return [{ title: l10n.t('Change Limits and Retry…'), act }];
}

function planAgain(
  asked: AskedRetry,
  note: string,
  change: (items: readonly RetryItem[]) => readonly RetryItem[],
): AskedRetry {
  const groups = planRetries(change(asked.groups.flatMap(({ items }) => items)));
  const instead = listInstead(asked.services, groups, asked);
  return { ...asked, groups, instead, notes: [note, ...asked.notes] };
}

/** Offers to take nodes offline if tasks failed for a reason that occurs only there and may occur there again. */
function toOffline(services: App, groups: readonly Group[]): readonly Instead[] {
  const found = groups.flatMap(({ items }) => items.flatMap(({ onlyNode }) => onlyNode ?? []));
  const nodes = [...new Map(found.map((node) => [toKey(node), node])).values()];
  const [first, ...others] = nodes;
  if (first === undefined) return [];
  const node = toVisible(toNameInSentence(services, first));
  const hasOneCause = groups.length < 2;
  const only = hasOneCause
    ? l10n.t('Only tasks on node {0} failed for this reason. They may run there again.', node)
    : l10n.t('Some causes occurred only on node {0}. Their tasks may run there again.', node);
  const note =
    others.length === 0
      ? only
      : l10n.t('Some causes occurred on one node only: {node}, and {count} more. Their tasks may run there again.', {
          node: toVisible(toThingName(services, first)),
          ...asCount(others.length),
        });
  const title = l10n.t('Take Node Offline…');
  const act = async (asked: AskedRetry): Promise<AskedRetry> => {
    await services.ui.run(toCommandId('node.disableScheduling'), first, nodes);
    return asked;
  };
  return [{ title, note, act }];
}

/** Offers a corrected definition if all tasks share a cause that only a correction removes. */
function toCorrection(services: WithUi, [group, ...others]: readonly Group[]): readonly Instead[] {
  if (group === undefined || others.length > 0 || !isForCorrection(group)) return [];
  const tasks = group.items.flatMap(({ candidate: { resource, task, job } }) =>
    findEngine(task, job.id) === undefined ? [resource] : [],
  );
  if (tasks.length === 0) return [];
  const act = async (): Promise<undefined> => {
    await services.ui.run(toCommandId('task.resubmit'), tasks[0], tasks);
  };
  return [{ title: l10n.t('Fix and Resubmit…'), act }];
}

/** Offers the explanation if tasks would fail again for a reason that should be examined first. */
export function toExplanation(services: WithUi, group: Group): Instead {
  const [first] = group.items;
  const act = async (): Promise<undefined> => {
    await services.ui.run(toCommandId('task.explain'), first?.candidate.resource);
  };
  return { title: l10n.t('Explain'), act };
}
