import { findSmallest } from '../extremes.ts';
import { blankNotices, countNoticeLines } from '../files/logNotice.ts';
import { readAs } from '../model/shape.ts';
import { toShortVisible } from '../text/escape.ts';
import type { FailureCategory } from './explanation/category.ts';
import type { LogExplanation } from './explanation/explanation.ts';
import { fitTitle } from './explanation/fitTitle.ts';
import { findCutPath, nameCutPath } from './logs/advice/absent.ts';
import { findBatchRefusal } from './logs/advice/batchRefusal.ts';
import { listRun } from './logs/advice/doneSteps.ts';
import { fixesFor } from './logs/advice/fixes.ts';
import { findInputName } from './logs/advice/inputName.ts';
import { joinReason, readAssertion, readMessage } from './logs/advice/message.ts';
import { findPlaceBelow } from './logs/advice/named.ts';
import { listNamedLogs, readNamedLogs } from './logs/advice/namedLogs.ts';
import { findOutputFolder } from './logs/advice/outputs.ts';
import { findPrintedAdvice } from './logs/advice/printedAdvice.ts';
import { adviseStranger, readRefusal } from './logs/advice/refusals.ts';
import { findSubject } from './logs/advice/subject.ts';
import { quoteInStep, titleFor, toLastPart } from './logs/advice/titles.ts';
import { findThrowingPackage, judgeFault } from './logs/code/ownFault.ts';
import { disownFetched } from './logs/code/pipBuild.ts';
import { readPrintedSource } from './logs/code/printedSource.ts';
import { blameCode } from './logs/code/sourcePlace.ts';
import { findChildOutput, toWholeLog } from './logs/engine/childOutput.ts';
import { categoryOfExit, wasEndedFromOutside } from './logs/engine/confirmByExit.ts';
import {
  type Finding,
  type LogContext,
  narrowness,
  readContext,
  toFirstLine,
  toLastLine,
} from './logs/engine/finding.ts';
import type { Sighting } from './logs/engine/scan/sightings.ts';
import { LogText } from './logs/engine/text/logText.ts';
import { findLastFailure, listConsequences } from './logs/engine/weigh/chain.ts';
import { judgeConfidence, toConfidence } from './logs/engine/weigh/confidence.ts';
import { isAtEnd, readLastWords, readWarningAbove, readWordsAfter } from './logs/engine/weigh/lastWords.ts';
import { hear, pickCause, toFirstSaying } from './logs/engine/weigh/rank.ts';
import { adviseFamily } from './logs/families/findFamily.ts';
import { findAll } from './logs/findAll.ts';
import { isTraced } from './logs/lexicon/harmlessLines.ts';
import { isOfOtherHost } from './logs/lexicon/lexicon.ts';
import { saysWhy } from './logs/lexicon/ownWords.ts';
import { heldRules, sayOwn } from './logs/own/heldRules.ts';
import type { OwnCause } from './logs/own/ownRules.ts';
import { quoteFinding, quoteLine } from './logs/quoteLog.ts';

/**
 * Finds the line of a program's output that a senior engineer would point at, and the category of the failure.
 * Undefined if nothing in the output is to blame. Never throws. Time is linear in the length of the text.
 */
export function explainLog(text: string, given: LogContext = {}): LogExplanation | undefined {
  const read = explain(text, given);
  if (read === undefined) return undefined;
  const own = heldRules().findInLog(read.log, read.seen, read.context.stream, read.context);
  return own === undefined ? read.ours : toOwnExplanation(own, read.ours);
}

/** Explains a log like `explainLog`, no matter what rules the user has. */
export function explainWithoutOwnRules(text: string, given: LogContext = {}): LogExplanation | undefined {
  return explain(text, given)?.ours;
}

function explain(text: string, given: LogContext) {
  const context = readAs(readContext, given).value ?? {};
  if (context.exitCode === 0 || typeof text !== 'string') return undefined;
  const log = new LogText(blankNotices(text));
  const seen: Sighting[] = [];
  const ours = explainByRules(log, context, countNoticeLines(text) === 0, seen);
  return { log, context, seen, ours: ours && withChild(ours, log, context) };
}

/** Explains the output that an exception quotes instead of the exception, if something in that output is to blame. */
function withChild(ours: LogExplanation, log: LogText, context: LogContext): LogExplanation {
  const child = findChildOutput(ours, log);
  const inner = child && explainByRules(new LogText(child.text), context, true, []);
  return child === undefined || inner === undefined || inner.isLastWords === true
    ? ours
    : toWholeLog(inner, ours, child);
}

