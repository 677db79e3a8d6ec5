import { isDeeper, maxDepth } from '../../core/model/depth.ts';
import { countValues } from './countValues.ts';
import { answerTooLarge } from './errors/answerTooLarge.ts';
import type { AskedRequest } from './errors/askedRequest.ts';
import { malformedResponse } from './errors/toBatchError.ts';
import { maxValues } from './http/answerLimits.ts';
import { isSafe } from './policies/replay.ts';

/** Characters of JSON that parse quickly whatever they contain, without counting their values first. */
const maxUncountedLength = 3 * 1024 * 1024;

/**
 * The JSON of the answer to `asked` with HTTP status `status`; undefined for an empty one. Of a list each item is read by
 * its shape, which lets nothing in that is nested too deep. Throws `AnswerTooLarge` for one that would take long to read,
 * before it is parsed, and `MalformedResponse` for what is no JSON (worth another attempt when it begins as if it were,
 * since it was damaged on its way) or nested too deep itself.
 */
export function readJson(text: string, asked: AskedRequest, status: number): unknown {
  const trimmed = withoutMark(text);
  if (trimmed === '') return undefined;
  const count = trimmed.length > maxUncountedLength ? countValues(trimmed) : 0;
  if (count > maxValues) throw answerTooLarge(asked, { kind: 'values', count, limit: maxValues }, status);
  const body = parse(trimmed, asked, status);
  if (!isList(body) && isDeeper(body)) {
    const mayHaveActed = !isSafe(asked.method);
    throw malformedResponse(`The answer is nested deeper than ${maxDepth}.`, { status, asked, mayHaveActed });
  }
  return body;
}

function parse(text: string, asked: AskedRequest, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const facts = { retryable: text.startsWith('{'), mayHaveActed: !isSafe(asked.method) };
    throw malformedResponse(error, { status, asked, ...facts });
  }
}

/** A byte order mark is no part of JSON, but some gateways send it. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function isList(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'value' in body && Array.isArray(body.value);
}
