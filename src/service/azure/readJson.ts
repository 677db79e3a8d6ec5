import { isDeeper, maxDepth } from '../../core/model/depth.ts';
import { malformedResponse } from './errors/toBatchError.ts';

/**
 * The JSON of an answer with HTTP status `status`; undefined for an empty one. Of a list each item is read by its shape,
 * which lets nothing in that is nested too deep. Throws `MalformedResponse` for what is no JSON (worth another attempt
 * when it begins as if it were, since it was damaged on its way) or nested too deep itself.
 */
export function readJson(text: string, status: number): unknown {
  const trimmed = withoutMark(text);
  if (trimmed === '') return undefined;
  const body = parse(trimmed, status);
  if (!isList(body) && isDeeper(body)) {
    throw malformedResponse(`The answer is nested deeper than ${maxDepth}.`, { status });
  }
  return body;
}

function parse(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformedResponse(error, { status, retryable: text.startsWith('{') });
  }
}

/** A byte order mark is no part of JSON, but some gateways send it. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function isList(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'value' in body && Array.isArray(body.value);
}