/** Explains a log as the user's own rule says. */
function toOwnExplanation(own: OwnCause, ours: LogExplanation | undefined): LogExplanation {
  const rootCause = { line: own.line, text: toShortVisible(own.said.trim(), longestOwnLine) };
  const { consequences: _, end: __, isLastWords: ___, ...rest } = ours ?? {};
  return {
    ...rest,
    ...sayOwn(own),
    category: own.rule.category ?? ours?.category ?? 'other',
    rootCause,
    evidence: [rootCause, ...(ours?.evidence ?? [])],
    isOfFamily: true,
    confidence: 'likely',
    lineConfidence: 'certain',
  };
}

const longestOwnLine = 400;

function explainByRules(
  log: LogText,
  context: LogContext,
  isWhole: boolean,
  seen: Sighting[],
): LogExplanation | undefined {
  const heard = hear(findAll(log, context, seen));
  const found = pickCause(heard, log, context);
  const words = isDecisive(found) ? undefined : lastWords(log, context, found);
  const said = words === undefined || isVaguer(words, found, log) ? found : words;
  if (said === undefined) return undefined;
  const cause = toReason(isBare(said, log) ? (readWarningAbove(log, said.line) ?? said) : said, log);
  const first = toFirstSaying(cause, log);
  const blamed = blameHost(sayByExit(blameCode(disownFetched(first, log), log), log, context), log);
  const consequences = listConsequences(first, heard, log);
  const end = findLastFailure(first, consequences, heard, log);
  const explanation = toExplanation(blamed, consequences, end, log, context);
  const { subject, title } = explanation;
  const isNamed = subject !== undefined && title.includes(toLastPart(subject));
  return { ...explanation, confidence: judgeConfidence(blamed, heard, log, { ...context, isWhole, isNamed }) };
}

/**
 * Checks whether uninformative last output would hide an informative hint, an earlier message of a wrapper, or a log to
 * which the wrapper refers.
 */
function isVaguer(words: Finding, found: Finding | undefined, log: LogText): boolean {
  if (words.narrow !== 'other' || found === undefined) return false;
  if (listNamedLogs(found, log).length > 0) return true;
  return found.weight === 'hint' ? found.narrow !== 'other' : words.line > found.line;
}

function isDecisive(found: Finding | undefined): boolean {
  if (found === undefined || found.weight === 'hint') return false;
  return found.weight !== 'echo' || (found.category !== 'other' && !isReport(found) && found.narrow !== 'failed');
}

/** Matches a message of at most three words, which name no place either. */
const fewWords = /^(?:\W{0,3}(?:error|fatal|critical)\W{1,3})?(?:[a-z]{1,20} ){0,2}[a-z]{1,20}[.!]{0,3}$/i;

/** Checks whether a program only says that it failed. */
function isBare({ category, narrow, line }: Finding, log: LogText): boolean {
  const text = log.text(line).trim();
  return (
    category === 'other' && narrow === 'other' && log.level(line) === 'error' && fewWords.test(text) && !saysWhy(text)
  );
}

/** Matches the end of a line after which a program gives the message or the reason. */
const beforeReason =
  /\b(?:(?:with|the|following|this|an?) (?:error |failure )?(?:message|error|reason|exception)|(?:error|failure) (?:message|was|is)|message (?:was|is)|reason|because)\s?:$|\b(?:encountered|caught|raised) (?:an? |the |this )?(?:\w+ )?(?:error|exception|problem)s?\s?:$/i;
/** Matches the heading of a message: a type, or words that repeat that there was an error. */
const headsMessage = /^(?:\S+ )?\S*$|\b(?:encountered|caught|raised) an? (?:error|exception|problem)\b|:$/i;
const linesToReason = 5;

/**
 * Moves a cause that no rule explains from the report of a failure to the message below it: `failed with message:`, then
 * `Species C has not been defined`.
 */
function toReason(cause: Finding, log: LogText): Finding {
  if (cause.category !== 'bad-input' && cause.category !== 'other') return cause;
  if (narrowness[cause.narrow] >= narrowness.stated || cause.covers !== undefined) return cause;
  for (let line = cause.line; line <= Math.min(cause.line + linesToReason, log.lineCount - 2); line++) {
    if (!beforeReason.test(log.text(line).trim())) continue;
    for (let below = line + 1; below <= Math.min(line + linesToReason, log.lineCount - 1); below++)
      if (!headsMessage.test(log.text(below).trim())) return { ...cause, line: below };
    return cause;
  }
  return cause;
}

/** Checks whether a launcher only reports that its process ended, not why. */
function isReport({ rule, category }: Finding): boolean {
  return rule?.isOfLauncher === true && category === 'mpi';
}

