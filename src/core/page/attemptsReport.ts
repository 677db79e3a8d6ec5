import * as l10n from '@vscode/l10n';
import { describeEffect } from '../changes/bulk/effect.ts';
import type { Evidence, Section } from '../diagnosis/explanation/explanation.ts';
import { showLines } from '../files/shownLine.ts';
import { isOfExitCode } from '../model/exitConditions.ts';
import type { LogEnd } from '../model/logEnd.ts';
import type { TaskResource } from '../model/resource.ts';
import type { SavedAttempt } from '../model/savedAttempt.ts';
import type { Task } from '../model/task.ts';
import { toText } from '../model/words.ts';
import type { AttemptLogTarget } from '../places/documentPath.ts';
import { listUnreadReasons } from '../refusals/unreadFile.ts';
import { toVisibleLines } from '../text/escape.ts';
import { listPlain } from '../text/lists.ts';
import { redactText } from '../text/redact.ts';
import { formatNumber } from '../words/numbers.ts';
import { formatTime, formatTimes } from '../words/times.ts';
import { type Links, toPlain, toSpans } from './links.ts';
import { makePart } from './makePage.ts';
import type { Button, Page, PageFold, Part, Row } from './page.ts';

export interface ReportPlace {
  /** IANA time zone name; the local time zone when absent. */
  readonly timeZone?: string;
}

function toHeading({ savedAt, action }: SavedAttempt, place: ReportPlace): string {
  const when = formatTime(savedAt, place.timeZone);
  switch (action) {
    case 'retry':
      return l10n.t('Before the retry: {0}', when);
    case 'requeue':
      return l10n.t('Before the requeue: {0}', when);
    case 'terminate':
      return l10n.t('Before termination: {0}', when);
    case 'delete':
      return l10n.t('Before deletion: {0}', when);
  }
}

/** Lists the known facts of an attempt by name; the first fact opens the attempt's explanation. */
function toFacts({ task, why, effect }: SavedAttempt, open: Button, place: ReportPlace): readonly Row[] {
  const { executionInfo: run, nodeInfo, commandLine } = task;
  const failure = run?.failureInfo;
  const facts: readonly (Row | undefined)[] = [
    { ...toFact(l10n.t('Result'), toEndFact(run)), button: open },
    why === undefined ? undefined : toFact(l10n.t('Why'), why),
    failure && {
      source: { text: toPlain(failure.code ?? toText(failure.category)), isCode: true },
      text: toSpans(failure.message ?? ''),
    },
    ...(failure?.details ?? []).map(({ name = '', value = '' }) => toFact(name, value)),
    run?.startTime === undefined ? undefined : toFact(l10n.t('Started'), formatTime(run.startTime, place.timeZone)),
    run?.endTime === undefined ? undefined : toFact(l10n.t('Ended'), formatTime(run.endTime, place.timeZone)),
    nodeInfo?.poolId === undefined ? undefined : toCodeFact(l10n.t('Pool'), nodeInfo.poolId),
    nodeInfo?.nodeId === undefined ? undefined : toCodeFact(l10n.t('Node'), nodeInfo.nodeId),
    commandLine === undefined ? undefined : toCodeFact(l10n.t('Command'), commandLine),
    effect && toFact(l10n.t('Afterwards'), describeEffect(effect)),
  ];
  return facts.filter((fact) => fact !== undefined);
}

/** Returns a row with a name and its text. */
export function toFact(name: string, text: string): Row {
  return { source: { text: toPlain(name) }, text: toSpans(text) };
}

function toCodeFact(name: string, text: string): Row {
  return { source: { text: name }, text: [{ text: toPlain(text), isCode: true }] };
}

function toEndFact(run: Task['executionInfo']): string {
  if (run?.exitCode !== undefined) return l10n.t('Exit code {0}', run.exitCode);
  return isRunning(run) ? l10n.t('The program ran.') : l10n.t('The program never started.');
}

