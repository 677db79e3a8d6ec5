import * as l10n from '@vscode/l10n';
import { toNamedPath } from '../../files/engineFiles.ts';
import { type LogName, logNames, toLogPath } from '../../model/logEnd.ts';
import { readLogPaths, readUnreadLogs } from '../../model/logEndShape.ts';
import { type Infer, needed, text } from '../../model/shape.ts';
import type { Task } from '../../model/task.ts';
import { readSubtask } from '../../model/taskShape.ts';
import { rememberRecent } from '../../text/rememberRecent.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { facts } from '../evidence/shapes.ts';
import { explainLog, explainWithoutOwnRules } from '../explainLog.ts';
import type { FailureCategory } from '../explanation/category.ts';
import type { Confidence, Evidence, LogExplanation, LoggedLine } from '../explanation/explanation.ts';
import type { LogContext } from '../logs/engine/finding.ts';
import { LogText } from '../logs/engine/text/logText.ts';
import { isLack, isWant, leadsToLack, onlyLooks } from '../logs/engine/weigh/chain.ts';
import { isWarnedOf } from '../logs/engine/weigh/complaints.ts';
import { hasRetried } from '../logs/engine/weigh/retried.ts';
import { goesWithout } from '../logs/lexicon/harmlessLines.ts';
import { categoryOfLine } from '../logs/lexicon/lexicon.ts';
import { quoteLog, toFileLine } from '../logs/quoteLog.ts';

export interface LogCause {
  readonly file: LogName;
  readonly explanation: LogExplanation;
  /** The failures that followed, up to the one that ended each log, with those in the cause's own log first. */
  readonly consequences: readonly FollowingLine[];
}

interface FollowingLine extends LoggedLine {
  readonly file: LogName;
}

type Said = Pick<LogCause, 'file' | 'explanation'>;

const ranks: Readonly<Record<Confidence, number>> = { certain: 3, likely: 2, guess: 1 };

const vague: ReadonlySet<string> = new Set(['other', 'exception-in-user-code']);

/** Checks whether a category is so vague that other evidence may be more specific. */
export function isVague(category: string): boolean {
  return vague.has(category);
}

/**
 * Orders two logs by which one shows the cause. The log to which a step writes does not show when the step failed, so
 * both are weighed as one log. A message about something missing comes after a failure that is at least likely and not
 * about something missing, because the failed step may have been meant to provide it. If a command only looks at what is
 * missing, any specific failure precedes it. Otherwise, the log with higher confidence comes first, then the one that
 * names a cause, and then standard error, where programs report problems.
 */
function compareSaid(one: Said, other: Said): number {
  return (
    rankOwn(one) - rankOwn(other) ||
    Number(leadsTo(other, one)) - Number(leadsTo(one, other)) ||
    score(other) - score(one)
  );
}

/** Returns the position of the user's own rule that speaks; a number above all positions if none does. */
function rankOwn({ explanation: { own } }: Said): number {
  return own?.rank ?? Number.MAX_SAFE_INTEGER;
}

/** Checks whether a failure in one log may explain why something is missing in the other. */
function leadsTo({ explanation }: Said, { explanation: other }: Said): boolean {
  const { lineConfidence, category, isLastWords } = explanation;
  const isSpecific = !isVague(category) && category !== 'bad-input' && isLastWords !== true;
  const isSure = lineConfidence !== 'guess' || (isSpecific && onlyLooks(other.rootCause.text));
  return isSure && leadsToLack(toFailure(explanation), toFailure(other));
}

function toFailure({ category, rootCause: { text } }: LogExplanation) {
  return { category, text };
}

/** Matches a report that a program ended itself, which it does after it has said why. */
const endsItself =
  /^(?:\S{1,200}: (?:line \d{1,7}: )?)?(?:\d{1,9} )?Aborted(?: \(core dumped\))?(?: |$)|\bMPI_Abort\b|\bMPI_ABORT was invoked\b/;

/** A score below that of any message which gives a reason. */
const leastScore = 9;

function score({ file, explanation }: Said): number {
  if (endsItself.test(explanation.rootCause.text.trim())) return leastScore;
  const { category, isLastWords, isOfFamily } = explanation;
  const specific =
    isOfFamily === true ? 2 : category === 'other' || isLastWords === true ? 0 : isVague(category) ? 1 : 2;
  return ranks[explanation.lineConfidence] * 10 + specific * 3 + (file === 'stderr.txt' ? 1 : 0);
}

interface ProcessLogs {
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  readonly exitCode?: number | undefined;
  readonly os?: OperatingSystem | undefined;
  readonly commandLine?: string | undefined;
}

/**
 * Finds the cause of a failed process in its two logs; undefined if neither shows one.
 * @param explain reads a log; by default with the user's own rules
 */