/** Reasons in the last output of programs that were stopped from outside. */
const reasonsFromOutside: ReadonlySet<FailureCategory> = new Set(['out-of-memory', 'interrupted', 'timeout']);

/**
 * Returns the last output of a program, or the last output before a wrapper's message. Uninformative output counts only
 * for a program that is known to have failed.
 */
function lastWords(log: LogText, context: LogContext, found: Finding | undefined): Finding | undefined {
  const before = found?.weight === 'echo' ? toFirstLine(found) : undefined;
  const words =
    readLastWords(log, before) ??
    (found !== undefined && isReport(found) && found.covers !== undefined
      ? readWordsAfter(log, toLastLine(found))
      : undefined) ??
    (found?.narrow === 'other' ? readOtherWords(log, found) : undefined);
  if (words === undefined) return undefined;
  if (context.exitCode === undefined && !showFailure(words, log)) return undefined;
  if (wasEndedFromOutside(context) && !reasonsFromOutside.has(words.category)) return undefined;
  return found?.weight === 'echo' ? { ...words, frame: found.frame } : words;
}

/** Reads a program's last output, if it is more informative than an uninformative finding, or is the same. */
function readOtherWords(log: LogText, { line }: Finding): Finding | undefined {
  const words = readLastWords(log);
  return words?.narrow === 'other' && words.line !== line ? undefined : words;
}

/**
 * Checks whether output alone shows that a program failed, which means that it comes last, has a known category, and is
 * more than a warning.
 */
function showFailure({ line, narrow }: Finding, log: LogText): boolean {
  return narrow !== 'other' && log.level(line) !== 'warning' && isAtEnd(line, log);
}

/**
 * Adds the category of the exit code to output that only reports a failure. If the exit code has no category, a reason
 * that the program gives is assumed to be about its input.
 */
function sayByExit(cause: Finding, log: LogText, context: LogContext): Finding {
  if (cause.narrow !== 'other') return cause;
  const text = log.text(cause.line);
  const blamed = cause.category === 'other' && saysWhy(text) && !isTraced(text) ? 'bad-input' : cause.category;
  return { ...cause, category: categoryOfExit(context) ?? blamed };
}

/** Attributes a time limit to the network if it ran out while another host was to answer. */
function blameHost(cause: Finding, log: LogText): Finding {
  const { category, line, details = [] } = cause;
  if (category !== 'timeout' || ![line, ...details].some((each) => isOfOtherHost(log.text(each)))) return cause;
  return { ...cause, category: 'network' };
}

function toExplanation(
  cause: Finding,
  consequences: readonly Finding[],
  end: Finding | undefined,
  log: LogText,
  { commandLine, os }: LogContext,
): Omit<LogExplanation, 'confidence'> {
  const text = quoteLine(cause.line, log).trim();
  // After a place in code, the next lines are source code or calls, not part of the message.
  const isPlaced = cause.frame !== undefined || cause.covers !== undefined;
  const whole = isPlaced ? undefined : readMessage(cause.line, log);
  const box = cause.rule?.isOfLauncher === true ? (cause.details ?? []) : [];
  const next = whole === undefined ? readNext(cause.line, log) : undefined;
  const joined = joinReason(text, next);
  const below = joined === undefined ? next : undefined;
  const inner = findInner(cause, log) ?? readAssertion(cause.line, log);
  const place = isPlaced || cause.category !== 'bad-input' ? undefined : findPlaceBelow(text, cause.line, log);
  const said = joined ?? whole ?? [inner ?? text, ...box.map((line) => log.text(line).trim())].join(' ');
  const message = place === undefined ? said : `${said.replace(/(?<![\s.!:*])[\s.!:*]+$/, '')} (${place})`;
  const refused =
    cause.category === 'auth-storage' || cause.category === 'permission' ? readRefusal(log, cause, text) : undefined;
  const refusal = cause.category === 'auth-storage' || refused?.vaultReason !== undefined ? refused : undefined;
  const named = bareReason.test(text)
    ? findSubject(cause.category, undefined, sayAbove(cause.line, log))
    : findSubject(cause.category, cause.subject, findInner(cause, log) ?? text);
  const code = toUserFrame(cause, log);
  const folder =
    cause.category === 'missing-file' && named !== undefined
      ? findOutputFolder(named, message, commandLine, code.userSource)
      : undefined;
  const subject = folder ?? named;
  const namedLogs = listNamedLogs(cause, log);
  const following = findNextFailure(cause, consequences, log);
  const cut =
    cause.category === 'missing-file' && subject !== undefined
      ? findCutPath(subject, `${message} ${commandLine ?? ''}`)
      : undefined;
  // A path that was cut explains what is missing better than what the program needs.
  const family = cut === undefined ? adviseFamily(cause, log, following, commandLine) : undefined;
  const title = (cut === undefined ? family?.title : nameCutPath(cut)) ?? cause.rule?.says?.(cause.subject);
  const batch = findBatchRefusal(cause, log);
  return {
    category: batch?.category ?? cause.category,
    title:
      batch?.title ??
      (title === undefined ? undefined : fitTitle(title)) ??
      titleFor({
        ...cause,
        subject,
        text: message,
        refusal,
        next: below,
        isReport: cause.rule?.isOfLauncher === true,
      }),
    rootCause: toRootLine(cause, log),
    ...(family === undefined && cause.weight === 'hint' && cause.narrow === 'other'
      ? { isLastWords: true as const }
      : {}),
    ...(family === undefined ? {} : { isOfFamily: true as const }),
    ...(subject === undefined ? {} : { subject }),
    ...code,
    evidence: quoteFinding(cause, log),
    ...(namedLogs.length === 0 ? {} : { namedLogs }),
    ...(consequences.length === 0 ? {} : { consequences: consequences.map((finding) => toRootLine(finding, log)) }),
    ...(end === undefined ? {} : { end: toRootLine(end, log) }),
    fixes:
      batch?.fixes ??
      (namedLogs.length > 0
        ? [readNamedLogs(namedLogs)]
        : fixesFor(cause.category, {
            text: refusal?.text ?? message,
            quote: quoteInStep(message, below),
            file: findFile(cause, log, subject),
            subject,
            fault: judgeFault(cause, log),
            thrower: findThrowingPackage(cause, log),
            source: code.userSource,
            isGuess: narrowness[cause.narrow] < narrowness.stated,
            family: family?.step,
            output: folder,
            cut,
            os,
            commandLine,
            run: listRun(log, cause.line, commandLine),
            known:
              refusal?.vaultReason === undefined
                ? (cause.rule?.fix?.(text) ?? (refusal && adviseStranger(refusal)))
                : adviseStranger(refusal),
            printed: findPrintedAdvice(cause, log, following),
          })),
    lineConfidence: toConfidence(cause),
  };
}

