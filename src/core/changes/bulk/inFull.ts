import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { LogEnd } from '../../model/logEnd.ts';
import { isFailed, type Task } from '../../model/task.ts';
import { formatNumber } from '../../words/numbers.ts';

/** Maximum number of items that are all saved completely before an action removes them. */
export const mostInFull = 200;
/** Number of items saved completely per cause if there are more than `mostInFull`; the others are saved briefly. */
export const inFullOfEach = 20;

/** Picks the items to save completely: all if there are few, or else the first of each cause. */
export function pickInFull<T>(
  things: readonly T[],
  toCause: (thing: T) => string,
  { isAll = false }: { readonly isAll?: boolean } = {},
): readonly T[] {
  if (isAll || things.length <= mostInFull) return things;
  const counts = new Map<string, number>();
  return things.filter((thing) => {
    const cause = toCause(thing);
    const count = (counts.get(cause) ?? 0) + 1;
    counts.set(cause, count);
    return count <= inFullOfEach;
  });
}

/** Returns the logs of an item that isn't saved completely: without text, and with the reason. */
export function toUnsavedLogs(paths: readonly string[]): readonly LogEnd[] {
  const why = l10n.t(
    "This log wasn't saved. For more than {most} items, the logs of the first {count} with each cause are saved, unless you choose to save all logs.",
    { most: formatNumber(mostInFull), count: formatNumber(inFullOfEach) },
  );
  return paths.map((path) => ({ path, unread: { kind: 'notRead', why } }));
}

/** Returns a key for the result of a task, from its listed properties. */
export function toTaskCause(task: Task): string {
  const { exitCode, failureInfo } = task.executionInfo ?? {};
  return JSON.stringify([isFailed(task), task.state, exitCode, failureInfo?.category, failureInfo?.code]);
}

/** Returns a key for the problem of a node, from its listed properties. */
export function toNodeCause({ state, errors = [], startTaskInfo }: ComputeNode): string {
  return JSON.stringify([
    state,
    errors.map(({ code }) => code),
    startTaskInfo?.exitCode,
    startTaskInfo?.failureInfo?.code,
  ]);
}
