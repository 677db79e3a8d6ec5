import * as l10n from '@vscode/l10n';
import { commands } from 'vscode';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { TaskConstraints } from '../../../core/model/common.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import { asCount, formatNumber } from '../../../core/query/numbers.ts';
import type { LeftOut } from '../../../core/remedy/bulk/bulkRecord.ts';
import {
  describeOnlyRetry,
  describeRetryDetails,
  describeRetryGroup,
  isForCorrection,
  listRetryLosses,
  losesAnything,
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
import { askModalFor, askModalOr, askModalWithPlan } from '../../question.ts';
import { describeDryRun } from '../bulk/dryRun.ts';
import { describeKept } from '../bulk/keptLine.ts';
import { type Judged, listLeft, requireCandidates, toFirst, toLeft } from '../judge.ts';
import { toTaskLines } from '../nameLines.ts';
import { type PickRow, pickSome } from '../pickSome.ts';
import { toFirstName, toNameInSentence, toThingName } from '../thingName.ts';
import type { TaskCandidate } from './candidates.ts';
import { downloadLostFiles } from './downloadFiles.ts';
import { pickLimits } from './pickLimits.ts';
import { gatherRetryFacts, type RetryItem, type RetryServices } from './retryFacts.ts';

type Group = RetryGroup<RetryItem>;

/** What is retried, and what is not, since it would fail again or lose files. */
export interface ChosenRetry {
  readonly items: readonly RetryItem[];
  readonly leftOut: readonly LeftOut[];
  /** Limits that the tasks get in the place of those that they had. */
  readonly constraints?: TaskConstraints | undefined;
}

/**
 * Finds out what a retry comes to, and asks once where it would lose files, fail again, or is of many tasks. What would
 * fail again or lose files is left out unless the user chooses it. Throws `InvalidInput` when nothing can be retried, and
 * `Cancelled`.
 * @param notes what else there is to know, as sentences; where there is something, it is asked in any case.
 * @param settled what was chosen when the retry was begun of which these are the rest: limits are not chosen twice.
 */
export async function confirmRetry(
  services: RetryServices,
  judged: Judged<TaskResource, TaskCandidate>,
  notes: readonly string[],
  settled?: RetryChoices,
): Promise<ChosenRetry> {
  const constraints = settled?.constraints;
  const items = withLimits(await gatherRetryFacts(services, requireCandidates(judged)), constraints);
  const groups = planRetries(items);
  const rest = { isRest: settled !== undefined };
  const instead = listInstead(services, groups, rest);
  const said = [...judged.notes, ...notes, ...instead.flatMap(({ note }) => note ?? [])];
  const chosen = constraints === undefined ? {} : { constraints };
  const asked: AskedRetry = { ...rest, ...chosen, services, judged, notes: said, groups, instead };
  const isClear = judged.refused.length === 0 && said.length === 0 && !mustAsk(groups);
  const answer = isClear ? { asked, chosen: groups } : await ask(asked);
  const left = answer.asked.groups.filter((group) => !answer.chosen.includes(group));
  return {
    items: answer.chosen.flatMap(({ items }) => items),
    leftOut: [...left.map(toLeftOut), ...judged.refused.map(toRefused)],
    constraints: answer.asked.constraints,
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
  return [...toDownload(groups), ...limits, ...toOffline(services, groups), ...toCorrection(groups)];
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
  /** Limits that were chosen in the place of those that the tasks had. */
  readonly constraints?: TaskConstraints;
}

/** What was asked about in the end, and the groups of it that are to be retried. */
interface Answered {
  readonly asked: AskedRetry;
  readonly chosen: readonly Group[];
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

/** Enter retries nothing that would fail again. */
async function askForOne(asked: AskedRetry, group: Group): Promise<Answered> {
  const { services, judged } = asked;
  const names = toTaskLines(services, judged.candidates);
  const outcome = names.length === 1 ? describeOnlyRetry(group) : describeRetryGroup(group);
  const losses = group.outlook === 'runsAgain' ? [] : listRetryLosses(group);
  const outcomes = group.outlook === 'runsAgain' ? [] : [outcome, ...describeRetryDetails(group)];
  const question = {
    message: toQuestion(group.items.length, asked),
    detail: [...toFirst(names), ...outcomes, ...toOthers(asked, group.items.length)].join('\n'),
    besideList: [...outcomes, ...asked.notes].join('\n'),
    confirm: retryVerb.texts.confirm(),
    plan: toPlan(
      asked,
      names,
      group.items.map(({ candidate }) => candidate),
    ),
  };
  const isHopeless = group.outlook === 'failsAgain' && asked.instead.length === 0;
  const instead = isHopeless ? [toExplanation(group)] : asked.instead;
  const answer = await askModalOr(
    losesAnything(group) ? { ...question, canBeUndone: false, list: losses } : { ...question, canBeUndone: true },
    instead.map(({ title }) => title),
  );
  return answer === question.confirm ? { asked, chosen: [group] } : actInstead({ ...asked, instead }, answer);
}

/** What a dry run says of a retry: which tasks run again, which can't, and what is sent. */
function toPlan(
  { judged, constraints }: AskedRetry,
  names: readonly string[],
  candidates: readonly TaskCandidate[],
): readonly string[] {
  const verb = constraints === undefined ? retryVerb : retryWithLimitsVerb;
  const resources = candidates.map(({ resource }) => resource);
  return [...names, ...listLeft(judged.refused), ...describeDryRun({ verb, choices: {} }, resources)];
}

/** Enter retries what loses nothing and is not known to fail again; all else has to be chosen. */
async function askForSome(asked: AskedRetry): Promise<Answered> {
  const { services, judged, groups, instead } = asked;
  const safe = groups.filter(({ outlook }) => outlook === 'runsAgain');
  const others = groups.filter((group) => !safe.includes(group));
  const retried = safe.flatMap(({ items }) => items);
  const confirm = retryVerb.texts.confirm();
  const choose = l10n.t('Choose…');
  const candidates = retried.map(({ candidate }) => candidate);
  const names = toTaskLines(services, candidates);
  const runAgain = safe.map(describeRetryGroup);
  const heading = l10n.t('Left out, unless you choose them:');
  const leftOut = others.map((group) => [describeRetryGroup(group), ...describeRetryDetails(group)].join(' '));
  const question = {
    message: toQuestion(retried.length, asked),
    detail: [
      ...toFirst(names),
      ...runAgain,
      heading,
      ...toFirst(leftOut),
      ...toOthers(asked, (retried.length > 0 ? retried : groups.flatMap(({ items }) => items)).length),
    ].join('\n'),
    besideList: [...runAgain, heading, ...leftOut, ...asked.notes].join('\n'),
  };
  const otherAnswers = [choose, ...instead.map(({ title }) => title)];
  const answer =
    safe.length === 0
      ? await askModalFor(question, otherAnswers)
      : await askModalWithPlan({ ...question, confirm, plan: toPlan(asked, names, candidates) }, [
          confirm,
          ...otherAnswers,
        ]);
  if (answer === confirm) return { asked, chosen: safe };
  if (answer !== choose) return actInstead(asked, answer);
  return { asked, chosen: await pickGroups(groups, safe, judged) };
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

/** What is kept of so many, what else is to be known, and which tasks cannot be retried. */
function toOthers({ judged, notes }: AskedRetry, count: number): readonly string[] {
  return [...describeKept(retryVerb, {}, count), ...toFirst(notes), ...toLeft(judged.refused)];
}

function toTitle(count: number): string {
  return plural(count, {
    one: l10n.t('Which of {count} task to retry', asCount(count)),
    other: l10n.t('Which of {count} tasks to retry', asCount(count)),
  });
}

function toQuestion(count: number, { services, judged }: AskedRetry): string {
  const { candidates, refused } = judged;
  const total = candidates.length + refused.length;
  const name = toFirstName(services, [...candidates, ...refused]);
  if (count === 0 || count === total) return retryVerb.texts.question(total, name);
  const tasks = { count: formatNumber(count), total: formatNumber(total) };
  return plural(total, {
    one: l10n.t('Retry {count} of {total} task?', tasks),
    other: l10n.t('Retry {count} of {total} tasks?', tasks),
  });
}
