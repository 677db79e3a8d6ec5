import * as l10n from '@vscode/l10n';
import { findLargest } from '../extremes.ts';
import type { Task } from '../model/task.ts';
import { toDurationWords } from '../query/durations.ts';
import { formatNumber } from '../query/numbers.ts';
import { plural } from '../text/plural.ts';

/** In shorter runs, lost progress does not matter. */
const longMs = 30 * 60_000;
/** How a definition speaks of a state that a program saves, and goes on from. */
const checkpoint = /check[-_]?points?|ckpt|(?<=--?)resume\b/i;

type Running = Pick<
  Task,
  'state' | 'stateTransitionTime' | 'executionInfo' | 'commandLine' | 'environmentSettings' | 'outputFiles'
>;

/**
 * What is to be known before running tasks are ended and start over, in sentences: how long the longest has run, and which
 * speak of checkpoints. `nowMs` is in milliseconds since 1970.
 */
export function describeLostProgress(tasks: readonly Running[], nowMs: number): readonly string[] {
  const longest = findLargest(
    tasks.map((task) => measureRun(task, nowMs)),
    0,
  );
  const saving = tasks.filter(saysCheckpoint).length;
  return [
    ...(longest < longMs
      ? []
      : [
          plural(tasks.length, {
            '=1': l10n.t('The task has been running for {0}.', toDurationWords(longest)),
            other: l10n.t('The longest-running task has been running for {0}.', toDurationWords(longest)),
          }),
        ]),
    ...(saving === 0
      ? []
      : [
          plural(tasks.length, {
            '=1': l10n.t(
              "The task's definition mentions a checkpoint. Check where it's stored: on another node, the program doesn't find anything that's only in wd.",
            ),
            other: l10n.t(
              "The definitions of {count} of the tasks mention a checkpoint. Check where it's stored: on another node, the programs don't find anything that's only in wd.",
              { count: formatNumber(saving) },
            ),
          }),
        ]),
  ];
}

function measureRun({ executionInfo }: Running, nowMs: number): number {
  const startedMs = Date.parse(executionInfo?.startTime ?? '');
  return Number.isNaN(startedMs) ? 0 : nowMs - startedMs;
}

/** Values of settings may be secrets, and are not looked at. */
function saysCheckpoint({ commandLine = '', environmentSettings = [], outputFiles = [] }: Running): boolean {
  const said = [
    commandLine,
    ...environmentSettings.map(({ name }) => name),
    ...outputFiles.map(({ filePattern }) => filePattern),
  ];
  return said.some((text) => checkpoint.test(text));
}
