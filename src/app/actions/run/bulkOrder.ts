import type { Folder } from '../../ports.ts';

const fileName = 'order';
/** Milliseconds since the last start before the order may be deleted: ample time to take a place and check others. */
const settledAfterMs = 60_000;

/** The place of a bulk action in the order in which all windows started their actions. */
export interface PlaceInOrder {
  /** Returns true if the other action comes later, and therefore sees this one. */
  isBefore(otherId: string): boolean;
}

/**
 * Takes the next place in the order of all bulk actions on this computer. The order is a file of IDs, one per line, to
 * which the operating system appends one at a time. Clocks cannot provide this order, because the window with the later
 * time may have checked first. The action's plan must already be on the disk. Throws disk errors.
 */
export async function takePlace(folder: Pick<Folder, 'append' | 'read'>, id: string): Promise<PlaceInOrder> {
  await folder.append(fileName, `${id}\n`);
  const ids = ((await folder.read(fileName)) ?? '').split('\n');
  const mine = ids.indexOf(id);
  // An action without a place yet gets a later one. If this action's own place is lost, no other action counts as
  // later.
  const before = new Set(ids.slice(0, mine));
  return { isBefore: (otherId) => mine !== -1 && !before.has(otherId) };
}

/**
 * Deletes the order when no action has started recently.
 * @param nowMs milliseconds since the epoch
 */
export async function forgetOrder(folder: Pick<Folder, 'measure' | 'remove'>, nowMs: number): Promise<void> {
  const last = await folder.measure(fileName);
  if (last !== undefined && nowMs - last.savedAtMs > settledAfterMs) await folder.remove(fileName);
}
