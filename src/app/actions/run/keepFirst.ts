import * as l10n from '@vscode/l10n';
import type { BulkItem } from '../../../core/changes/bulk/bulkRecord.ts';
import { inFullOfEach, pickInFull } from '../../../core/changes/bulk/inFull.ts';
import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import type { Explanation } from '../../../core/diagnosis/explanation/explanation.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { LogEnd } from '../../../core/model/logEnd.ts';
import { type Resource, toKey } from '../../../core/model/resource.ts';
import { isFailed } from '../../../core/model/task.ts';
import { withLabel } from '../../../core/text/label.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, formatNumber } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { askToConfirm, type WithUi } from '../../ui.ts';
import { toThingName } from '../targets/names.ts';
import type { AnyVerb } from '../verb/verb.ts';
import { type EvidenceServices, type Gap, type KnownCause, keepEvidence } from './keepEvidence.ts';
import { asksForLogs } from './keptLine.ts';
import { lookAtAll } from './lookAtAll.ts';

type Kept = Pick<AnyVerb, 'id' | 'texts' | 'takesAway' | 'keepsAttempts' | 'replaces' | 'findChange'>;

/** Minimum number of items for which checking takes long enough to need cancellable progress. */
const manyLooks = 20;
/** Requests per item: the length and the end of each of two logs. */
const requestsOfEach = 4;

/** Collects the items that changed since the user was asked, with the reason that each is skipped. */
class Changes {
  readonly byKey = new Map<string, string>();
  readonly #verb: Kept;
  readonly #choices: object;
  readonly #items: ReadonlyMap<string, BulkItem>;

  constructor(verb: Kept, choices: object, items: readonly BulkItem[]) {
    this.#verb = verb;
    this.#choices = choices;
    this.#items = new Map(items.map((item) => [toKey(item.resource), item]));
  }

  note(resource: Resource, now: object): void {
    const key = toKey(resource);
    const item = this.#items.get(key);
    const change = item && this.#verb.findChange?.(item, now, this.#choices);
    if (change !== undefined) this.byKey.set(key, change);
  }
}

/**
 * Checks items that need no saving before they are changed. Resolves to the reasons, by `toKey`, that some are skipped
 * because they changed since the user was asked. Throws `Cancelled`.
 */
export async function findChanges(
  { accounts, ui }: Pick<App, 'accounts' | 'ui'>,
  verb: Kept,
  choices: object,
  items: readonly BulkItem[],
): Promise<ReadonlyMap<string, string>> {
  const changes = new Changes(verb, choices, items);
  if (verb.findChange === undefined) return changes.byKey;
  const resources = items.map(({ resource }) => resource);
  const getService = async (accountId: string) => (await accounts.getStore(accountId)).service;
  const look = (signal: AbortSignal): Promise<void> =>
    lookAtAll(getService, resources, {
      signal,
      ofNodes: ['id', 'state', 'schedulingState', 'allocationTime'],
      onFound: (resource, now) => now !== undefined && changes.note(resource, now),
    });
  if (resources.length < manyLooks) await look(new AbortController().signal);
  else await ui.progress({ title: l10n.t('Checking what has changed') }, ({ signal }) => look(signal));
  return changes.byKey;
}

/** Marks the items whose logs are not saved. If there are many, these are all but the first few of each cause. */
export function markBrief<R extends Resource>(
  items: readonly BulkItem<R>[],
  toCause: (item: BulkItem<R>) => string,
  isAll: boolean,
): readonly BulkItem<R>[] {
  const inFull = new Set(pickInFull(items, toCause, { isAll }));
  return items.map((item) => (inFull.has(item) ? item : { ...item, isBrief: true }));
}

/** Asks whether to save the logs of all items when there are many; otherwise returns false. Throws `Cancelled`. */
export async function chooseAllLogs(services: WithUi, verb: Kept, choices: object, count: number): Promise<boolean> {
  return asksForLogs(verb, choices, count) && (await askForAll(services, verb.texts.confirm(), count));
}

/**
 * Saves the data that a verb removes. If there are many items, only some logs are saved, unless `isAll`. Reports data
 * that could not be saved before anything is sent. Resolves to the reasons, by `toKey`, that some items are skipped
 * because they changed since the user was asked. Throws `Cancelled` when the user cancels or does not continue despite
 * missing data.
 */
