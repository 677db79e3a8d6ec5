import * as l10n from '@vscode/l10n';
import { describeCounts } from '../../../core/changes/bulk/bulkProgress.ts';
import {
  type BulkItem,
  type BulkPlan,
  type BulkRecord,
  countOutcomes,
  type ItemOutcome,
  mayBeSent,
} from '../../../core/changes/bulk/bulkRecord.ts';
import { planRequests } from '../../../core/changes/bulk/plannedRequests.ts';
import { toTime } from '../../../core/clock.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { type Resource, type TaskResource, toKey } from '../../../core/model/resource.ts';
import { findRight } from '../../../core/refusals/rights.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import type { WithAccounts } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { askToConfirm, type Question } from '../../ui.ts';
import type { HeldBulk } from '../run/bulkFolder.ts';
import { carryOut, concurrency } from '../run/carryOut.ts';
import { describeDryRun } from '../run/dryRun.ts';
import { settleOpen } from '../run/executeBulk.ts';
import { findChanges, keepFirst, listShown } from '../run/keepFirst.ts';
import { describeKeptAgain } from '../run/keptLine.ts';
import { toReportTarget } from '../run/reportTarget.ts';
import { runsHere } from '../run/running.ts';
import { toReportAction } from '../run/showOutcome.ts';
import { toUntouched } from '../run/startBulk.ts';
import { toVerbServices } from '../run/verbServices.ts';
import { toFirstName, toItemLines } from '../targets/names.ts';
import { learnRights, refuseReadOnly } from '../verb/readOnly.ts';
import type { AnyVerb, BoundVerb } from '../verb/verb.ts';
import { verbs } from '../verb/verbs.ts';
import { refuseEarlierAccount } from './earlierAccount.ts';
import { requireBulk } from './pickBulk.ts';

const maxNamed = 5;

export interface ResumeOptions {
  /** True to retry only items that failed because the service was not ready, without asking again. */
  readonly onlyGivenUp: boolean;
}

/**
 * Resumes a bulk action that ended or was interrupted: checks unknown results, asks, and carries out the rest. Releases
 * the action while asking, so that it keeps its state until the answer. Throws `InvalidInput` when the action no longer
 * exists, another process runs it, or its account was removed; the error that prevents the account from being opened;
 * and `Cancelled`.
 */
export async function resumeBulk(services: App, id: string, { onlyGivenUp }: ResumeOptions): Promise<void> {
  const { plan } = (await requireBulk(services, id)).record;
  refuseEarlierAccount(services, plan);
  const verb = requireVerb(plan.verb);
  await openAccounts(services, plan);
  await refuseForRole(services, plan, verb);
  const shown = listShown(
    services,
    plan.items.map(({ resource }) => resource),
  );
  const verbServices = { ...toVerbServices(services), findKnownCause: (task: TaskResource) => shown.get(toKey(task)) };
  let rest: Rest = { known: new Map() };
  const bound = verb.bind(verbServices, plan.choices, (resource) => rest.known.get(toKey(resource)));
  rest = onlyGivenUp ? await findGivenUp(services, id, verb) : await askForRest(services, id, verb, bound);
  const { asked } = rest;
  if (asked?.size === 0) return;
  const changed = await findOrKeep(services, id, verb, asked);
  const held = await hold(services, id);
  let isCarriedOut = false;
  try {
    const record: BulkRecord = { ...held.record, outcomes: await lookAgain(services, held, bound) };
    const left = listRest(services.clock.now(), record, verb, onlyGivenUp);
    const indexes = asked === undefined ? left : left.filter((index) => asked.has(toItemKey(record, index)));
    if (indexes.length === 0) {
      services.ui.notify('information', toNothingLeft(record), toReportAction(record));
      return;
    }
    const started = await startAgain(services, held, record, indexes, changed);
    isCarriedOut = true;
    const again = { held: { ...held, record: { ...record, outcomes: started.outcomes } }, indexes: started.left };
    await carryOut(services, verb, bound, again, indexes, { isRest: true });
  } finally {
    if (!isCarriedOut) await putBack(services, held);
  }
}

/**
 * Returns the reasons that some remaining items are skipped because they changed. Saves evidence of the `asked` items
 * first. For items retried without asking, evidence was saved earlier.
 */
async function findOrKeep(
  services: App,
  id: string,
  verb: AnyVerb,
  asked: Rest['asked'],
): Promise<ReadonlyMap<string, string>> {
  const { record } = await requireBulk(services, id);
  const { items, choices, savesAllLogs = false } = record.plan;
  if (asked !== undefined) return keepFirst(services, verb, choices, [...asked.values()], savesAllLogs);
  const left = listRest(services.clock.now(), record, verb, true).flatMap((index) => items[index] ?? []);
  return findChanges(services, verb, choices, left);
}

