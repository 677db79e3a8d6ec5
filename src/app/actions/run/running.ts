import type { BulkEnd } from '../../../core/changes/bulk/bulkRecord.ts';

/** The end of a bulk action whose window is closing. Another window reports the action. */
const closing = 'interrupted' satisfies BulkEnd;

interface Shown {
  /** Title such as "Retrying 12 tasks". */
  readonly title: string;
  readonly accountIds: ReadonlySet<string>;
}

interface Running extends Shown {
  readonly abort: AbortController;
  readonly ended: Promise<unknown>;
}

const running = new Map<string, Running>();

/** Checks whether a bulk action is running in this window. */
export function runsHere(id: string): boolean {
  return running.has(id);
}

/** Runs the work of a bulk action. Closing the window aborts it early. */
export async function whileRunning<T>(
  id: string,
  shown: Shown,
  abort: AbortController,
  work: () => Promise<T>,
): Promise<T> {
  const ended = work();
  running.set(id, { ...shown, abort, ended });
  try {
    return await ended;
  } finally {
    running.delete(id);
  }
}

/** Checks whether a bulk action was aborted because its window is closing. */
export function isClosing(signal: AbortSignal): boolean {
  return signal.reason === closing;
}

/** Lists the titles of this window's bulk actions in an account. */
export function listTitles(accountId: string): readonly string[] {
  return listIn(accountId).map(({ title }) => title);
}

/** Stops bulk actions from starting more items, and resolves when every sent request has been answered and recorded. */
export async function stopBulks(): Promise<void> {
  await stop([...running.values()], closing);
}

/** Stops the bulk actions in one account, as if the user had canceled them. */
export async function stopBulksIn(accountId: string): Promise<void> {
  await stop(listIn(accountId));
}

function listIn(accountId: string): readonly Running[] {
  return [...running.values()].filter(({ accountIds }) => accountIds.has(accountId));
}

async function stop(bulks: readonly Running[], reason?: BulkEnd): Promise<void> {
  for (const { abort } of bulks) abort.abort(reason);
  await Promise.allSettled(bulks.map(({ ended }) => ended));
}
