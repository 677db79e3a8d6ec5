import { findLargest } from '../../../../extremes.ts';
import { groupBy } from '../../../../groupBy.ts';
import { placeAtStart, placeNear } from '../../code/sourcePlace.ts';
import { categoryOfLine, noLoader } from '../../lexicon/lexicon.ts';
import { guessFromOwnWords, saysWhy } from '../../lexicon/ownWords.ts';
import { confirm } from '../confirmByExit.ts';
import {
  type Finding,
  type Frame,
  type LogContext,
  narrowness,
  toFirstLine,
  toLastLine,
  type Weight,
  weights,
} from '../finding.ts';
import type { LogText } from '../text/logText.ts';
import {
  demoteSurvived,
  doubtFollowing,
  followsFailure,
  isLack,
  isOfStep,
  isSecond,
  precedesLack,
  toSpeaker,
} from './chain.ts';
import { isComplaint } from './complaints.ts';
import { demoteFalls, demoteOutlived } from './demote.ts';
import { demoteRetried } from './retried.ts';

/**
 * Picks the first cause: the finding with the greatest weight or, if several have the same weight, the first one in the
 * log. Findings inside the block of another finding, such as source lines quoted in a stack trace, are part of that
 * finding.
 */
export function pickCause(heard: readonly Finding[], log: LogText, context: LogContext): Finding | undefined {
  const open = demoteRetried(demoteFalls(heard, log), log);
  const weighed = demoteSurvived(demoteOutlived(raiseFirstCrash(open), log), log, context.doesWithout === true);
  const candidates = weighed.map((candidate) =>
    followsFailure(candidate, weighed)
      ? doubtFollowing(candidate, weighed, log)
      : precedesLack(candidate, weighed)
        ? candidate
        : confirm(candidate, context),
  );
  const most = findLargest(candidates.map((candidate) => weights[candidate.weight]));
  const weightiest = candidates.filter((candidate) => weights[candidate.weight] === most);
  const known = decisiveEcho(weightiest) ?? raisedAfterWarned(weightiest, log) ?? weightiest[0];
  if (known === undefined) return undefined;
  const earlier = failedBefore(known, candidates, log);
  const best = earlier ?? known;
  const equals = earlier === undefined ? weightiest : [earlier];
  const cause =
    triedBefore(best, heard, log) ??
    findReason(best, log) ??
    (best.narrow === 'other' ? readWords(equals, best, log) : (findRestated(equals, best, log) ?? best));
  return {
    ...cause,
    weight: isSecond(cause, candidates) ? 'cause' : cause.weight,
    frame:
      cause.frame ?? placeAtStart(log.text(cause.line)) ?? placeNear(log, cause.line) ?? frameNear(cause, candidates),
  };
}

/** Lists the findings in the order of the log, one per line, without those inside the blocks of others. */
export function hear(findings: readonly Finding[]): readonly Finding[] {
  return mergeByLine(outsideBlocks(findings)).filter((finding) => !isNoise(finding));
}

const gaveUp =
  /\b(?:giv(?:ing|es)|gave) up\b|\bno (?:more |further )?(?:attempts|retries|tries)\b|\b(?:attempts|retries|tries) (?:have )?(?:failed|exhausted|used up)\b/i;
const tried = /\b(?:attempt|try|tries|retry|retrying|retries)\b/i;

/** Finds the reason why the first attempt failed, if later lines only say that the program gave up. */
function triedBefore({ line, narrow, weight }: Finding, heard: readonly Finding[], log: LogText): Finding | undefined {
  if (narrow !== 'other' || !gaveUp.test(log.text(line))) return undefined;
  const first = heard.find(
    (finding) =>
      finding.line < line && narrowness[finding.narrow] > narrowness.failed && tried.test(log.text(finding.line)),
  );
  return first === undefined ? undefined : { ...first, weight };
}