interface Rest {
  /** Items as they were when the user was asked, by `toKey`; absent when the user was not asked. */
  readonly asked?: ReadonlyMap<string, BulkItem>;
  /** Data about the items, by `toKey`. */
  readonly known: ReadonlyMap<string, unknown>;
}

async function findGivenUp(services: App, id: string, verb: AnyVerb): Promise<Rest> {
  const { record } = await requireBulk(services, id);
  const resources = listResources(record, listRest(services.clock.now(), record, verb, true));
  return { known: (await verb.findKnown?.(services, resources)) ?? new Map() };
}

/** Asks which remaining items to act on; empty when none remain. Throws `Cancelled`. */
async function askForRest(services: App, id: string, verb: AnyVerb, bound: BoundVerb): Promise<Rest> {
  const held = await hold(services, id);
  let record: BulkRecord;
  try {
    record = { ...held.record, outcomes: await lookAgain(services, held, bound) };
  } finally {
    await putBack(services, held);
  }
  const indexes = listRest(services.clock.now(), record, verb, false);
  if (indexes.length > 0) return ask(services, record, verb, indexes);
  services.ui.notify('information', toNothingLeft(record), toReportAction(record));
  return { asked: new Map(), known: new Map() };
}

function listResources({ plan }: BulkRecord, indexes: readonly number[]): readonly Resource[] {
  return indexes.flatMap((index) => plan.items[index]?.resource ?? []);
}

function toItemKey({ plan }: BulkRecord, index: number): string {
  const item = plan.items[index];
  return item === undefined ? '' : toKey(item.resource);
}

/** Locks a bulk action for this process; throws `InvalidInput` when another process has it. */
async function hold(services: App, id: string): Promise<HeldBulk> {
  const held = await services.bulks.resume(id);
  if (held !== undefined) return held;
  await requireBulk(services, id);
  const message = runsHere(id)
    ? l10n.t('The action is running in this window now.')
    : l10n.t(
        'Another window or terminal is running this action. Continue there, or here after that window or terminal is closed.',
      );
  throw new BatchError({ code: 'InvalidInput', message });
}

/** Releases a bulk action that was only read, leaving its state unchanged. */
async function putBack(services: App, held: HeldBulk): Promise<void> {
  const { lastAt, end, plan } = held.record;
  if (end === undefined) held.journal.append({ line: 'end', at: lastAt, end: 'interrupted' });
  await services.bulks.letGo(held, true);
  services.reread(toReportTarget(plan));
}

/** Opens the accounts before any question. Throws the error that prevents this, such as a missing key. */
async function openAccounts({ accounts }: WithAccounts, plan: BulkPlan): Promise<void> {
  for (const [id, name] of Object.entries(plan.accounts)) {
    await accounts.getStore(id).catch((error: unknown) => {
      if (accounts.all.some((account) => account.id === id)) throw error;
      const message = l10n.t(
        'Account {0} was removed from the explorer. Add it again, and then resume the action.',
        name,
      );
      throw new BatchError({ code: 'InvalidInput', message, cause: error });
    });
  }
}

/** Refuses an action that the user's role is known to forbid before asking anything. Throws `RoleMissing`. */
async function refuseForRole({ accounts }: WithAccounts, plan: BulkPlan, verb: AnyVerb): Promise<void> {
  const resources = plan.items.map(({ resource }) => resource);
  await learnRights(accounts, resources);
  const requests = verb.sends === 'definitions' ? [] : planRequests(verb.sends, resources);
  const rights = new Set(
    requests.map((request) => {
      const [method = '', path = ''] = request.split(' ');
      return findRight(method, path);
    }),
  );
  for (const right of rights) if (right !== undefined) refuseReadOnly(accounts, resources, right);
}

/**
 * Marks failed items as not started until they are sent again, and skips the `changed` ones. Resolves to all outcomes
 * and to the indexes of the items to send. Throws disk errors.
 */
async function startAgain(
  { clock }: App,
  { journal }: HeldBulk,
  { plan, outcomes: known }: BulkRecord,
  indexes: readonly number[],
  changed: ReadonlyMap<string, string>,
): Promise<{ readonly outcomes: readonly ItemOutcome[]; readonly left: readonly number[] }> {
  const at = toTime(clock);
  const outcomes = [...known];
  const left: number[] = [];
  for (const item of indexes) {
    const resource = plan.items[item]?.resource;
    const untouched = toUntouched(resource && changed.get(toKey(resource)), at);
    if (untouched === undefined) left.push(item);
    if (untouched === undefined && outcomes[item]?.outcome !== 'failed') continue;
    const outcome = untouched ?? ({ outcome: 'notBegun' } as const);
    journal.append({ line: 'outcome', item, ...outcome });
    outcomes[item] = outcome;
  }
  await journal.sync({ line: 'resumed', at });
  return { outcomes, left };
}

