import type { Folder } from '../../ports.ts';

const fileName = 'order';
/** Far longer than it takes from one's place to the first look around. */
const settledAfterMs = 60_000;

/** The place of a bulk action in the order in which all windows started theirs. */
export interface PlaceInOrder {
  /** Whether another one sees this one, since it takes its place after it. */
  isBefore(otherId: string): boolean;
}

/**
 * Takes the next place in the order of all bulk actions on this machine: a file of their ids, a line each, which the
 * operating system appends one after the other. A clock cannot give this order: the window with the later time may have
 * looked first. The plan of the bulk action has to be on the disk already. Throws what the disk throws.
 */
export async function takePlace(folder: Pick<Folder, 'append' | 'read'>, id: string): Promise<PlaceInOrder> {
  await folder.append(fileName, `${id}\n`);
  const ids = ((await folder.read(fileName)) ?? '').split('\n');
  const mine = ids.indexOf(id);
  // An action without a place yet gets a later one. If our own place is lost, none counts as later.
  const before = new Set(ids.slice(0, mine));
  return { isBefore: (otherId) => mine !== -1 && !before.has(otherId) };
}

/** Forgets the order when no action has started recently. @param nowMs milliseconds since the epoch */
export async function forgetOrder(folder: Pick<Folder, 'measure' | 'remove'>, nowMs: number): Promise<void> {
  const last = await folder.measure(fileName);
  if (last !== undefined && nowMs - last.savedAtMs > settledAfterMs) await folder.remove(fileName);
}