const notInPath = /^\S*\bwhich: no (\S+) in \(/;
const ofNothing = /'NoneType' object|NullPointerException|\bof (?:null|undefined)\b|NullReferenceException/;

/**
 * Finds the reason of a failure in the line above it: an error that the program only logged, after which a value is
 * missing, or a program that a shell did not find, so that its options reached another one.
 */
function findReason(best: Finding, log: LogText): Finding | undefined {
  const first = toFirstLine(best);
  if (best.covers === undefined) {
    const line = log.previous(first);
    const subject = best.category === 'bad-arguments' ? notInPath.exec(log.text(line))?.[1] : undefined;
    return subject === undefined
      ? undefined
      : { line, category: 'missing-program', weight: 'cause', narrow: 'exact', subject };
  }
  const isLogged = ofNothing.test(log.text(best.line)) && log.level(first) === 'error';
  const category = isLogged ? categoryOfLine(log.text(first)) : undefined;
  return category && { line: first, category, weight: 'cause', narrow: 'guess' };
}

/**
 * Finds an earlier failure of another step, in words that no rule knows; usually that step should have provided what is
 * missing.
 */
function failedBefore(best: Finding, candidates: readonly Finding[], log: LogText): Finding | undefined {
  // The program is there, so no earlier step should have brought it.
  if (best.weight !== 'cause' || !isLack(best) || noLoader.test(log.text(best.line))) return undefined;
  const first = toFirstLine(best);
  const isStep = best.covers === undefined && isOfStep(best, log);
  return candidates.find(
    (finding) =>
      finding.weight === 'error' &&
      finding.handled !== true &&
      finding.line < first &&
      // The name of an exception, or the line right above a stack, belongs to the program that reports something
      // missing.
      !/(?:Error|Exception)$/.test(toSpeaker(finding, log)) &&
      (isStep
        ? toSpeaker(finding, log) !== toSpeaker(best, log)
        : isOfStep(finding, log) && log.next(toLastLine(finding)) !== first) &&
      (finding.narrow !== 'other' || saysWhy(log.text(finding.line))),
  );
}

/** Ranks a crash before all other failures, which it explains, unless a later crash is more certain. */
function raiseFirstCrash(findings: readonly Finding[]): readonly Finding[] {
  const [first, ...later] = findings.filter(({ weight }) => weights[weight] >= weights.error);
  if (first?.category !== 'crash-signal' || first.weight !== 'error') return findings;
  if (later.some(({ category, weight }) => category === first.category && weight !== 'error')) return findings;
  return findings.map((finding) => (finding === first ? { ...first, weight: 'cause' } : finding));
}

/** Returns the first echo that names the failure, if the very first one only names the code that failed. */
function decisiveEcho([first, ...later]: readonly Finding[]): Finding | undefined {
  if (first?.weight !== 'echo' || first.narrow !== 'failed') return undefined;
  return later.find(({ narrow }) => narrowness[narrow] > narrowness.failed);
}

/** Returns the first stack that is not part of a warning, if the first finding is a warning whose logger continued. */
function raisedAfterWarned([first, ...later]: readonly Finding[], log: LogText): Finding | undefined {
  if (first === undefined || !isWarnedOf(first, log)) return undefined;
  return later.find((finding) => finding.covers !== undefined && !isWarnedOf(finding, log));
}

function isWarnedOf(finding: Finding, log: LogText): boolean {
  const first = toFirstLine(finding);
  return finding.covers !== undefined && log.level(first) === undefined && log.level(log.previous(first)) === 'warning';
}

/** Checks whether a finding is known to be harmless. */
function isNoise({ weight, narrow }: Finding): boolean {
  return weight === 'hint' && narrow === 'other';
}

/** Minimum length of a repeated message; shorter texts may occur in other messages by chance. */
const shortestSentence = 20;

/**
 * Finds the exception whose line contains the line of `first`. The line of `first` may instead contain the exception's
 * message, if the exception has a frame.
 */
function findRestated(candidates: readonly Finding[], first: Finding, log: LogText): Finding | undefined {
  if (first.covers !== undefined) return undefined;
  const words = log.text(first.line).trim();
  if (words.length < shortestSentence) return undefined;
  return candidates.find(
    ({ covers, frame, line }) => covers !== undefined && restates(log.text(line), words, frame !== undefined),
  );
}

function restates(exception: string, words: string, placed: boolean): boolean {
  const message = exception.slice(exception.indexOf(': ') + 2);
  return exception.includes(words) || (placed && message.length >= shortestSentence && words.includes(message));
}

/** Maximum number of lines that are searched for words that say more than that something failed. */
const vagueLines = 16;

/**
 * Returns the first line that names the failure among lines that only report a failure, with headlines last. Prefers
 * specific words to common ones, and words in the line to words in neighboring lines.
 */
function readWords(candidates: readonly Finding[], first: Finding, log: LogText): Finding {
  const known = candidates.slice(0, vagueLines).findIndex(({ narrow }) => narrow !== 'other');
  const said = candidates.slice(0, known === -1 ? vagueLines : known);
  const own = said.filter(({ weight, vague }) => weight !== 'echo' || vague === true);
  const vague = (findRepeated(own, log) ?? own).toSorted(
    (one, other) => Number(announces(one, log)) - Number(announces(other, log)),
  );
  for (const guess of [categoryOfLine, guessFromOwnWords])
    for (const linesOf of [listOwnLines, listLinesBeside])
      for (const candidate of vague)
        for (const line of linesOf(candidate, log)) {
          const category = guess(log.text(line));
          if (category !== undefined) return { ...candidate, line, category, narrow: 'guess' };
        }
  return candidates[known] ?? suspectInput({ ...first, line: listOwnLines(first, log)[0] ?? first.line }, log);
}

const fewestReports = 3;

/** Finds the lines in which several processes, or parts of a program, report the same failure apart from numbers. */
function findRepeated(candidates: readonly Finding[], log: LogText): readonly Finding[] | undefined {
  const groups = groupBy(candidates, ({ line }) => log.text(line).replace(/\d+/g, '0').trim());
  return [...groups.values()].find(({ length }) => length >= fewestReports);
}

/** Blames the input for an error in unknown words, because such errors are usually about the input. */
function suspectInput(error: Finding, log: LogText): Finding {
  if (error.weight !== 'error' || !saysWhy(log.text(error.line))) return error;
  return { ...error, category: 'bad-input', narrow: 'guess' };
}

function announces({ line }: Finding, log: LogText): boolean {
  return log.text(line).endsWith(':');
}

/** Lists the line that reports a failure, preceded by the next line if the report announces it with a colon. */
function listOwnLines(finding: Finding, log: LogText): readonly number[] {
  const below = announces(finding, log) ? lineBelow(finding, log) : undefined;
  return below === undefined ? [finding.line] : [below, finding.line];
}

const bare = /^\W{0,3}$/;

/** Returns the next line with words, skipping one line without words, unless the line begins a launcher's box. */
function lineBelow({ line, covers }: Finding, log: LogText): number | undefined {
  const next = bare.test(log.text(log.next(line))) ? log.next(log.next(line)) : log.next(line);
  return next !== -1 && covers?.includes(next) !== true && /[^-=*_#\s]/.test(log.text(next)) ? next : undefined;
}

const partFailed = /\b[Ee]rror in (?:command|section|block|step|module|routine|function|line) \S{1,60}\W*$/;
/**
 * Number of lines above that may give the reason: for a line with a reason of its own, for a line that only reports a
 * failure, and for a line that names the part that failed.
 */
const reasonWithin = { said: 1, unsaid: 2, ofPart: 4 } as const;

/** Lists the lines below and above a finding that may give the reason if the finding's line doesn't. */
function listLinesBeside(finding: Finding, log: LogText): readonly number[] {
  const text = log.text(finding.line);
  const isSaid = saysWhy(text);
  const within = partFailed.test(text) ? reasonWithin.ofPart : reasonWithin[isSaid ? 'said' : 'unsaid'];
  const below = isSaid ? undefined : lineBelow(finding, log);
  const lines = below === undefined ? [] : [below];
  for (let line = log.previous(finding.line), seen = 0; line !== -1 && seen < within; line = log.previous(line), seen++)
    if (log.level(line) === undefined && isComplaint(log.text(line))) lines.push(line);
  return lines;
}

function outsideBlocks(findings: readonly Finding[]): Finding[] {
  const owner = new Map<number, Finding>();
  const blocks = findings.filter((finding) => finding.covers !== undefined);
  blocks.sort((a, b) => toFirstLine(a) - toFirstLine(b));
  for (const block of blocks) {
    const above = owner.get(block.line);
    const isOwn = above !== undefined && isReportBelow(block, above);
    if (above !== undefined && !isOwn) continue;
    for (const line of [...(block.covers ?? []), ...(block.details ?? [])])
      if (isOwn || !owner.has(line)) owner.set(line, block);
  }
  return findings.flatMap((finding) => {
    const block = owner.get(finding.line);
    if (block === undefined || block === finding) return [finding];
    if (block.line === finding.line) return block.handled === true ? [] : [finding];
    const detail = block.details?.includes(finding.line) === true && weights[finding.weight] >= weights.error;
    return detail ? [toDetail(finding, block)] : [];
  });
}

/** Checks whether the supposed rest of a message is another program's report. */
function isReportBelow({ covers = [] }: Finding, { details = [] }: Finding): boolean {
  const [first = -1] = covers;
  return covers.length > 1 && details.includes(first);
}

/** Converts a finding in one line of a message to a finding of the whole message. */
function toDetail(finding: Finding, block: Finding): Finding {
  return { ...finding, line: block.line, weight: block.weight, frame: undefined, covers: undefined, vague: true };
}

function mergeByLine(findings: readonly Finding[]): Finding[] {
  const byLine = new Map<number, Finding>();
  for (const finding of findings) {
    const known = byLine.get(finding.line);
    byLine.set(finding.line, known === undefined ? finding : merge(known, finding));
  }
  return [...byLine.values()].sort((a, b) => a.line - b.line);
}

function merge(one: Finding, other: Finding): Finding {
  const [wide, narrow] = isNarrower(other, one) ? [one, other] : [other, one];
  return {
    ...narrow,
    weight: weightOf(one, other),
    vague: one.vague === true && other.vague === true,
    frame: narrow.frame ?? wide.frame,
    subject: narrow.subject ?? (isOfSameThing(wide, narrow) ? wide.subject : undefined),
    covers: narrow.covers ?? wide.covers,
  };
}

/** Checks whether two findings blame the same thing: they have the same category, or both mean something missing. */
function isOfSameThing(one: Finding, other: Finding): boolean {
  return one.category === other.category || (isLack(one) && isLack(other));
}

/**
 * Checks whether `one` is more precise than `other`. If they are equally precise, a finding that is not `vague` wins,
 * and otherwise the one with more weight.
 */
function isNarrower(one: Finding, other: Finding): boolean {
  const difference = narrowness[one.narrow] - narrowness[other.narrow];
  if (difference !== 0) return difference > 0;
  return isVague(one) === isVague(other) ? weights[one.weight] > weights[other.weight] : isVague(other);
}

function isVague({ vague }: Finding): boolean {
  return vague === true;
}

function weightOf(one: Finding, other: Finding): Weight {
  if (isVague(one) !== isVague(other)) return isVague(one) ? other.weight : one.weight;
  return weights[other.weight] > weights[one.weight] ? other.weight : one.weight;
}

/** Returns the frame of a cause. For a cause in a child process, it is in the wrapper's report, usually below. */
function frameNear(cause: Finding, candidates: readonly Finding[]): Frame | undefined {
  const wrappers = candidates.filter(
    ({ weight, frame, handled }) => weight === 'echo' && frame !== undefined && handled !== true,
  );
  const wrapper = wrappers.find((candidate) => candidate.line > cause.line) ?? wrappers.at(-1);
  return (wrapper ?? raisedBelow(cause, candidates) ?? ended(cause, candidates))?.frame;
}

/** Maximum number of lines between a library's output and the exception that it raises. */
const printedBefore = 3;

/**
 * Returns the exception that a library raises right after it printed the reason. An exception for a missing module
 * counts only if the cause is a missing module.
 */
function raisedBelow(cause: Finding, candidates: readonly Finding[]): Finding | undefined {
  return candidates.find((candidate) => {
    const distance = toFirstLine(candidate) - cause.line;
    return (
      candidate.covers !== undefined &&
      isInFile(candidate.frame) &&
      (candidate.category === cause.category || candidate.category !== 'missing-module') &&
      distance > 0 &&
      distance <= printedBefore
    );
  });
}

/** Checks whether a frame is in a file, as opposed to code without a file, such as `<string>`. */
function isInFile(frame: Frame | undefined): boolean {
  return frame?.file.startsWith('<') === false;
}

/** Returns the exception that ended the program if the cause, printed earlier, has no frame in the user's code. */
function ended({ line, covers }: Finding, candidates: readonly Finding[]): Finding | undefined {
  if (covers === undefined) return undefined;
  return candidates.findLast((later) => later.line > line && later.frame !== undefined && later.covers !== undefined);
}

/**
 * Number of lines above that are searched for the same words, and minimum number of characters for which equal words
 * are not a coincidence.
 */
const within = 60;
const shortest = 16;

/** Matches marks and words that only announce an error. */
const announcement = /^\W*(?:(?:error|fatal)\b\W*)*/i;

/**
 * Returns the finding at the first line with the same words, because a wrapper may repeat the message of the program
 * that it ran.
 */
export function toFirstSaying(cause: Finding, log: LogText): Finding {
  const words = toLineWords(cause.line, log);
  if (cause.covers !== undefined || words.length < shortest) return cause;
  let first = cause.line;
  for (let line = log.previous(first), seen = 0; line !== -1 && seen < within; line = log.previous(line), seen++)
    if (toLineWords(line, log) === words && log.level(line) !== 'warning') first = line;
  return first === cause.line ? cause : { ...cause, line: first };
}

function toLineWords(line: number, log: LogText): string {
  return log.text(line).replace(announcement, '').trim();
}
