import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { LogEnd } from '../../model/logEnd.ts';
import { isFailed, type Task } from '../../model/task.ts';
import { formatNumber } from '../../query/numbers.ts';

/** Up to this many things are saved completely before an action takes them away. */
export const mostInFull = 200;
/** Of more things, this many with each cause are saved completely, and the others as a list has them. */
export const inFullOfEach = 20;

/** Those of the things of which everything is kept: all of a few; of many the first of each cause. */
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

/** The logs of one of many things of which not everything is kept: none of their text, and why. */
export function toUnsavedLogs(paths: readonly string[]): readonly LogEnd[] {
  const why = l10n.t(
    "This log wasn't saved. For more than {most} items, the logs of the first {count} with each cause are saved, unless you choose to save all logs.",
    { most: formatNumber(mostInFull), count: formatNumber(inFullOfEach) },
  );
  return paths.map((path) => ({ path, unread: { kind: 'notRead', why } }));
}

/** What keeps how a task ended apart from how others did, as far as a list says it. */
export function toTaskCause(task: Task): string {
  const { exitCode, failureInfo } = task.executionInfo ?? {};
  return JSON.stringify([isFailed(task), task.state, exitCode, failureInfo?.category, failureInfo?.code]);
}

/** What keeps what is wrong with a node apart from what is with others, as far as a list says it. */
export function toNodeCause({ state, errors = [], startTaskInfo }: ComputeNode): string {
  return JSON.stringify([
    state,
    errors.map(({ code }) => code),
    startTaskInfo?.exitCode,
    startTaskInfo?.failureInfo?.code,
  ]);
}
