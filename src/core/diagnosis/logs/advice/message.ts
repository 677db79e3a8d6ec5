import type { LogText } from '../engine/text/logText.ts';
import { complains } from '../lexicon/ownWords.ts';

/** Maximum number of lines added to the first line of a message, which titles and steps repeat. */
const mostLines = 2;
const longestLine = 1000;
/** Matches boxes around messages and marks before them. */
export const frame: RegExp = /^[\s║│┃|*#!>•·-]+|(?<![\s║│┃|*#])[\s║│┃|*#]+$/g;

const open =
  /(?:,|\b(?:an?|and|are|as|at|be|because|before|but|by|can|cannot|could|did|does|for|from|has|have|if|in|into|is|its|may|might|must|no|not|of|on|or|should|so|than|that|the|then|therefore|this|to|until|via|was|were|when|which|while|will|with|without|would|your))$/i;
/** Matches the continuation of a sentence; a colon in it indicates another speaker. */
const goingOn = /^[a-z][a-z'-]*(?:[ .,;]|$)(?![^:]{0,40}: )/;
const ended = /[.!?;:=]$/;
/** Matches calls of a stack trace, and beginnings of lines that don't continue a sentence. */
const byAnother = /^(?:at|in|from|by) \S{1,200}(?: ?[(:]|$)|^(?:error|warning|note|hint|info|line|file)\b/i;

/**
 * Returns the message of a line with the lines that its sentence begins and continues in; undefined if the line has the
 * whole message.
 */
export function readMessage(named: number, log: LogText): string | undefined {
  const top = findBoxTop(named, log);
  const first = findBegin(named, top, log);
  let text = toMessageWords(log.text(first));
  let lines = 1;
  let indent = indentOf(log.text(first));
  for (let line = first + 1; line < log.lineCount && line <= Math.max(named, first + mostLines); line++) {
    const whole = log.text(line);
    const next = toMessageWords(whole);
    const isBelow = indentOf(whole) > indent || open.test(text) || top !== undefined;
    if (next === '' || ended.test(text) || !isBelow || !goingOn.test(next) || byAnother.test(next)) break;
    text = `${text} ${next}`;
    lines++;
    indent = indentOf(whole) - 1;
  }
  return lines === 1 ? undefined : text;
}

/** Matches a sentence that only reports a failure or its place, before the line that says what is wrong. */
const beforeReason =
  /\b(?:the )?following (?:\w+ ){0,2}\w+$|\b(?:error|exception|failure|problem)s?(?: was| were| has been)? (?:occurr?ed|encountered|raised|thrown|detected|happened)\b(?: (?:while|when|during|in|at|on|with|for|by) [^:]{1,120})?[.!]?$|^(?:\S{1,60}: )?(?:\w+ )?(?:syntax|pars(?:e|ing|er)|read|input) error (?:at|on|in|near) line \d{1,9}(?:,? col(?:umn)? \d{1,6})?[.!]?$|\bfailed in \w+ mode\b[^:]{0,40}(?:\([^()]{1,60}\))?$/i;
const ofStack = /^\s*(?:at |in |File "|\^|---)|^\s*\S+:\d+|^\s*\d+[.:] /;

/** Joins a sentence that only reports a failure with the line below it, if that says what is wrong. */
export function joinReason(text: string, below: string | undefined): string | undefined {
  const next = below?.replace(frame, '') ?? '';
  if (!beforeReason.test(text) || ofStack.test(next) || next.endsWith(':')) return undefined;
  const says = complains(next) || /\b(?:got|unknown|undefined|invalid)\b/i.test(next);
  return says && /^\S+(?: \S+){2}/.test(next)
    ? `${text.replace(/[.:!]$|:? (?:for|with|in|by) the following (?:\w+ ){0,2}\w+$/i, '')}: ${next}`
    : undefined;
}

/** Matches the line above and below a boxed message, such as those of MPI launchers. */
const rule = /^\s*([-=*_#])\1{19,}\s*$/;

/** Returns the first line of the paragraph of a boxed message that a line belongs to; undefined outside of boxes. */
function findBoxTop(line: number, log: LogText): number | undefined {
  for (let above = line - 1; above >= Math.max(0, line - mostLines - 1); above--) {
    const text = log.text(above);
    if (rule.test(text)) return above + 1;
    if (text.trim() === '') return undefined;
  }
  return undefined;
}

/** Returns the line in which the sentence begins that a line continues: the line itself if it begins one. */
function findBegin(line: number, top: number | undefined, log: LogText): number {
  let begin = line;
  while (begin > Math.max(0, line - mostLines)) {
    const [own, above] = [toMessageWords(log.text(begin)), toMessageWords(log.text(begin - 1))];
    const isWrapped = open.test(above) || (top !== undefined && begin > top);
    if (!isWrapped || above === '' || ended.test(above) || !goingOn.test(own) || byAnother.test(own)) break;
    begin--;
  }
  return begin;
}

const bareAssertion = /^(?:\w{1,60}\.){0,8}AssertionError:?$/;
const asserted = /^\s*(assert\b\s*\S.*)$/;

/** Adds the condition to an exception that doesn't have a message, from the line of code above it. */
export function readAssertion(line: number, log: LogText): string | undefined {
  const text = log.text(line).trim();
  if (!bareAssertion.test(text)) return undefined;
  const above = log.previous(line);
  const code = /^[\s~^]+$/.test(log.text(above)) ? log.previous(above) : above;
  const condition = asserted.exec(log.text(code).slice(0, longestLine))?.[1];
  return condition === undefined ? undefined : `${text.replace(/:$/, '')}: ${condition}`;
}

function toMessageWords(line: string): string {
  return line.slice(0, longestLine).replace(frame, '');
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
