import type { ErrorDetail } from '../../../core/model/batchError.ts';
import { isObject } from '../../../core/model/shape.ts';
import { parseJson } from '../../../core/text/parseJson.ts';
import { withoutMark } from '../readJson.ts';

/** An unsuccessful response of the service, not yet interpreted. */
export interface FailedAnswer {
  readonly method: string;
  readonly status: number;
  /** Returns a header by its lowercase name. */
  header(name: string): string | undefined;
  readonly body: string;
}

/** The description of the failure in the body of a response. */
export interface ErrorBody {
  readonly code?: string;
  readonly message?: string;
  readonly details: readonly ErrorDetail[];
}

/**
 * Codes of the service are single words, some with dots; anything else isn't a code, even in a property named `code`.
 */
const codePattern = /^[A-Za-z][\w.-]{0,127}$/;
/** Maximum length of a message: longer than any sentence of the service, and short enough for a notification. */
const maxMessageLength = 2000;
/** Maximum number of details: the service lists fewer mistakes of one definition. */
const maxDetails = 40;

/**
 * Parses `{code, message: {value}, values: [{key, value}]}`: each part that is present and well-formed, cut to a
 * limited length; `wrapper` names the property that contains it, if any.
 */
export function parseErrorBody(text: string, wrapper?: string): ErrorBody | undefined {
  const json = toRecord(parseJson(withoutMark(text)));
  return readErrorBody(wrapper === undefined ? json : json?.[wrapper]);
}

/** Like `parseErrorBody`, but takes JSON that has already been parsed. */
export function readErrorBody(json: unknown): ErrorBody | undefined {
  const body = toRecord(json);
  const code = body?.['code'];
  if (body === undefined || typeof code !== 'string' || !codePattern.test(code)) return undefined;
  const message = toRecord(body['message'])?.['value'] ?? body['message'];
  const values = Array.isArray(body['values']) ? body['values'].slice(0, maxDetails) : [];
  return {
    code,
    ...(typeof message === 'string' && message !== '' ? { message: shorten(toSentence(message)) } : {}),
    details: values.flatMap((value: unknown) => toDetail(value) ?? []),
  };
}

/** Returns the error codes in an error, outermost first: `{error: {innererror: {code, innererror: …}}}`. */
export function parseInnerCodes(text: string): readonly string[] {
  const codes: string[] = [];
  let inner = toRecord(toRecord(toRecord(parseJson(withoutMark(text)))?.['error'])?.['innererror']);
  while (inner !== undefined && codes.length < maxDetails) {
    const { code } = inner;
    if (typeof code === 'string' && codePattern.test(code)) codes.push(code);
    inner = toRecord(inner['innererror']);
  }
  return codes;
}

function toDetail(value: unknown): ErrorDetail | undefined {
  const { key, value: text } = toRecord(value) ?? {};
  return typeof key === 'string' && typeof text === 'string' ? { name: shorten(key), value: shorten(text) } : undefined;
}

function shorten(text: string): string {
  return text.length <= maxMessageLength ? text : `${text.slice(0, maxMessageLength)}…`;
}

/** The service appends the request id and the time on separate lines; the error has them as properties. */
function toSentence(message: string): string {
  const end = message.indexOf('\nRequestId:');
  return end === -1 ? message : message.slice(0, end);
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isObject(value) ? value : undefined;
}
