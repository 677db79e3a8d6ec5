import * as l10n from '@vscode/l10n';
import type { Evidence, Section } from '../diagnosis/explanation/explanation.ts';
import { isOfExitCode } from '../model/common.ts';
import type { LogEnd } from '../model/logEnd.ts';
import type { TaskResource } from '../model/resource.ts';
import type { SavedAttempt } from '../model/savedAttempt.ts';
import type { Task } from '../model/task.ts';
import { toText } from '../model/words.ts';
import { formatNumber } from '../query/numbers.ts';
import { showLines } from '../query/shownLine.ts';
import { formatTime, formatTimes } from '../query/times.ts';
import { describeEmptyFile, listReasons } from '../query/unreadFile.ts';
import { listPlain } from '../text/lists.ts';
import { escapeMarkdown, toCodeBlock, toCodeSpan } from '../text/markdown.ts';
import { describeEffect } from './bulk/effect.ts';

export interface ReportPlace {
  /** IANA name; the local one when absent. */
  readonly timeZone?: string;
}

function toHeading({ savedAt, action }: SavedAttempt, place: ReportPlace): string {
  const when = escapeMarkdown(formatTime(savedAt, place.timeZone));
  switch (action) {
    case 'retry':
      return l10n.t('## Until it was retried: {0}', when);
    case 'requeue':
      return l10n.t('## Until it was requeued: {0}', when);
    case 'terminate':
      return l10n.t('## Until it was terminated: {0}', when);
    case 'delete':
      return l10n.t('## Until it was deleted: {0}', when);
  }
}

function toFacts({ task, why, effect }: SavedAttempt, place: ReportPlace): string[] {
  const { executionInfo: run, nodeInfo } = task;
  const time = (text: string): string => escapeMarkdown(formatTime(text, place.timeZone));
  const facts: (string | undefined)[] = [
    why === undefined ? undefined : `- ${escapeMarkdown(why)}`,
    toEndFact(run),
    run?.failureInfo &&
      l10n.t('- Failure: {code}: {message}', {
        code: toCodeSpan(run.failureInfo.code ?? toText(run.failureInfo.category)),
        message: escapeMarkdown(run.failureInfo.message ?? ''),
      }),
    ...(run?.failureInfo?.details ?? []).map(({ name, value }) => `  - ${escapeMarkdown(`${name}: ${value ?? ''}`)}`),
    run?.startTime && l10n.t('- Started {0}', time(run.startTime)),
    run?.endTime && l10n.t('- Ended {0}', time(run.endTime)),
    nodeInfo?.nodeId &&
      l10n.t('- Ran on node {node} of pool {pool}', {
        node: toCodeSpan(nodeInfo.nodeId),
        pool: toCodeSpan(nodeInfo.poolId ?? ''),
      }),
    task.commandLine && l10n.t('- Command: {0}', toCodeSpan(task.commandLine)),
    effect && l10n.t('- Afterwards: {0}', escapeMarkdown(describeEffect(effect))),
  ];
  return facts.filter((fact): fact is string => fact !== undefined && fact !== '');
}

function toEndFact(run: Task['executionInfo']): string {
  if (run?.exitCode !== undefined) return l10n.t('- Exit code {0}', run.exitCode);
  return isRunning(run) ? l10n.t('- The program ran.') : l10n.t('- The program never started.');
}

/** The end of a log that was kept, as paragraphs of Markdown. */
export function renderLogEnd({ path, text, leftOut, unread }: LogEnd): string[] {
  const heading = `### ${escapeMarkdown(path)}`;
  if (text === undefined) return [heading, escapeMarkdown(unread === undefined ? '' : listReasons(unread).join(' '))];
  if (text === '') return [heading, describeEmptyFile()];
  const before = (leftOut ?? 0) > 0 ? [l10n.t('The first {0} bytes were not kept.', formatNumber(leftOut ?? 0))] : [];
  return [heading, ...before, toCodeBlock(showLines(text))];
}

