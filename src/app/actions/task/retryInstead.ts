import * as l10n from '@vscode/l10n';
import type { TaskConstraints } from '../../../core/model/common.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import { asCount } from '../../../core/query/numbers.ts';
import {
  isForCorrection,
  planRetries,
  type RetryGroup,
  withOtherLimit,
  withoutSaved,
} from '../../../core/remedy/retryPlan.ts';
import { findEngine } from '../../../core/remedy/workflowEngine.ts';
import { toVisible } from '../../../core/text/escape.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import type { WithUi } from '../../ui.ts';
import type { Judged } from '../judge.ts';
import { toNameInSentence, toThingName } from '../names.ts';
import type { Verb } from '../run/verb.ts';
import { downloadLostFiles } from './downloadFiles.ts';
import { pickLimits } from './pickLimits.ts';
import type { KnownFailure, RetryItem } from './retryFacts.ts';
import type { TaskCandidate } from './tasks.ts';

export type Group = RetryGroup<RetryItem>;

/** What else can be done about failed tasks than to retry them. Choosing it changes nothing yet. */
export interface Instead {
  readonly title: string;
  /** Why it is offered, as a sentence. */
  readonly note?: string;
  /** Does it, and gives what is asked about then; undefined where it takes the place of the retry. */
  readonly act: (asked: AskedRetry) => Promise<AskedRetry | undefined>;
}

export interface RetryChoices {
  /** Limits that the tasks get in the place of those that they had. */
  readonly constraints?: TaskConstraints;
}

/** A retry that is asked about. */
export interface AskedRetry {
  readonly services: App;
  readonly judged: Judged<TaskResource, TaskCandidate>;
  readonly notes: readonly string[];
  readonly groups: readonly Group[];
  readonly instead: readonly Instead[];
  /** Whether these are what is left of a retry that was started. */
  readonly isRest: boolean;
  /** The tasks of which only the properties are kept, by `toKey`, where that is settled. */
  readonly briefly?: ReadonlySet<string> | undefined;
  /** Limits that were chosen in the place of those that the tasks had. */
  readonly constraints?: TaskConstraints;
  /** What is done with these limits. */
  readonly toRetry: (constraints?: TaskConstraints) => {
    readonly verb: Verb<TaskResource, RetryChoices, KnownFailure>;
    readonly choices: RetryChoices;
  };
}

/** What can be done instead of the retry of these. */
export function listInstead(
  services: App,
  groups: readonly Group[],
  { isRest }: Pick<AskedRetry, 'isRest'>,
): readonly Instead[] {
  const limits = isRest ? [] : toLimits(services, groups);
  const correction = isRest ? [] : toCorrection(services, groups);
  return [...toDownload(services, groups), ...limits, ...toOffline(services, groups), ...correction];
}

/** Tasks as they are with the limits that they are going to have. */
export function withLimits(
  items: readonly RetryItem[],
  constraints: TaskConstraints | undefined,
): readonly RetryItem[] {
  return constraints?.maxWallClockTime === undefined ? items : withOtherLimit(items);
}

/** Where tasks would lose files that are known: these are kept first. */
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

/** Where the time limit ended tasks, which another one would not. */
function toLimits(services: WithUi, groups: readonly Group[]): readonly Instead[] {
  const over = groups.flatMap(({ items }) => items.filter(({ isOverTime }) => isOverTime === true));
  if (over.length === 0) return [];
  const act = async (asked: AskedRetry): Promise<AskedRetry> => {
    const { constraints, note } = await pickLimits(
      services,
      over.map(({ task }) => task),
    );
    return { ...planAgain(asked, note, (items) => withLimits(items, constraints)), constraints };
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

/** Nodes on which alone tasks failed so: what runs again may be put there again. */
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

/** Where all have one cause, which only a corrected definition takes away. */
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

/** Where they fail again for a reason that is to be looked at first. */
export function toExplanation(services: WithUi, group: Group): Instead {
  const [first] = group.items;
  const act = async (): Promise<undefined> => {
    await services.ui.run(toCommandId('task.explain'), first?.candidate.resource);
  };
  return { title: l10n.t('Explain'), act };
}
