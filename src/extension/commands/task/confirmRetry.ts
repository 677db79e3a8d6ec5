import * as l10n from '@vscode/l10n';
import { commands } from 'vscode';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { TaskConstraints } from '../../../core/model/common.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import { asCount, formatNumber } from '../../../core/query/numbers.ts';
import type { LeftOut } from '../../../core/remedy/bulk/bulkRecord.ts';
import { mostInFull, pickInFull } from '../../../core/remedy/bulk/keptInFull.ts';
import { planRequests } from '../../../core/remedy/bulk/plannedRequests.ts';
import {
  describeLooked,
  describeOnlyRetry,
  describeRetryDetails,
  describeRetryGroup,
  isForCorrection,
  listRetryLosses,
  losesForSure,
  mustAsk,
  planRetries,
  type RetryGroup,
  withOtherLimit,
  withoutKept,
} from '../../../core/remedy/retryPlan.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { type RetryChoices, retryVerb, retryWithLimitsVerb } from '../../bulk/verbs/retry.ts';
import { toCommandId } from '../../commandId.ts';
import { notifyStatus } from '../../messages.ts';
import { toPickText } from '../../notificationText.ts';
import { askModalOr, type Question } from '../../question.ts';
import { describeRequests } from '../bulk/dryRun.ts';
import { describeKeptAttempts } from '../bulk/keptLine.ts';
import { type Judged, listLeft, requireCandidates, toFirst, toLeft } from '../judge.ts';
import { toTaskLines } from '../nameLines.ts';
import { type PickRow, pickSome } from '../pickSome.ts';
import { toFirstName, toNameInSentence, toThingName } from '../thingName.ts';
import type { TaskCandidate } from './candidates.ts';
import { downloadLostFiles } from './downloadFiles.ts';
import { pickLimits } from './pickLimits.ts';
import { gatherRetryFacts, listKnown, type RetryItem, type RetryServices } from './retryFacts.ts';

type Group = RetryGroup<RetryItem>;

/** What is retried, and what is not, since it would fail again or lose files. */
export interface ChosenRetry {
  readonly items: readonly RetryItem[];
  readonly leftOut: readonly LeftOut[];
  /** Limits that the tasks get in the place of those that they had. */
  readonly constraints?: TaskConstraints | undefined;
  /** Whether the logs of all are kept, where they are many. */
  readonly savesAllLogs: boolean;
}

/** What was chosen for a retry that is not finished. */
interface SettledRetry {
  readonly choices: RetryChoices;
  /** The tasks of which only the properties are kept, by `toKey`. */
  readonly briefly: ReadonlySet<string>;
}

/**
 * Finds out what a retry comes to, and asks once where it would lose files, fail again, or is of many tasks. What would
 * fail again or lose files is said, and can be left out. Throws `InvalidInput` when nothing can be retried, and
 * `Cancelled`.
 * @param notes what else there is to know, as sentences; where there is something, it is asked in any case.
 * @param settled what was chosen when the retry was begun of which these are the rest: it is not chosen twice.
 */
export async function confirmRetry(
  services: RetryServices,
  judged: Judged<TaskResource, TaskCandidate>,
  notes: readonly string[],
  settled?: SettledRetry,
): Promise<ChosenRetry> {
  const constraints = settled?.choices.constraints;
  const items = withLimits(await gatherRetryFacts(services, requireCandidates(judged)), constraints);
  const groups = planRetries(items);
  const rest = { isRest: settled !== undefined, briefly: settled?.briefly };
  const instead = listInstead(services, groups, rest);
  const said = [...judged.notes, ...notes, ...instead.flatMap(({ note }) => note ?? [])];
  const chosen = constraints === undefined ? {} : { constraints };
  const asked: AskedRetry = { ...rest, ...chosen, services, judged, notes: said, groups, instead };
  const isClear = judged.refused.length === 0 && said.length === 0 && !mustAsk(groups);
  const answer: Answered = isClear ? { asked, chosen: groups } : await ask(asked);
  const left = answer.asked.groups.filter((group) => !answer.chosen.includes(group));
  return {
    items: answer.chosen.flatMap(({ items }) => items),
    leftOut: [...left.map(toLeftOut), ...judged.refused.map(toRefused)],
    constraints: answer.asked.constraints,
    savesAllLogs: answer.savesAllLogs === true,
  };
}

function toLeftOut(group: Group): LeftOut {
  return { reason: describeRetryGroup(group), items: group.items.map(({ candidate: { resource } }) => ({ resource })) };
}

function toRefused({ resource, reason }: Judged<TaskResource, TaskCandidate>['refused'][number]): LeftOut {
  return { reason, items: [{ resource }] };
}

