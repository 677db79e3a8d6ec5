import { isDeeper, maxDepth } from '../../core/model/depth.ts';
import { answerTooLarge } from './errors/answerTooLarge.ts';
import type { AskedRequest } from './errors/askedRequest.ts';
import { malformedResponse } from './errors/toBatchError.ts';
import { maxValues } from './http/answerLimits.ts';
import { isSafe } from './policies/replay.ts';

/** Maximum length of JSON that parses quickly whatever it contains, so that its values need not be counted first. */
const maxUncountedLength = 3 * 1024 * 1024;

/**
 * Parses the JSON of the response to `asked` with HTTP status `status`; undefined for an empty response. Throws
 * `AnswerTooLarge`, before parsing, for a response that would take long to read, and `MalformedResponse` for a response
 * that isn't JSON (worth another attempt if it begins like JSON, because it was damaged in transit) or is nested too
 * deeply. The depth of list items is checked later, when they are read by their shapes.
 */
export function readJson(text: string, asked: AskedRequest, status: number): unknown {
  const trimmed = withoutMark(text);
  if (trimmed === '') return undefined;
  const count = trimmed.length > maxUncountedLength ? countValues(trimmed) : 0;
  if (count > maxValues) throw answerTooLarge(asked, { kind: 'values', count, limit: maxValues }, status);
  const body = parseBody(trimmed, asked, status);
  if (!isList(body) && isDeeper(body)) {
    const mayHaveActed = !isSafe(asked.method);
    throw malformedResponse(`The response is nested deeper than ${maxDepth} levels.`, { status, asked, mayHaveActed });
  }
  return body;
}

function parseBody(text: string, asked: AskedRequest, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const facts = { retryable: text.startsWith('{'), mayHaveActed: !isSafe(asked.method) };
    throw malformedResponse(error, { status, asked, ...facts });
  }
}

/** Removes a byte order mark, which isn't part of JSON, but which some gateways send. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function isList(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'value' in body && Array.isArray(body.value);
}

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

/**
 * Counts the values in JSON: each object, list, string, number, … counts as one. An empty list with white space in it
 * counts twice; for text that isn't JSON, the number is arbitrary. Takes 1 to 2 ns per character.
 */
export function countValues(text: string): number {
  let count = 1;
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case quote:
        index = findValueEnd(text, index);
        break;
      case comma:
      case openList:
      case openObject:
        count++;
        break;
      case closeList:
        if (text.charCodeAt(index - 1) === openList) count--;
        break;
      case closeObject:
        if (text.charCodeAt(index - 1) === openObject) count--;
        break;
    }
  }
  return count;
}

/** Returns the index of the quote that closes the string starting at `start`. */
function findValueEnd(text: string, start: number): number {
  let index = start + 1;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === backslash) index++;
    else if (code === quote) break;
  }
  return index;
}
