import type { BulkItem, BulkPlan, ItemOutcome } from '../../../core/changes/bulk/bulkRecord.ts';
import { toTime } from '../../../core/clock.ts';
import { type Resource, toKey, toOwnId } from '../../../core/model/resource.ts';
import type { App } from '../../app.ts';
import { toThingName } from '../targets/names.ts';
import type { AskedItems, Verb } from '../verb/verb.ts';
import { carryOut } from './carryOut.ts';
import { chooseAllLogs, keepFirst, markBrief } from './keepFirst.ts';
import { startBulk } from './startBulk.ts';
import { toVerbServices } from './verbServices.ts';

/** A bulk action and its items. */
export interface BulkRequest<R extends Resource, Choices extends object, Known> extends AskedItems<R, Choices, Known> {
  readonly verb: Verb<R, Choices, Known>;
  /** Time, in milliseconds since the epoch, at which the items were checked for the confirmed question. */
  readonly judgedAtMs: number;
  /** False for callers that wait for the effect themselves; otherwise the effect is reported when it is seen. */
  readonly isFollowed?: boolean;
}

/**
 * Applies a verb to each item after saving the data that it removes. Shows cancellable progress and the outcome, and
 * records each step before sending it. Resolves to the outcomes of the items. Throws `BatchError` when a step cannot be
 * recorded, in which case nothing was sent.
 */
export async function runBulk<R extends Resource, Choices extends object, Known>(
  services: App,
  request: BulkRequest<R, Choices, Known>,
): Promise<readonly ItemOutcome[]> {
  const { verb, choices, known, toCause = () => '' } = request;
  const { savesAllLogs = await chooseAllLogs(services, verb, choices, request.items.length) } = request;
  const items = verb.keepsAttempts === true ? markBrief(request.items, toCause, savesAllLogs) : request.items;
  const changed = await keepFirst(services, verb, choices, items, savesAllLogs);
  const bound = verb.bind(toVerbServices(services), choices, (resource) => known?.get(toKey(resource)));
  const started = await startBulk(
    services.bulks,
    toPlan(services, { ...request, items, savesAllLogs }),
    services.clock,
    changed,
  );
  return carryOut(services, verb, bound, started, [...items.keys()], request);
}

function toPlan<R extends Resource, Choices extends object, Known>(
  services: App,
  { verb, choices, items, leftOut = [], savesAllLogs, judgedAtMs }: BulkRequest<R, Choices, Known>,
): BulkPlan {
  const ids = new Set(items.map(({ resource }) => resource.accountId));
  const nameOf = (id: string): string => services.accounts.all.find((account) => account.id === id)?.name ?? id;
  return {
    version: 1,
    id: services.bulks.makeId(),
    verb: verb.id,
    choices,
    items: items.map((item) => withName(item, toThingName(services, item.resource))),
    ...(leftOut.length === 0 ? {} : { leftOut }),
    ...(savesAllLogs === true && { savesAllLogs }),
    accounts: Object.fromEntries([...ids].map((id) => [id, nameOf(id)])),
    judgedAt: new Date(judgedAtMs).toISOString(),
    startedAt: toTime(services.clock),
  };
}

function withName<R extends Resource>(item: BulkItem<R>, name: string): BulkItem<R> {
  return name === toOwnId(item.resource) ? item : { ...item, name };
}
