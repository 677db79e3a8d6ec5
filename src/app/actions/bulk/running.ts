import type { BulkEnd } from '../../../core/remedy/bulk/bulkRecord.ts';

/** How a bulk action ends when its window is closed: another window reports it. */
const closing = 'interrupted' satisfies BulkEnd;

interface Running {
  readonly abort: AbortController;
  readonly ended: Promise<unknown>;
}

const running = new Map<string, Running>();

/** Whether a bulk action runs in this window. */
export function runsHere(id: string): boolean {
  return running.has(id);
}

/** Does the work of a bulk action, which ends early when the window is closed. */
export async function whileRunning<T>(id: string, abort: AbortController, work: () => Promise<T>): Promise<T> {
  const ended = work();
  running.set(id, { abort, ended });
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

/**
 * Stops bulk actions from starting anything more, and resolves when what was sent has been answered and written down.
 */
export async function stopBulks(): Promise<void> {
  for (const { abort } of running.values()) abort.abort(closing);
  await Promise.allSettled([...running.values()].map(({ ended }) => ended));
}
