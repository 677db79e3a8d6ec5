import type { Folder } from '../../ports.ts';

const fileName = 'order';
/** Far longer than it takes from one's place to the first look around. */
const settledAfterMs = 60_000;

/** Who of all windows began a bulk action before whom. */
export interface PlaceInOrder {
  /** Whether another one sees this one, since it takes its place after it. */
  isBefore(otherId: string): boolean;
}

/**
 * Takes the next place in the order of all bulk actions on this machine: their ids, a line each, at whose end the
 * operating system puts one after the other. No clock could tell: whoever has the later time may have looked first. What
 * the bulk action is going to do has to be on the disk already. Throws what the disk throws.
 */
export async function takePlace(folder: Pick<Folder, 'append' | 'read'>, id: string): Promise<PlaceInOrder> {
  await folder.append(fileName, `${id}\n`);
  const ids = ((await folder.read(fileName)) ?? '').split('\n');
  const mine = ids.indexOf(id);
  // Who has no place yet gets one behind. Where this one's is lost, nobody is known to be behind.
  const before = new Set(ids.slice(0, mine));
  return { isBefore: (otherId) => mine !== -1 && !before.has(otherId) };
}

/** Forgets who began before whom, when nobody begins at this time. @param nowMs milliseconds since the epoch */
export async function forgetOrder(folder: Pick<Folder, 'measure' | 'remove'>, nowMs: number): Promise<void> {
  const last = await folder.measure(fileName);
  if (last !== undefined && nowMs - last.savedAtMs > settledAfterMs) await folder.remove(fileName);
}
