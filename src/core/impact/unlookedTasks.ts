import * as l10n from '@vscode/l10n';
import type { Task } from '../model/task.ts';
import { plural } from '../text/plural.ts';
import { asCount } from '../words/numbers.ts';

/** Counts the running tasks among those that were read, by job. */
export function countRunning(read: ReadonlyMap<string, readonly Task[]>): number {
  return [...read.values()].flat().filter(({ state }) => state === 'running').length;
}

/** Returns a sentence about running tasks that weren't looked at, and so may never end; empty if there are none. */
export function sayUnlookedRunning(count: number): string {
  return plural(count, {
    '=0': '',
    one: l10n.t("{count} running task wasn't looked at: explaining its job does that.", asCount(count)),
    other: l10n.t("{count} running tasks weren't looked at: explaining their jobs does that.", asCount(count)),
  });
}
