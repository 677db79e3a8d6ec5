import * as l10n from '@vscode/l10n';
import type { LeftOut } from '../../../core/changes/bulk/bulkRecord.ts';
import {
  describeOnlyRetry,
  describeRetryDetails,
  describeRetryGroup,
  isForCorrection,
  losesForSure,
  mustAsk,
  planRetries,
} from '../../../core/changes/retryPlan.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { withoutCodeMarks } from '../../../core/text/codeMarks.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { toPickText } from '../../messages/notificationText.ts';
import type { PickRow, WithUi } from '../../ui.ts';
import { toTaskLines } from '../targets/names.ts';
import { type Judged, requireCandidates } from '../verb/judge.ts';
import { gatherRetryFacts, type RetryItem } from './retryFacts.ts';
import {
  type AskedRetry,
  type Group,
  listInstead,
  type RetryChoices,
  toExplanation,
  withLimits,
} from './retryInstead.ts';
import { isNever, toAllLogs, toAnyway, toConfirm, toOnly, toQuestion } from './retryQuestion.ts';
import type { TaskCandidate } from './tasks.ts';

/** The tasks to retry, and the tasks that are left out because they would fail again or lose files. */
export interface ChosenRetry {
  readonly items: readonly RetryItem[];
  readonly leftOut: readonly LeftOut[];
  readonly choices: RetryChoices;
  readonly savesAllLogs: boolean;
}

interface SettledRetry {
  readonly choices: RetryChoices;
  /** Keys (`toKey`) of the tasks whose logs are not saved. */
  readonly briefly: ReadonlySet<string>;
}

/**
 * Determines the consequences of a retry, and asks once if it would lose files, would fail again, or has many tasks.
 * The user can leave out tasks that would fail again or lose files. Throws `InvalidInput` when no task can be retried,
 * and `Cancelled`.
 * @param asked `notes` are sentences for the question, which is always asked if there are any
 * @param settled earlier choices, if these tasks are the rest of a retry; they are not asked for again
 */
export async function confirmRetry(
  services: App,
  { judged, notes, verb }: Pick<AskedRetry, 'judged' | 'notes' | 'verb'>,
  settled?: SettledRetry,
): Promise<ChosenRetry> {
  requireCandidates(judged);
  const asked = await foreseeRetry(services, { judged, notes, verb }, settled);
  const { groups } = asked;
  const isClear = judged.refused.length === 0 && asked.notes.length === 0 && !mustAsk(groups);
  const answer: Answered = isClear ? { asked, chosen: groups } : await ask(asked);
  const left = answer.asked.groups.filter((group) => !answer.chosen.includes(group));
  return {
    items: answer.chosen.flatMap(({ items }) => items),
    leftOut: [...left.map(toLeftOut), ...judged.refused.map(toRefused)],
    choices: answer.asked.choices,
    savesAllLogs: answer.savesAllLogs === true,
  };
}

