import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { describeError } from '../../../core/text/describeError.ts';
import { workThrough } from '../../../core/workThrough.ts';

/** The targets of a bulk action by result. Each target is in exactly one list. */
export interface BulkResult<T> {
  readonly done: readonly T[];
  readonly failed: readonly { readonly target: T; readonly error: BatchError }[];
  readonly untouched: readonly T[];
}

export interface BulkOptions<T> {
  readonly concurrency: number;
  /** Prevents more targets from starting. Targets that have started are finished. */
  readonly signal: AbortSignal;
  readonly onProgress?: (finished: number, target: T) => void;
}

/** Calls a function for each target. An exception affects only its own target. */
export async function runEach<T>(
  targets: readonly T[],
  act: (target: T) => Promise<void>,
  { concurrency, signal, onProgress }: BulkOptions<T>,
): Promise<BulkResult<T>> {
  const done: T[] = [];
  const failed: { target: T; error: BatchError }[] = [];
  const untouched: T[] = [];

  const runOne = async (target: T): Promise<void> => {
    try {
      await act(target);
      done.push(target);
    } catch (error) {
      if (Cancelled.is(error)) untouched.push(target);
      else failed.push({ target, error: BatchError.is(error) ? error : toDefect(error) });
    }
    onProgress?.(done.length + failed.length, target);
  };
  await workThrough(targets, concurrency, async (target) => {
    if (signal.aborted) untouched.push(target);
    else await runOne(target);
  });
  return { done, failed, untouched };
}

function toDefect(cause: unknown): BatchError {
  const message = l10n.t('Unexpected error: {0}', describeError(cause));
  return new BatchError({ code: 'Unknown', message, cause });
}