/** Matches the reason of a failure that the line above names: `Caused by: No such file or directory (os error 2)`. */
const bareReason =
  /^\W{0,4}(?:caused by:?|because:?|reason:?|\d{1,2}:)?\s*(no such file or directory|permission denied)(?: \((?:os error|errno) \d{1,3}\))?\.?$/i;

/** Returns the report of a failure above its bare reason, as one line with it. */
function sayAbove(line: number, log: LogText): string {
  const reason = bareReason.exec(log.text(line).trim())?.[1];
  for (let above = line - 1; reason !== undefined && above >= Math.max(0, line - 3); above--) {
    const said = log.text(above).trim();
    if (/fail|could ?n.t|could not|cannot|can't|unable|error/i.test(said) && /[\w.]\/\w|\w\.\w/.test(said))
      return `${said}: ${reason}`;
  }
  return '';
}

/** Returns the next line with text of the same process; a heading may be followed by an empty line. */
function readNext(line: number, log: LogText): string {
  const next = log.next(line);
  return log.text(log.text(next).trim() === '' ? log.next(next) : next);
}

/** Returns the innermost exception of a line that contains several, if it names what is at fault. */
function findInner({ line, subject }: Finding, log: LogText): string | undefined {
  const [, ...inner] = log.text(line).split(' ---> ');
  const last = inner.at(-1)?.trim();
  return subject !== undefined && last?.includes(subject) === true ? last : undefined;
}

function toUserFrame(cause: Finding, log: LogText): Pick<LogExplanation, 'userFrame' | 'userSource'> {
  if (cause.frame === undefined) return {};
  const source = readPrintedSource(log, toFirstLine(cause), toLastLine(cause), cause.frame);
  return { userFrame: cause.frame, ...(source === undefined ? {} : { userSource: source }) };
}

function toRootLine({ line }: Finding, log: LogText): LogExplanation['rootCause'] {
  return { line: log.toOriginal(line) + 1, text: quoteLine(line, log).trim() };
}

/** Finds the first consequence below the cause. */
function findNextFailure(cause: Finding, consequences: readonly Finding[], log: LogText): number {
  const last = toLastLine(cause);
  return findSmallest(
    consequences.map(toFirstLine).filter((line) => line > last),
    log.lineCount,
  );
}

/** Finds the malformed or missing file, if the log names the file. */
function findFile(cause: Finding, log: LogText, subject: string | undefined): string | undefined {
  if (cause.category === 'missing-file') return subject;
  return cause.category === 'bad-input' ? findInputName(cause, log) : undefined;
}