export function findLogCause(
  { stdout, stderr, exitCode, os, commandLine }: ProcessLogs,
  explain: typeof explainLog = explainLog,
): LogCause | undefined {
  const context = {
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(os === undefined ? {} : { os }),
    ...(commandLine === undefined ? {} : { commandLine }),
  };
  const said = logNames.flatMap((file): readonly Said[] => {
    const [text, other] = file === 'stderr.txt' ? [stderr, stdout] : [stdout, stderr];
    const stream = file === 'stderr.txt' ? 'stderr' : 'stdout';
    const explanation = text === undefined ? undefined : explainBeside(text, other, { ...context, stream }, explain);
    return explanation === undefined ? [] : [{ file, explanation }];
  });
  const [cause, other] = said.toSorted(compareSaid);
  if (cause === undefined) return undefined;
  const inOther = other === undefined ? [] : listInOther(cause, other);
  const consequences = [...listFollowing(cause), ...inOther];
  const isAlone =
    stdout !== undefined &&
    stderr !== undefined &&
    (other === undefined || other.explanation.isLastWords === true) &&
    !isWarnedOf(new LogText(cause.file === 'stdout.txt' ? stderr : stdout));
  return { ...(isAlone ? cause : doubt(cause, inOther.length > 0)), consequences };
}

/** Explains a log. The other log may show that a script continued without something that a step lacked. */
function explainBeside(
  text: string,
  other: string | undefined,
  context: LogContext,
  explain: typeof explainLog,
): LogExplanation | undefined {
  const explanation = explain(text, context);
  const isSurvived =
    explanation && other !== undefined && isWant(explanation) && (goesWithout(other) || hasRetried(other));
  return isSurvived === true ? explain(text, { ...context, doesWithout: true }) : explanation;
}

/**
 * Lowers a certain confidence to likely if the other log was not read or reports another failure, unless the line alone
 * is conclusive. If something else is missing afterward, the first message of this kind did not end the process.
 */
function doubt(cause: Said, isFollowed: boolean): Said {
  const { explanation } = cause;
  const isVerdict = explanation.lineConfidence === 'certain' && !(isFollowed && isLack(explanation));
  if (explanation.confidence !== 'certain' || isVerdict) return cause;
  return { ...cause, explanation: { ...explanation, confidence: 'likely' } };
}

function listFollowing({ file, explanation: { consequences = [], end } }: Said): readonly FollowingLine[] {
  return [...consequences, ...(end === undefined ? [] : [end])].map((line) => ({ ...line, file }));
}

/** Lists lines of the other log that report something missing that the failed step should have produced. */
function listInOther(cause: Said, other: Said): readonly FollowingLine[] {
  if (!leadsTo(cause, other) || other.explanation.isLastWords === true) return [];
  return [{ ...other.explanation.rootCause, file: other.file }, ...listFollowing(other)];
}

type Texts = Pick<TaskLogs, 'stdout' | 'stderr' | 'logPaths'>;

/** Returns the line number in the file for a line of the text that was read, counted like `toFileLine`. */
export function toLogLine({ stdout = '', stderr = '' }: Texts, file: LogName, line: number): number {
  return toFileLine(file === 'stdout.txt' ? stdout : stderr, line);
}

/** Lists the failures that followed from the cause, as evidence. */
export function listConsequences({ consequences }: LogCause, texts: Texts): readonly Evidence[] {
  return consequences.map(({ file, line, text }) => ({
    text,
    source: `${toLogPath(texts.logPaths, file)}:${toLogLine(texts, file, line)}`,
    isConsequence: true,
  }));
}

/** Lists other files in which the program logged the reason, as evidence. */
export function listNamedLogs({ explanation: { namedLogs = [] } }: LogCause): readonly Evidence[] {
  return namedLogs.map(toNamedLog);
}

function toNamedLog(path: string): Evidence {
  const file = toNamedPath(path);
  const text = l10n.t("What failed has its own log, {0}, which wasn't read.", path);
  return file === undefined ? { text } : { text, file };
}

export const readTaskLogs = facts({
  taskId: needed(text),
  stdout: text,
  stderr: text,
  /** Paths of the logs, if they differ from the task's own. */
  logPaths: readLogPaths,
  unread: readUnreadLogs,
  /** The subtask whose coordination command failed, if the logs are its own. */
  subtask: readSubtask,
});

/** The logs of a task, as text. */
export interface TaskLogs extends Infer<typeof readTaskLogs> {}

/**
 * Quotes the lines of a failed task's log that give the reason, with the surrounding lines and the consequences; empty
 * if the logs don't show one.
 */
export function quoteCause(
  { executionInfo }: Task,
  { stdout, stderr, logPaths }: Texts,
  os: OperatingSystem | undefined,
): readonly Evidence[] {
  const cause = findLogCause({ stdout, stderr, exitCode: executionInfo?.exitCode, os });
  const text = cause?.file === 'stdout.txt' ? stdout : stderr;
  if (cause === undefined || text === undefined) return [];
  return [
    ...quoteLog(toLogPath(logPaths, cause.file), text, cause.explanation.rootCause),
    ...listConsequences(cause, { stdout, stderr, logPaths }),
  ];
}

const maxLength = 8000;

/** Returns the category of a message. Cached, because thousands of tasks fail with the same message. */
const categorize = rememberRecent(
  (message): FailureCategory | '' => {
    const read = explainWithoutOwnRules(message);
    return (read === undefined || read.lineConfidence === 'guess' ? categoryOfLine(message) : read.category) ?? '';
  },
  { limit: 200, maxLength: 1000 },
);

/**
 * Returns the category of a message from the service, a node, or a client, interpreted like a program's output.
 * Undefined for unknown words.
 */
export function categorizeMessage(message: string): FailureCategory | undefined {
  const category = categorize(message.slice(0, maxLength));
  return category === '' ? undefined : category;
}