function requireVerb(id: string): AnyVerb {
  const verb = verbs.get(id);
  if (verb !== undefined) return verb;
  const message = l10n.t('Another version of this extension started the action. Resume it from the explorer.');
  throw new BatchError({ code: 'InvalidInput', message });
}

async function lookAgain({ clock, ui }: App, held: HeldBulk, bound: BoundVerb): Promise<readonly ItemOutcome[]> {
  const { outcomes } = held.record;
  if (!outcomes.some(({ outcome }) => outcome === 'sent' || outcome === 'unknown')) return outcomes;
  const title = l10n.t('Checking unknown results');
  return ui.progress({ title, isCancellable: false }, () => settleOpen(held, bound, { concurrency, clock }));
}

function listRest(
  nowMs: number,
  { outcomes }: BulkRecord,
  { isRepeatable }: AnyVerb,
  onlyGivenUp: boolean,
): readonly number[] {
  return outcomes.flatMap((outcome, index) => {
    if (onlyGivenUp && outcome.outcome === 'notBegun') return [];
    return mayBeSent(outcome, isRepeatable, nowMs) ? [index] : [];
  });
}

function toNothingLeft({ outcomes }: BulkRecord): string {
  return l10n.t("There's nothing left to do: {0}.", describeCounts(countOutcomes(outcomes)));
}

/**
 * Asks about the remaining items. Resolves to the items that still allow the action and to data about them. Throws `InvalidInput`
 * when there are none, and `Cancelled`.
 */
async function ask(services: App, record: BulkRecord, verb: AnyVerb, indexes: readonly number[]): Promise<Rest> {
  const { plan } = record;
  const items = byKey(plan.items);
  const asked = await verb.ask?.(services, listResources(record, indexes), {
    choices: plan.choices,
    notes: describeRest(record, indexes),
    briefly: new Set(plan.items.flatMap(({ resource, isBrief }) => (isBrief === true ? [toKey(resource)] : []))),
    describeKept: (these) =>
      describeKeptAgain(
        verb,
        plan,
        these.flatMap((resource) => items.get(toKey(resource)) ?? []),
      ),
  });
  if (asked !== undefined) return { asked: byKey(asked.items), known: asked.known ?? new Map() };
  if (!(await askToConfirm(services, toResumeQuestion(services, record, verb, indexes)))) throw new Cancelled();
  return { asked: byKey(indexes.flatMap((index) => plan.items[index] ?? [])), known: new Map() };
}

function byKey(items: readonly BulkItem[]): ReadonlyMap<string, BulkItem> {
  return new Map(items.map((item) => [toKey(item.resource), item]));
}

function toResumeQuestion(services: App, record: BulkRecord, verb: AnyVerb, indexes: readonly number[]): Question {
  const { plan } = record;
  const items = indexes.flatMap((index) => plan.items[index] ?? []);
  const list = toItemLines(services, items);
  const names = list.slice(0, maxNamed);
  const more = list.length - names.length;
  const asked = {
    message: verb.texts.question(indexes.length, toFirstName(services, items)),
    detail: [
      ...names,
      ...(more > 0 ? [l10n.t('… {0} more', formatNumber(more))] : []),
      l10n.t('Account: {0}', listPlain(Object.values(plan.accounts))),
      ...describeKeptAgain(verb, plan, items),
      ...describeRest(record, indexes),
    ].join('\n'),
    confirm: verb.texts.confirm(),
    plan: describeDryRun({ verb, choices: plan.choices }, listResources(record, indexes)),
  };
  return verb.canBeUndone(plan.choices) ? { ...asked, canBeUndone: true } : { ...asked, canBeUndone: false, list };
}

function describeRest({ outcomes }: BulkRecord, indexes: readonly number[]): readonly string[] {
  const left = new Set(indexes);
  const others = outcomes.filter((_outcome, index) => !left.has(index));
  const counts = countOutcomes(others);
  return [
    others.length > 0
      ? l10n.t("An earlier action didn't finish these items. The others: {0}.", describeCounts(counts))
      : l10n.t("An earlier action didn't finish these items."),
    ...(counts.unknown > 0
      ? [l10n.t("Items with an unknown result aren't repeated because they may already be done.")]
      : []),
  ];
}
