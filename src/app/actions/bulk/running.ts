import type { BulkEnd } from '../../../core/remedy/bulk/bulkRecord.ts';

/** How a bulk action ends when its window is closed: another window reports it. */
const closing = 'interrupted' satisfies BulkEnd;

/** A bulk action to people, and where it acts. */
interface Shown {
  /** What is being done: "Retrying 12 tasks". */
  readonly title: string;
  readonly accountIds: ReadonlySet<string>;
}

interface Running extends Shown {
  readonly abort: AbortController;
  readonly ended: Promise<unknown>;
}

const running = new Map<string, Running>();

/** Whether a bulk action runs in this window. */
export function runsHere(id: string): boolean {
  return running.has(id);
}

/** Does the work of a bulk action, which ends early when the window is closed. */
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

/** Whether a bulk action ends because its window is closed. */
export function isClosing(signal: AbortSignal): boolean {
  return signal.reason === closing;
}

/** What the bulk actions of this window do in an account. */
export function listTitles(accountId: string): readonly string[] {
  return listIn(accountId).map(({ title }) => title);
}

/**
 * Stops bulk actions from starting anything more, and resolves when what was sent has been answered and written down.
 */
export async function stopBulks(): Promise<void> {
  await stop([...running.values()], closing);
}

/** The same for an account, as when the user cancels them. */
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
