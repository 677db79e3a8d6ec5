import { toShortVisible } from '../text/escape.ts';
import { withoutSequences } from '../text/terminal.ts';
import { toFirstLine, toLastLine, weights } from './logs/engine/finding.ts';
import { LogText } from './logs/engine/text/logText.ts';
import { hear } from './logs/engine/weigh/rank.ts';
import { findAll } from './logs/findAll.ts';
import { findStacks } from './logs/stackLines.ts';
import { isAttempt, readStage } from './logs/stages.ts';

/**
 * Kind of a log part: the line with the cause, another error, one of several attempts, a stage of a script, or a stack.
 */
export type LogPartKind = 'cause' | 'error' | 'attempt' | 'stage' | 'stack';

/** A part of a log that users navigate to or fold; its lines are counted from 0. */
export interface LogPart {
  readonly kind: LogPartKind;
  readonly first: number;
  readonly last: number;
  /** Single-line title without invisible characters. */
  readonly title: string;
}

/** Maximum number of parts; more would not help users navigate. */
export const maxParts = 10_000;
const maxErrors = 1000;
const maxTitle = 120;

/** Known facts about a log that is outlined. */
export interface OutlinedLog {
  /** The line with the reason why the program failed, counted from 0, and its text. */
  readonly cause?: { readonly line: number; readonly title: string } | undefined;
}

/**
 * Lists the parts of a log in the order of its lines: its cause if known, its other errors, attempts, stages, and
 * stacks. Keeps only the last stages and stacks if there are too many. Never throws; time is linear in the length of
 * the text.
 */
export function outlineLog(text: string, { cause }: OutlinedLog = {}): readonly LogPart[] {
  if (typeof text !== 'string') return [];
  const lines = text.split('\n').map((line) => withoutSequences(line.endsWith('\r') ? line.slice(0, -1) : line));
  const causes = cause === undefined ? [] : [toCause(cause)];
  const findings = [...causes, ...listErrors(text, lines, cause?.line)];
  const taken = new Set(findings.map(({ first }) => first));
  const stages = listStages(lines).filter(({ first }) => !taken.has(first));
  const stacks = findStacks(lines, maxParts).map(
    ({ first, last }): LogPart => ({ kind: 'stack', first, last, title: toSectionTitle(lines[first]) }),
  );
  const others = [...stages, ...stacks].sort(inOrder).slice(-(maxParts - findings.length));
  return [...findings, ...others].sort(inOrder);
}

function toCause({ line, title }: { readonly line: number; readonly title: string }): LogPart {
  return { kind: 'cause', first: line, last: line, title: toShortVisible(title, maxTitle) };
}

function inOrder(one: LogPart, other: LogPart): number {
  return one.first - other.first || other.last - one.last;
}

/** Lists the lines with errors that are not about the cause. */
function listErrors(text: string, lines: readonly string[], cause = -1): readonly LogPart[] {
  const log = new LogText(text);
  const errors = hear(findAll(log, {}))
    .filter(({ weight }) => weights[weight] >= weights.error)
    .slice(-maxErrors);
  return errors.flatMap((found): LogPart[] => {
    const first = log.toOriginal(toFirstLine(found));
    const line = log.toOriginal(found.line);
    const last = Math.max(line, log.toOriginal(toLastLine(found)));
    if (cause >= first && cause <= last) return [];
    return [{ kind: 'error', first: line, last, title: toSectionTitle(lines[line]) }];
  });
}

/** Lists the stages and attempts of a log. A stage lasts until the next one begins; an attempt is a single line. */
function listStages(lines: readonly string[]): readonly LogPart[] {
  const parts: { kind: 'stage' | 'attempt'; first: number; title: string }[] = [];
  for (const [first, line] of lines.entries()) {
    const text = withoutTime(line);
    const title = readStage(text);
    if (title !== undefined) parts.push({ kind: 'stage', first, title: toSectionTitle(title) });
    else if (isAttempt(text)) parts.push({ kind: 'attempt', first, title: toSectionTitle(text) });
  }
  const starts = parts.filter(({ kind }) => kind === 'stage').map(({ first }) => first);
  let next = 0;
  return parts.map((part) => {
    if (part.kind === 'attempt') return { ...part, last: part.first };
    next += 1;
    return { ...part, last: (starts[next] ?? lines.length) - 1 };
  });
}

const time = /^\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z| ?[+-]\d\d:?\d\d)?\]? /;

function withoutTime(line: string): string {
  return /^\[?\d/.test(line) ? line.replace(time, '') : line;
}

function toSectionTitle(line = ''): string {
  return toShortVisible(line.slice(0, maxTitle * 2).trim(), maxTitle);
}