/** Returns the saved logs, each collapsed and with a button that opens it, and the reasons why others are missing. */
export function toKeptLogs(
  logs: readonly LogEnd[],
  toButton: (path: string) => Button | undefined,
): Pick<Part, 'rows' | 'folds'> {
  const read = logs.filter(({ text }) => text !== undefined && text !== '');
  const others = logs.filter((log) => !read.includes(log));
  return {
    rows: others.map(({ path, text, unread }) => {
      const why = unread === undefined ? '' : listUnreadReasons(unread).join(' ');
      return toFact(path, text === '' ? l10n.t('The file was empty.') : why);
    }),
    folds: read.map(({ path, text = '', leftOut = 0 }): PageFold => {
      const button = toButton(path);
      return {
        title: toPlain(path),
        ...(leftOut > 0 ? { note: describeLeftOut(leftOut) } : {}),
        lines: toVisibleLines(redactText(showLines(text))),
        ...(button === undefined ? {} : { button }),
      };
    }),
  };
}

function describeLeftOut(bytes: number): string {
  return l10n.t("The first {0} bytes weren't saved.", formatNumber(bytes));
}

/** Renders the end of a saved log as a document, with the number of bytes left out, or why there is no text. */
export function renderSavedLog(logs: readonly LogEnd[], path: string): string {
  const { text, leftOut = 0, unread } = logs.find((log) => log.path === path) ?? {};
  if (text === undefined)
    return `${unread === undefined ? l10n.t('This log was not saved.') : listUnreadReasons(unread).join(' ')}\n`;
  const shown = showLines(text);
  return leftOut > 0 ? `${describeLeftOut(leftOut)}\n\n${shown}` : shown;
}

/**
 * Returns a section with the earlier attempts of a task, newest first, with the time and result of each. `of` comes
 * first and describes whether they failed for the current reason. Undefined if no attempts were saved.
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
      text: toAttemptLine(attempt),
      source: times[index] ?? attempt.savedAt,
      opens: { title: l10n.t('Open This Attempt'), document },
    };
  });
  return { id: 'attempts', title: l10n.t('Earlier attempts'), items: [...rows, ...of] };
}

function toAttemptLine(attempt: SavedAttempt): string {
  const how = describeAttempt(attempt);
  const line = attempt.why === undefined ? how : l10n.t('{why} ({how})', { why: attempt.why, how });
  if (attempt.effect === undefined) return line;
  return l10n.t('{attempt}. {effect}', { attempt: line, effect: describeEffect(attempt.effect) });
}

/** Describes the result of an attempt, and the action that followed. */
export function describeAttempt({ action, task: { executionInfo: run } }: SavedAttempt): string {
  const ended = describeRunEnd(run);
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

function describeRunEnd(run: Task['executionInfo']): string {
  if (run?.exitCode !== undefined) return l10n.t('exit code {0}', run.exitCode);
  return isRunning(run) ? l10n.t('The program ran') : l10n.t('The program never started');
}

function isRunning(run: Task['executionInfo']): boolean {
  return run?.startTime !== undefined && run.endTime === undefined;
}

/** Returns the saved properties of an item, collapsed. */
export function toPropertiesFold(thing: object): PageFold {
  return { title: l10n.t('Properties'), lines: toVisibleLines(redactText(JSON.stringify(thing, undefined, 2))) };
}

/** Returns a page with the saved earlier attempts of a task, newest first. */
export function toAttemptsPage(
  resource: TaskResource,
  attempts: readonly SavedAttempt[],
  links: Links,
  place: ReportPlace = {},
): Pick<Page, 'title' | 'notice' | 'parts'> {
  const none = l10n.t(
    "No earlier attempts are saved on this computer: the task wasn't retried, requeued, terminated or deleted from here.",
  );
  return {
    title: toPlain(l10n.t('Earlier attempts of {0}', resource.taskId)),
    ...(attempts.length === 0 ? { notice: none } : {}),
    parts: attempts.toReversed().map((attempt): Part => {
      const { savedAt, logs, task } = attempt;
      const document = { resource, document: 'attempt', savedAt } as const;
      const open = links.toButton(l10n.t('Open This Attempt'), { kind: 'document', document });
      const kept = toKeptLogs(logs, (path) => toOpenLog(links, { ...document, document: 'attemptLog', path }));
      return makePart({
        id: savedAt,
        title: toHeading(attempt, place),
        rows: [...toFacts(attempt, open, place), ...kept.rows],
        folds: [...(kept.folds ?? []), toPropertiesFold(task)],
      });
    }),
  };
}

/** Returns a button that opens a saved log. */
export function toOpenLog(links: Links, document: AttemptLogTarget): Button {
  return links.toButton(l10n.t('Open {0}', toPlain(document.path.split('/').slice(-2).join('/'))), {
    kind: 'document',
    document,
  });
}
