import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { TaskConstraints } from '../../../core/model/common.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { asCount } from '../../../core/query/numbers.ts';
import type { LeftOut } from '../../../core/remedy/bulk/bulkRecord.ts';
import {
  describeOnlyRetry,
  describeRetryDetails,
  describeRetryGroup,
  isForCorrection,
  losesForSure,
  mustAsk,
  planRetries,
} from '../../../core/remedy/retryPlan.ts';
import { withoutCodeMarks } from '../../../core/text/codeMarks.ts';
import { plural } from '../../../core/text/plural.ts';
import type { App } from '../../app.ts';
import { toPickText } from '../../notificationText.ts';
import type { PickRow, WithUi } from '../../ui.ts';
import { type Judged, requireCandidates } from '../judge.ts';
import { toTaskLines } from '../names.ts';
import { gatherRetryFacts, type RetryItem } from './retryFacts.ts';
import {
  type AskedRetry,
  type Group,
  listInstead,
  type RetryChoices,
  toExplanation,
  withLimits,
} from './retryInstead.ts';
import { toAllLogs, toAnyway, toConfirm, toOnly, toQuestion } from './retryQuestion.ts';
import type { TaskCandidate } from './tasks.ts';

/** What is retried, and what is not, since it would fail again or lose files. */
export interface ChosenRetry {
  readonly items: readonly RetryItem[];
  readonly leftOut: readonly LeftOut[];
  /** Limits that the tasks get in the place of those that they had. */
  readonly constraints?: TaskConstraints | undefined;
  /** Whether the logs of all are kept, where they are many. */
  readonly savesAllLogs: boolean;
}

interface SettledRetry {
  readonly choices: RetryChoices;
  /** The tasks of which only the properties are kept, by `toKey`. */
  readonly briefly: ReadonlySet<string>;
}

/**
 * Finds out what a retry comes to, and asks once where it would lose files, fail again, or is of many tasks. What would
 * fail again or lose files is said, and can be left out. Throws `InvalidInput` when nothing can be retried, and
 * `Cancelled`.
 * @param asked `notes`: what else there is to know, as sentences; where there is something, it is asked in any case.
 * @param settled what was chosen when the retry was started of which these are the rest: it is not asked for twice
 */
export async function confirmRetry(
  services: App,
  { judged, notes, toRetry }: Pick<AskedRetry, 'judged' | 'notes' | 'toRetry'>,
  settled?: SettledRetry,
): Promise<ChosenRetry> {
  const constraints = settled?.choices.constraints;
  const items = withLimits(await gatherRetryFacts(services, requireCandidates(judged)), constraints);
  const groups = planRetries(items);
  const rest = { isRest: settled !== undefined, briefly: settled?.briefly };
  const instead = listInstead(services, groups, rest);
  const said = [...judged.notes, ...notes, ...instead.flatMap(({ note }) => note ?? [])];
  const chosen = constraints === undefined ? {} : { constraints };
  const asked: AskedRetry = { ...rest, ...chosen, toRetry, services, judged, notes: said, groups, instead };
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
  const instead = isHopeless && !asked.isRest ? [toExplanation(services, group)] : asked.instead;
  const isForSure = isForCorrection(group) && instead.length > 0 && !asked.isRest;
  const count = group.items.length;
  const names = toTaskLines(services, judged.candidates);
  const outcome = names.length === 1 ? describeOnlyRetry(group) : describeRetryGroup(group);
  const outcomes = group.outlook === 'runsAgain' ? [] : [outcome, ...describeRetryDetails(group)];
  const confirm = isForSure ? toAnyway(count) : toConfirm(count);
  const titles = instead.map(({ title }) => title);
  const allLogs = toAllLogs(asked, count);
  const isCareful = isForSure || losesForSure(group);
  const others = isCareful ? { before: titles, after: allLogs } : { after: [...allLogs, ...titles] };
  const question = toQuestion(asked, [group], { names, outcomes, confirm });
  const answer = await services.ui.ask(question, { ...others, likewise: allLogs });
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
  const answer = await services.ui.ask(toQuestion(asked, groups, { names, outcomes, confirm }), {
    after: [...only, ...allLogs, choose, ...instead.map(({ title }) => title)],
    likewise: allLogs,
  });
  if (answer === confirm) return { asked, chosen: groups };
  if (answer === choose) return { asked, chosen: await pickGroups(services, groups, safe, judged) };
  if (answer !== undefined && only.includes(answer)) return { asked, chosen: safe };
  if (answer !== undefined && allLogs.includes(answer)) return { asked, chosen: groups, savesAllLogs: true };
  return actInstead(asked, answer);
}

async function pickGroups(
  services: WithUi,
  groups: readonly Group[],
  safe: readonly Group[],
  { candidates }: Judged<TaskResource, TaskCandidate>,
): Promise<readonly Group[]> {
  const chosen = await services.ui.pick({
    title: toTitle(candidates.length),
    placeholder: l10n.t('Selected items are retried. Everything else stays as it is.'),
    nothing: '',
    many: true,
    ticked: safe,
    sections: [{ load: async () => ({ hasMore: false, rows: groups.map(toRow) }) }],
  });
  if (chosen.length > 0) return chosen;
  services.ui.notify('status', l10n.t('Nothing was selected, so no tasks are retried.'));
  throw new Cancelled();
}

function toRow(group: Group): PickRow<Group> {
  const details = describeRetryDetails(group);
  const row = { value: group, label: toPickText(describeRetryGroup(group)) };
  return details.length === 0 ? row : { ...row, detail: toPickText(withoutCodeMarks(details.join(' '))) };
}

function toTitle(count: number): string {
  return plural(count, {
    one: l10n.t('Which of {count} task to retry', asCount(count)),
    other: l10n.t('Which of {count} tasks to retry', asCount(count)),
  });
}
