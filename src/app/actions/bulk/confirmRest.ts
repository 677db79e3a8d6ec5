import type { Pool } from '../../../core/model/pool.ts';
import type { PoolResource, Resource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import type { BulkItem } from '../../../core/remedy/bulk/bulkRecord.ts';
import type { App } from '../../app.ts';
import { confirmPoolDeletions } from '../pool/delete.ts';
import { confirmTurningOff } from '../pool/disableAutoscale.ts';
import { askForResize } from '../pool/resize.ts';
import { confirmStop } from '../pool/stopResize.ts';
import type { AnyVerb } from '../run/verb.ts';
import { deletePool } from '../verbs/pool/delete.ts';
import { disablePoolAutoscale } from '../verbs/pool/disableAutoscale.ts';
import { poolNoun, toFormulaItem } from '../verbs/pool/pool.ts';
import { resizePool } from '../verbs/pool/resize.ts';
import { stopPoolResize } from '../verbs/pool/stopResize.ts';
import type { Rest } from './rest.ts';

type Services = App;
type Of<Kind extends Resource['kind']> = Extract<Resource, { readonly kind: Kind }>;

/** Asks about things, and resolves to those that it may be done to. Throws `InvalidInput` when there is none, and `Cancelled`. */
type Confirm<R extends Resource, Candidate, Choices extends object> = (
  services: Services,
  things: readonly R[],
  rest: Rest<Choices>,
) => Promise<{ readonly candidates: readonly Candidate[] }>;

/** The same, resolving to items that say how the things were when they were asked about. */
type ConfirmItems = (services: Services, things: readonly Resource[], rest: Rest) => Promise<readonly BulkItem[]>;

/** The question of a command, for things and choices from a journal: the plan of a verb holds what that verb is for. */
function of<Kind extends Resource['kind'], Candidate, Choices extends object>(
  kind: Kind,
  toItem: (candidate: Candidate) => BulkItem,
  confirm: Confirm<Of<Kind>, Candidate, Choices>,
): ConfirmItems {
  const isOf = (thing: Resource): thing is Of<Kind> => thing.kind === kind;
  return async (services, things, rest) => {
    const { candidates } = await confirm(services, things.filter(isOf), rest as Rest<Choices>);
    return candidates.map(toItem);
  };
}

/** The question of a command that acts on one pool at a time. */
function ofEachPool<Choices extends object>(
  toItem: (resource: PoolResource, pool: Pool) => BulkItem,
  confirm: (services: Services, pool: PoolResource, rest: Rest<Choices>) => Promise<{ readonly pool: Pool }>,
): ConfirmItems {
  return of<'pool', BulkItem, Choices>(
    'pool',
    (item) => item,
    async (services, pools, rest) => {
      const candidates: BulkItem[] = [];
      for (const resource of pools) candidates.push(toItem(resource, (await confirm(services, resource, rest)).pool));
      return { candidates };
    },
  );
}

const confirms: ReadonlyMap<string, ConfirmItems> = new Map<string, ConfirmItems>([
  [deletePool.id, of('pool', ({ resource, pool }) => poolNoun.toItem(resource, pool), confirmPoolDeletions)],
  [
    disablePoolAutoscale.id,
    ofEachPool(toFormulaItem, async (...asked) => ({ pool: await confirmTurningOff(...asked) })),
  ],
  [resizePool.id, ofEachPool(poolNoun.toItem, askForResize)],
  [stopPoolResize.id, ofEachPool(poolNoun.toItem, async (...asked) => ({ pool: await confirmStop(...asked) }))],
]);

/**
 * Asks about the rest of an action what its command asks about all of it, with what is so now. Resolves to the items that
 * it may be done to, as they were when they were asked about, by `toKey`; to undefined for verbs whose command has no
 * question of its own for things as they are. Throws `InvalidInput` and `Cancelled`.
 */
export async function confirmRest(
  services: Services,
  verb: Pick<AnyVerb, 'ask' | 'id'>,
  things: readonly Resource[],
  rest: Rest,
): Promise<ReadonlyMap<string, BulkItem> | undefined> {
  const confirmed =
    (await verb.ask?.(services, things, rest))?.items ?? (await confirms.get(verb.id)?.(services, things, rest));
  return confirmed && new Map(confirmed.map((item) => [toKey(item.resource), item]));
}