/** What else can be done about failed tasks than to retry them. Choosing it changes nothing yet. */
interface Instead {
  readonly title: string;
  /** Why it is offered, as a sentence. */
  readonly note?: string;
  /** Does it, and gives what is asked about then; undefined where it takes the place of the retry. */
  readonly act: (asked: AskedRetry) => Promise<AskedRetry | undefined>;
}

function listInstead(
  services: RetryServices,
  groups: readonly Group[],
  { isRest }: Pick<AskedRetry, 'isRest'>,
): readonly Instead[] {
  const limits = isRest ? [] : toLimits(groups);
  const correction = isRest ? [] : toCorrection(groups);
  return [...toDownload(groups), ...limits, ...toOffline(services, groups), ...correction];
}

/** Tasks as they are with the limits that they are going to have. */
function withLimits(items: readonly RetryItem[], constraints: TaskConstraints | undefined): readonly RetryItem[] {
  return constraints?.maxWallClockTime === undefined ? items : withOtherLimit(items);
}

/** Where tasks would lose files that are known: these are kept first. */
function toDownload(groups: readonly Group[]): readonly Instead[] {
  const losing = groups.filter(({ outlook, loss }) => outlook !== 'runsAgain' && loss.tasks.length > 0);
  if (losing.length === 0) return [];
  const act = async (asked: AskedRetry): Promise<AskedRetry> => {
    const { isKept, note } = await downloadLostFiles(losing.flatMap(({ items }) => items));
    return planAgain(asked, note, (items) => withoutKept(items, isKept));
  };
  return [{ title: l10n.t('Download Files First…'), act }];
}

/** Where the time limit ended tasks, which another one would not. */
function toLimits(groups: readonly Group[]): readonly Instead[] {
  const over = groups.flatMap(({ items }) => items.filter(({ isOverTime }) => isOverTime === true));
  if (over.length === 0) return [];
  const act = async (asked: AskedRetry): Promise<AskedRetry> => {
    const { constraints, note } = await pickLimits(over.map(({ task }) => task));
    return { ...planAgain(asked, note, (items) => withLimits(items, constraints)), constraints };
  };
  return [{ title: l10n.t('Change Limits and Retry…'), act }];
}

/** The same question about tasks as they are after something was done for them. */
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
function toOffline(services: RetryServices, groups: readonly Group[]): readonly Instead[] {
  const found = groups.flatMap(({ items }) => items.flatMap(({ onlyNode }) => onlyNode ?? []));
  const nodes = [...new Map(found.map((node) => [toKey(node), node])).values()];
  const [first, ...others] = nodes;
  if (first === undefined) return [];
  const node = toVisible(toNameInSentence(services, first));
  const hasOneCause = groups.length < 2;
  const only = hasOneCause
    ? l10n.t('Only tasks on node {0} failed for this reason. They may run there again.', node)
    : l10n.t('Some causes came on node {0} alone. Their tasks may run there again.', node);
  const note =
    others.length === 0
      ? only
      : l10n.t('Some causes came on one node alone: {node}, and {count} more. Their tasks may run there again.', {
          node: toVisible(toThingName(services, first)),
          ...asCount(others.length),
        });
  const title = l10n.t('Take Node Offline…');
  const act = async (asked: AskedRetry): Promise<AskedRetry> => {
    await commands.executeCommand(toCommandId('node.disableScheduling'), first, nodes);
    return asked;
  };
  return [{ title, note, act }];
}

/** Where all have one cause, which only a corrected definition takes away. */
function toCorrection([group, ...others]: readonly Group[]): readonly Instead[] {
  if (group === undefined || others.length > 0 || !isForCorrection(group)) return [];
  const tasks = group.items.map(({ candidate: { resource } }) => resource);
  const act = async (): Promise<undefined> => {
    await commands.executeCommand(toCommandId('task.resubmit'), tasks[0], tasks);
  };
  return [{ title: l10n.t('Fix and Resubmit…'), act }];
}

/** Where they fail again for a reason that is to be looked at first. */
function toExplanation(group: Group): Instead {
  const [first] = group.items;
  const act = async (): Promise<undefined> => {
    await commands.executeCommand(toCommandId('task.explain'), first?.candidate.resource);
  };
  return { title: l10n.t('Explain'), act };
}

interface AskedRetry {
  readonly services: RetryServices;
  readonly judged: Judged<TaskResource, TaskCandidate>;
  readonly notes: readonly string[];
  readonly groups: readonly Group[];
  readonly instead: readonly Instead[];
  /** Whether these are what is left of a retry that was begun. */
  readonly isRest: boolean;
  /** The tasks of which only the properties are kept, by `toKey`, where that is settled. */
  readonly briefly?: ReadonlySet<string> | undefined;
  /** Limits that were chosen in the place of those that the tasks had. */
  readonly constraints?: TaskConstraints;
}

