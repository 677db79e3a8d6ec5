import type { LogText } from '../engine/text/logText.ts';

/** Maximum number of lines added to the first line of a message, which titles and steps repeat. */
const mostLines = 2;
const longestLine = 1000;
/** Matches boxes around messages and marks before them. */
export const frame: RegExp = /^[\s║│┃|*#!>•·-]+|(?<![\s║│┃|*#])[\s║│┃|*#]+$/g;

const open =
  /(?:,|\b(?:an?|and|are|be|but|by|for|from|has|have|if|in|is|must|not|of|on|or|that|the|to|was|were|which|with))$/i;
/** Matches the continuation of a sentence; a colon in it indicates another speaker. */
const goingOn = /^[a-z][a-z'-]*(?:[ .,;]|$)(?![^:]{0,40}: )/;
const ended = /[.!?;:=]$/;
/** Matches calls of a stack trace, and beginnings of lines that don't continue a sentence. */
const byAnother = /^(?:at|in|from|by) \S{1,200}(?: ?[(:]|$)|^(?:error|warning|note|hint|info|line|file)\b/i;

/**
 * Returns the message that begins in a line, with the lines below that continue its sentence; undefined if the line has
 * the whole message.
 */
export function readMessage(first: number, log: LogText): string | undefined {
  let text = toMessageWords(log.text(first));
  let lines = 1;
  let indent = indentOf(log.text(first));
  for (let line = first + 1; line < log.lineCount && line <= first + mostLines; line++) {
    const whole = log.text(line);
    const next = toMessageWords(whole);
    const isBelow = indentOf(whole) > indent || open.test(text);
    if (next === '' || ended.test(text) || !isBelow || !goingOn.test(next) || byAnother.test(next)) break;
    text = `${text} ${next}`;
    lines++;
    indent = indentOf(whole) - 1;
  }
  return lines === 1 ? undefined : text;
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