/** Determines the consequences of a retry, as they are asked about. Throws `Cancelled`. */
export async function foreseeRetry(
  services: App,
  { judged, notes, verb }: Pick<AskedRetry, 'judged' | 'notes' | 'verb'>,
  settled?: SettledRetry,
): Promise<AskedRetry> {
  const choices = settled?.choices ?? {};
  const items = withLimits(await gatherRetryFacts(services, judged.candidates), choices.constraints);
  const groups = planRetries(items);
  const rest = { isRest: settled !== undefined, briefly: settled?.briefly };
  const instead = listInstead(services, groups, rest);
  const waits = new Set(items.flatMap(({ wait }) => wait ?? []));
  const said = [...judged.notes, ...waits, ...notes, ...instead.flatMap(({ note }) => note ?? [])];
  return { ...rest, choices, verb, services, judged, notes: said, groups, instead };
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

/** Asks about the groups. A single group can only be retried as a whole. */
async function ask(asked: AskedRetry): Promise<Answered> {
  const { groups } = asked;
  const [first, ...others] = groups;
  if (first === undefined) return { asked, chosen: [] };
  return others.length === 0 ? askForOne(asked, first) : askForSome(asked);
}

/** Carries out the alternative that the user chose, and asks again if the retry is still to be done. */
async function actInstead(asked: AskedRetry, answer: string | undefined): Promise<Answered> {
  const chosen = asked.instead.find(({ title }) => title === answer);
  if (chosen === undefined) throw new Cancelled();
  const next = await chosen.act(asked);
  if (next === undefined) throw new Cancelled();
  return ask({ ...next, instead: next.instead.filter(({ title }) => title !== chosen.title) });
}

/**
 * Asks about a single group. Enter retries, unless all tasks are known to fail again, in which case it corrects the
 * definition. If files are certain to be lost, Enter only shows that.
 */
async function askForOne(asked: AskedRetry, group: Group): Promise<Answered> {
  const { services, judged } = asked;
  const isHopeless = group.outlook === 'failsAgain' && asked.instead.length === 0;
  const instead = isHopeless && !asked.isRest ? [toExplanation(services, group)] : asked.instead;
  const isForSure = (isForCorrection(group) || isNever(group)) && instead.length > 0 && !asked.isRest;
  const count = group.items.length;
  const names = toTaskLines(services, judged.candidates);
  const outcome = names.length === 1 ? describeOnlyRetry(group) : describeRetryGroup(group);
  const outcomes = [...(group.outlook === 'runsAgain' ? [] : [outcome]), ...describeRetryDetails(group)];
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

const listItems = (groups: readonly Group[]): readonly RetryItem[] => groups.flatMap(({ items }) => items);

/**
 * Asks about several groups. The first choice retries all tasks except those that a rule of the user leaves out; the
 * second retries only tasks that lose nothing and are not known to fail again.
 */
async function askForSome(asked: AskedRetry): Promise<Answered> {
  const { services, judged, groups, instead } = asked;
  const safe = groups.filter(({ outlook }) => outlook === 'runsAgain');
  const sensible = groups.filter((group) => !isNever(group));
  const usual = sensible.length === 0 ? groups : sensible;
  const items = listItems(usual);
  const [choose, confirm] = [l10n.t('Choose…'), toConfirm(items.length)];
  const only = safe.length === 0 || safe.length === usual.length ? [] : [toOnly(listItems(safe).length)];
  const anyway = usual.length === groups.length ? [] : [toAnyway(listItems(groups).length)];
  const allLogs = toAllLogs(asked, items.length);
  const names = toTaskLines(
    services,
    items.map(({ candidate }) => candidate),
  );
  const outcomes = groups.map((group) => [describeRetryGroup(group), ...describeRetryDetails(group)].join(' '));
  const answer = await services.ui.ask(toQuestion(asked, usual, { names, outcomes, confirm }), {
    after: [...only, ...allLogs, ...anyway, choose, ...instead.map(({ title }) => title)],
    likewise: allLogs,
    safe: only[0],
  });
  if (answer === confirm) return { asked, chosen: usual };
  if (answer !== undefined && anyway.includes(answer)) return { asked, chosen: groups };
  if (answer === choose) return { asked, chosen: await pickGroups(services, groups, safe, judged) };
  if (answer !== undefined && only.includes(answer)) return { asked, chosen: safe };
  if (answer !== undefined && allLogs.includes(answer)) return { asked, chosen: usual, savesAllLogs: true };
  return actInstead(asked, answer);
}

async function pickGroups(
  services: WithUi,
  groups: readonly Group[],
  safe: readonly Group[],
  { candidates }: Judged<TaskResource, TaskCandidate>,
): Promise<readonly Group[]> {
  const chosen = await services.ui.pick({
    title: toRetryTitle(candidates.length),
    placeholder: l10n.t('Selected items are retried. Everything else stays as it is.'),
    nothing: '',
    many: true,
    ticked: safe,
    sections: [{ load: async () => ({ hasMore: false, rows: groups.map(toGroupRow) }) }],
  });
  if (chosen.length > 0) return chosen;
  services.ui.notify('status', l10n.t('Nothing was selected, so no tasks are retried.'));
  throw new Cancelled();
}

function toGroupRow(group: Group): PickRow<Group> {
  const details = describeRetryDetails(group);
  const row = { value: group, label: toPickText(describeRetryGroup(group)) };
  return details.length === 0 ? row : { ...row, detail: toPickText(withoutCodeMarks(details.join(' '))) };
}

function toRetryTitle(count: number): string {
  return plural(count, {
    one: l10n.t('Which of {count} task to retry', asCount(count)),
    other: l10n.t('Which of {count} tasks to retry', asCount(count)),
  });
}
