import * as l10n from '@vscode/l10n';
import { findLargest } from '../extremes.ts';
import type { Task } from '../model/task.ts';
import { plural } from '../text/plural.ts';
import { toDurationWords } from '../words/durations.ts';
import { formatNumber } from '../words/numbers.ts';

/** Minimum run time for which lost progress matters. */
const longMs = 30 * 60_000;
/** Words in a definition that suggest a saved state from which the program continues. */
const checkpoint = /check[-_]?points?|ckpt|(?<=--?)resume\b/i;

type Running = Pick<
  Task,
  'state' | 'stateTransitionTime' | 'executionInfo' | 'commandLine' | 'environmentSettings' | 'outputFiles'
>;

/**
 * Describes in sentences what is lost when running tasks start over: the longest run time, and which tasks mention
 * checkpoints. `nowMs` is in milliseconds since 1970.
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

/** Ignores values of settings, which may be secrets. */
function saysCheckpoint({ commandLine = '', environmentSettings = [], outputFiles = [] }: Running): boolean {
  const said = [
    commandLine,
    ...environmentSettings.map(({ name }) => name),
    ...outputFiles.map(({ filePattern }) => filePattern),
  ];
  return said.some((text) => checkpoint.test(text));
}
