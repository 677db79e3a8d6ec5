import { toOwnId } from '../../model/resource.ts';
import { toShortVisible } from '../../text/escape.ts';
import { capitalize } from '../../text/locale.ts';
import type { BulkItem, BulkRecord, ItemOutcome } from './bulkRecord.ts';

const maxShownIdLength = 64;

/** Items that failed, or whose outcome is unknown, for the same reason. */
export interface ReasonGroup {
  readonly outcome: 'failed' | 'unknown';
  readonly reason: string;
  readonly items: readonly BulkItem[];
}

/** Returns the display name of an item: escaped, and shortened if it is too long. */
export function toItemName({ resource, name = toOwnId(resource) }: BulkItem): string {
  return toShortVisible(name, maxShownIdLength);
}

/**
 * Returns the display name for the start of a line: an ID stays unchanged, and a node's name from the explorer is
 * capitalized.
 */
export function toLeadingName(item: BulkItem): string {
  const name = toItemName(item);
  return item.resource.kind === 'node' && item.name !== undefined && item.name !== toOwnId(item.resource)
    ? capitalize(name)
    : name;
}

/** Returns the reason why an item isn't done; undefined if it is done or was not started. */
export function findReason(outcome: ItemOutcome): string | undefined {
  switch (outcome.outcome) {
    case 'failed':
      return outcome.message;
    case 'unknown':
      return outcome.reason;
    default:
      return undefined;
  }
}

/** Groups the unsuccessful items by reason, largest groups first. */
export function groupReasons({ plan, outcomes }: Pick<BulkRecord, 'plan' | 'outcomes'>): readonly ReasonGroup[] {
  const groups = new Map<string, ReasonGroup & { readonly items: BulkItem[] }>();
  for (const [index, item] of plan.items.entries()) {
    const outcome = outcomes[index];
    const reason = outcome && findReason(outcome);
    if (reason === undefined) continue;
    const kind = outcome?.outcome === 'failed' ? 'failed' : 'unknown';
    const key = JSON.stringify([kind, reason]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { outcome: kind, reason, items: [item] });
    else known.items.push(item);
  }
  return [...groups.values()].sort((a, b) => b.items.length - a.items.length);
}