/** The end of a log that was kept, as it is opened by itself: what it was, or why there is nothing of it. */
export function renderSavedLog(logs: readonly LogEnd[], path: string): string {
  const { text, leftOut = 0, unread } = logs.find((log) => log.path === path) ?? {};
  if (text === undefined)
    return `${unread === undefined ? l10n.t('This log was not saved.') : listReasons(unread).join(' ')}\n`;
  const shown = showLines(text);
  return leftOut > 0 ? `${l10n.t('The first {0} bytes were not kept.', formatNumber(leftOut))}\n\n${shown}` : shown;
}

/**
 * The earlier attempts of a task, newest first: when each ended, and how. What is known `of` them comes before: whether
 * they failed for the reason of the present one. Undefined where none was kept.
 */
export function toAttemptsSection(
  resource: TaskResource,
  attempts: readonly SavedAttempt[],
  { of = [], place = {} }: { readonly of?: readonly Evidence[]; readonly place?: ReportPlace } = {},
): Section | undefined {
  if (attempts.length === 0) return undefined;
  const newest = attempts.toReversed();
  const times = formatTimes(
    newest.map(({ savedAt, task }) => task.executionInfo?.endTime ?? savedAt),
    place.timeZone,
  );
  const rows = newest.map((attempt, index): Evidence => {
    const document = { resource, document: 'attempt', savedAt: attempt.savedAt } as const;
    return {
      text: toLine(attempt),
      source: times[index] ?? attempt.savedAt,
      opens: { title: l10n.t('Open This Attempt'), document },
    };
  });
  return { id: 'attempts', title: l10n.t('Earlier attempts'), items: [...rows, ...of] };
}

function toLine(attempt: SavedAttempt): string {
  const how = describeAttempt(attempt);
  const line = attempt.why === undefined ? how : l10n.t('{why} ({how})', { why: attempt.why, how });
  if (attempt.effect === undefined) return line;
  return l10n.t('{attempt}. {effect}', { attempt: line, effect: describeEffect(attempt.effect) });
}

/** How an attempt ended, and what was done then. */
export function describeAttempt({ action, task: { executionInfo: run } }: SavedAttempt): string {
  const ended = describeEnd(run);
  const code = run?.failureInfo?.code;
  const saysMore = code !== undefined && !isOfExitCode(code);
  const result = listPlain([ended, ...(saysMore ? [code] : [])]);
  switch (action) {
    case 'retry':
      return l10n.t('{result}; then retried', { result });
    case 'requeue':
      return l10n.t('{result}; then requeued', { result });
    case 'terminate':
      return l10n.t('{result}; then terminated', { result });
    case 'delete':
      return l10n.t('{result}; then deleted', { result });
  }
}

function describeEnd(run: Task['executionInfo']): string {
  if (run?.exitCode !== undefined) return l10n.t('exit code {0}', run.exitCode);
  return isRunning(run) ? l10n.t('The program ran') : l10n.t('The program never started');
}

function isRunning(run: Task['executionInfo']): boolean {
  return run?.startTime !== undefined && run.endTime === undefined;
}

/** What the service said of a thing when it was kept, as paragraphs of Markdown. */
export function renderProperties(thing: object): readonly string[] {
  return [l10n.t('### Properties'), toCodeBlock(JSON.stringify(thing, undefined, 2))];
}

/** What was kept of the earlier attempts of a task, newest first, as Markdown. */
export function renderAttempts(taskId: string, attempts: readonly SavedAttempt[], place: ReportPlace = {}): string {
  const title = l10n.t('# Earlier attempts of {0}', escapeMarkdown(taskId));
  const none = l10n.t(
    'This computer has no earlier attempts: the task was not retried, requeued, terminated or deleted from here.',
  );
  const parts = attempts.toReversed().map((attempt) => {
    const logs = attempt.logs.flatMap(renderLogEnd);
    const facts = toFacts(attempt, place).join('\n');
    return [toHeading(attempt, place), facts, ...logs, ...renderProperties(attempt.task)].join('\n\n');
  });
  return `${[title, ...(parts.length === 0 ? [none] : parts)].join('\n\n')}\n`;
}