/** What was asked about in the end, and the groups of it that are to be retried. */
interface Answered {
  readonly asked: AskedRetry;
  readonly chosen: readonly Group[];
  readonly savesAllLogs?: boolean;
}

/** Where there is but one group, it is all of it or none. */
async function ask(asked: AskedRetry): Promise<Answered> {
  const { groups } = asked;
  const [first, ...others] = groups;
  if (first === undefined) return { asked, chosen: [] };
  return others.length === 0 ? askForOne(asked, first) : askForSome(asked);
}

/** Does what was chosen in the place of a retry, and asks again where that is still to be done. */
async function actInstead(asked: AskedRetry, answer: string | undefined): Promise<Answered> {
  const chosen = asked.instead.find(({ title }) => title === answer);
  if (chosen === undefined) throw new Cancelled();
  const next = await chosen.act(asked);
  if (next === undefined) throw new Cancelled();
  return ask({ ...next, instead: next.instead.filter(({ title }) => title !== chosen.title) });
}

/**
 * Enter does what was asked for, unless all of it is known to fail again: then it corrects the definition. What is known
 * to be lost for good it only shows.
 */
async function askForOne(asked: AskedRetry, group: Group): Promise<Answered> {
  const { services, judged } = asked;
  const isHopeless = group.outlook === 'failsAgain' && asked.instead.length === 0;
  const instead = isHopeless && !asked.isRest ? [toExplanation(group)] : asked.instead;
  const isForSure = isForCorrection(group) && instead.length > 0 && !asked.isRest;
  const count = group.items.length;
  const names = toTaskLines(services, judged.candidates);
  const outcome = names.length === 1 ? describeOnlyRetry(group) : describeRetryGroup(group);
  const outcomes = group.outlook === 'runsAgain' ? [] : [outcome, ...describeRetryDetails(group)];
  const confirm = isForSure ? toAnyway(count) : toConfirm(count);
  const titles = instead.map(({ title }) => title);
  const allLogs = toAllLogs(asked, count);
  const others = isForSure || losesForSure(group) ? { before: titles } : { after: [...allLogs, ...titles] };
  const answer = await askModalOr(toQuestion(asked, [group], { names, outcomes, confirm }), others);
  if (answer === confirm) return { asked, chosen: [group] };
  if (answer !== undefined && allLogs.includes(answer)) return { asked, chosen: [group], savesAllLogs: true };
  return actInstead({ ...asked, instead }, answer);
}

/** What was asked for is all of it: that comes first, and then what loses nothing and is not known to fail again. */
async function askForSome(asked: AskedRetry): Promise<Answered> {
  const { services, judged, groups, instead } = asked;
  const safe = groups.filter(({ outlook }) => outlook === 'runsAgain');
  const items = groups.flatMap((group) => group.items);
  const [choose, confirm] = [l10n.t('Choose…'), toConfirm(items.length)];
  const only = safe.length === 0 ? [] : [toOnly(safe.flatMap((group) => group.items).length)];
  const allLogs = toAllLogs(asked, items.length);
  const names = toTaskLines(services, judged.candidates);
  const outcomes = groups.map((group) => [describeRetryGroup(group), ...describeRetryDetails(group)].join(' '));
  const answer = await askModalOr(toQuestion(asked, groups, { names, outcomes, confirm }), {
    after: [...only, ...allLogs, choose, ...instead.map(({ title }) => title)],
  });
  if (answer === confirm) return { asked, chosen: groups };
  if (answer === choose) return { asked, chosen: await pickGroups(groups, safe, judged) };
  if (answer !== undefined && only.includes(answer)) return { asked, chosen: safe };
  if (answer !== undefined && allLogs.includes(answer)) return { asked, chosen: groups, savesAllLogs: true };
  return actInstead(asked, answer);
}

interface Described {
  /** Every task by its name. */
  readonly names: readonly string[];
  /** What another run of them comes to, as sentences. */
  readonly outcomes: readonly string[];
  /** The button that retries all of them. */
  readonly confirm: string;
}