export async function keepFirst(
  services: App,
  verb: Kept,
  choices: object,
  items: readonly BulkItem[],
  isAll: boolean,
): Promise<ReadonlyMap<string, string>> {
  const isBrief = !verb.takesAway(choices);
  if (isBrief && verb.replaces?.(choices) !== true) return findChanges(services, verb, choices, items);
  const changes = new Changes(verb, choices, items);
  const onFound = (resource: Resource, now: object): void => changes.note(resource, now);
  const resources = items.map(({ resource }) => resource);
  const title = describeKeeping(resources.length);
  const gaps = await services.ui.progress({ title }, ({ signal, ...progress }) => {
    const increment = 100 / (2 * resources.length);
    const onKept = (): void => progress.report({ increment });
    const options = { action: verb.id, isAll, isBrief, signal, onKept, onFound };
    return keepEvidence(toEvidenceServices(services, resources), resources, options);
  });
  if (gaps.length > 0 && !(await askDespite(services, gaps, verb.texts.confirm()))) throw new Cancelled();
  return changes.byKey;
}

function toEvidenceServices(services: App, resources: readonly Resource[]): EvidenceServices {
  const { accounts, clock, journal, kept } = services;
  const shown = listShown(services, resources);
  return {
    clock,
    findKnownCause: (task) => shown.get(toKey(task)),
    getService: async (accountId) => (await accounts.getStore(accountId)).service,
    attempts: journal,
    kept,
    explainTask: (task, logs) =>
      isFailed(task)
        ? services.bundles.diagnosis().explainTaskEvidence({ task, ...findLogs(logs, '') }).title
        : undefined,
    explainNode: (node, logs) =>
      services.bundles.diagnosis().explainNodeEvidence({ node, ...findLogs(logs, 'startup/') }).title,
  };
}

/** Returns the causes of failed tasks that the views currently show, by `toKey`. Sends no requests. */
export function listShown(
  { accounts, causes }: Pick<App, 'accounts' | 'causes'>,
  resources: readonly Resource[],
): ReadonlyMap<string, KnownCause> {
  const places = resources.flatMap((resource) => [
    { kind: 'account', accountId: resource.accountId } as const,
    ...(resource.kind === 'task' || resource.kind === 'job'
      ? [{ kind: 'job', accountId: resource.accountId, jobId: resource.jobId } as const]
      : []),
  ]);
  const causesShown = [...new Map(places.map((place) => [toKey(place), place])).values()].flatMap((place) => {
    const store = accounts.findStore(place.accountId);
    return store === undefined ? [] : (causes.shownOf(store, place)?.causes ?? []);
  });
  return new Map(
    causesShown.flatMap(({ cluster, failures }) =>
      failures.map(
        ({ failing, explanation }) => [toKey(failing.resource), toKnownCause(cluster, explanation)] as const,
      ),
    ),
  );
}

/** Reduces a cause to the part that is saved with an attempt. */
export function toKnownCause(
  { fingerprint: cause, title: why }: Pick<Cause['cluster'], 'fingerprint' | 'title'>,
  { fingerprint }: Pick<Explanation, 'fingerprint'>,
): KnownCause {
  return { cause, why, fingerprint };
}

function findLogs(logs: readonly LogEnd[], folder: string): { stdout: string | undefined; stderr: string | undefined } {
  const find = (name: string): string | undefined => logs.find(({ path }) => path === `${folder}${name}`)?.text;
  return { stdout: find('stdout.txt'), stderr: find('stderr.txt') };
}

function describeKeeping(count: number): string {
  return plural(count, {
    '=1': l10n.t('Saving the known details first'),
    other: l10n.t('Saving the known details of {count} items first', asCount(count)),
  });
}

/** Asks about the logs after the confirmation. Each button also starts the action, so its label names it. */
async function askForAll(services: WithUi, verb: string, count: number): Promise<boolean> {
  const some = l10n.t({
    message: 'Save Logs of {count} per Cause and {verb}',
    args: { verb, count: formatNumber(inFullOfEach) },
    comment: ['The verb is the label of a button, such as "Delete"'],
  });
  const all = l10n.t({
    message: 'Save All Logs and {verb}',
    args: { verb },
    comment: ['The verb is the label of a button, such as "Delete"'],
  });
  const answer = await services.ui.askWhich(
    {
      message: l10n.t('Save the logs of all {count} items first?', asCount(count)),
      detail: l10n.t(
        'The properties of all items are always saved, along with the logs of the first {each} items with each cause. Saving all logs takes up to {count} requests.',
        { each: formatNumber(inFullOfEach), count: formatNumber(requestsOfEach * count) },
      ),
    },
    [some, all],
  );
  if (answer === undefined) throw new Cancelled();
  return answer === all;
}

function askDespite(services: App, gaps: readonly Gap[], confirm: string): Promise<boolean> {
  return askToConfirm(services, {
    canBeUndone: false,
    message: plural(gaps.length, {
      one: l10n.t('The details of {count} item could not be saved. Continue?', asCount(gaps.length)),
      other: l10n.t('The details of {count} items could not be saved. Continue?', asCount(gaps.length)),
    }),
    detail: [...new Set(gaps.map(({ reason }) => reason))].slice(0, 3).join('\n'),
    list: gaps.map(({ resource, reason }) => withLabel(toThingName(services, resource), reason)),
    confirm,
  });
}