/** The question about groups of tasks: what comes of it, what is kept first, and what is lost. */
function toQuestion(asked: AskedRetry, groups: readonly Group[], { names, outcomes, confirm }: Described): Question {
  const { judged, notes } = asked;
  const items = groups.flatMap((group) => group.items);
  const looked = describeLooked(items) ?? [];
  const said = [...toFirst(outcomes), ...[looked].flat()];
  const losses = groups.filter(({ outlook }) => outlook !== 'runsAgain').flatMap(listRetryLosses);
  const question = {
    message: toMessage(items.length, asked),
    detail: [
      ...toFirst(names),
      ...said,
      ...describeKeptFirst(asked, items),
      ...toFirst(notes),
      ...toLeft(judged.refused),
    ].join('\n'),
    besideList: [...outcomes, ...[looked].flat(), ...notes].join('\n'),
    confirm,
    plan: toPlan(asked, names, items),
  };
  return groups.some(losesForSure)
    ? { ...question, canBeUndone: false, list: losses }
    : { ...question, canBeUndone: true };
}

/** What a dry run says of a retry: which tasks run again, which can't, what is kept first, and what is sent. */
function toPlan(asked: AskedRetry, names: readonly string[], items: readonly RetryItem[]): readonly string[] {
  const { sends } = asked.constraints === undefined ? retryVerb : retryWithLimitsVerb;
  const resources = items.map(({ candidate: { resource } }) => resource);
  const requests = sends === 'definitions' ? [] : planRequests(sends, resources);
  return [
    ...names,
    ...listLeft(asked.judged.refused),
    ...describeKeptFirst(asked, items),
    ...describeRequests(requests),
  ];
}

/** How much is kept of the attempts was chosen when the retry was begun, or is that of some with each cause. */
function describeKeptFirst({ briefly }: AskedRetry, items: readonly RetryItem[]): readonly string[] {
  const known = listKnown(items);
  const toCause = ({ candidate }: RetryItem): string => known.get(toKey(candidate.resource))?.cause ?? '';
  if (briefly !== undefined) {
    const inFull = items.filter(({ candidate }) => !briefly.has(toKey(candidate.resource)));
    return describeKeptAttempts(items.length, inFull.length);
  }
  return describeKeptAttempts(items.length, pickInFull(items, toCause).length, new Set(items.map(toCause)).size);
}

function toConfirm(count: number): string {
  return plural(count, {
    '=1': l10n.t('Retry'),
    one: l10n.t('Retry {count}', asCount(count)),
    other: l10n.t('Retry {count}', asCount(count)),
  });
}

function toAnyway(count: number): string {
  return plural(count, {
    '=1': l10n.t('Retry Anyway'),
    one: l10n.t('Retry {count} Anyway', asCount(count)),
    other: l10n.t('Retry {count} Anyway', asCount(count)),
  });
}

function toOnly(count: number): string {
  return plural(count, {
    one: l10n.t('Retry {count} Only', asCount(count)),
    other: l10n.t('Retry {count} Only', asCount(count)),
  });
}

/** The same retry, with the logs of all kept first: offered where only those of some would be, and nothing is chosen yet. */
function toAllLogs({ briefly }: AskedRetry, count: number): readonly string[] {
  if (briefly !== undefined || count <= mostInFull) return [];
  return [
    plural(count, {
      one: l10n.t('Retry {count}, Saving All Logs', asCount(count)),
      other: l10n.t('Retry {count}, Saving All Logs', asCount(count)),
    }),
  ];
}

async function pickGroups(
  groups: readonly Group[],
  safe: readonly Group[],
  { candidates }: Judged<TaskResource, TaskCandidate>,
): Promise<readonly Group[]> {
  const chosen = await pickSome({
    title: toTitle(candidates.length),
    placeholder: l10n.t('What is ticked is retried. Everything else stays as it is.'),
    nothing: '',
    many: true,
    ticked: safe,
    sections: [{ load: async () => ({ hasMore: false, rows: groups.map(toRow) }) }],
  });
  if (chosen.length > 0) return chosen;
  notifyStatus(l10n.t('Nothing was ticked, so no task is retried.'));
  throw new Cancelled();
}

function toRow(group: Group): PickRow<Group> {
  const details = describeRetryDetails(group);
  const row = { value: group, label: toPickText(describeRetryGroup(group)) };
  return details.length === 0 ? row : { ...row, detail: toPickText(details.join(' ')) };
}

function toTitle(count: number): string {
  return plural(count, {
    one: l10n.t('Which of {count} task to retry', asCount(count)),
    other: l10n.t('Which of {count} tasks to retry', asCount(count)),
  });
}

function toMessage(count: number, { services, judged }: AskedRetry): string {
  const { candidates, refused } = judged;
  const total = candidates.length + refused.length;
  const name = toFirstName(services, [...candidates, ...refused]);
  if (count === total) return retryVerb.texts.question(total, name);
  const tasks = { count: formatNumber(count), total: formatNumber(total) };
  return plural(total, {
    one: l10n.t('Retry {count} of {total} task?', tasks),
    other: l10n.t('Retry {count} of {total} tasks?', tasks),
  });
}
