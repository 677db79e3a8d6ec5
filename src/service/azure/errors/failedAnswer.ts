import type { ErrorDetail } from '../../../core/model/batchError.ts';

/** An answer of the service that is no success, before it is understood. */
export interface FailedAnswer {
  readonly method: string;
  readonly status: number;
  /** Value of a header by its name in lower case. */
  header(name: string): string | undefined;
  readonly body: string;
}

/** What the body of an answer says of the failure. */
export interface ErrorBody {
  readonly code?: string;
  readonly message?: string;
  readonly details: readonly ErrorDetail[];
}

/** `{code, message: {value}, values: [{key, value}]}`, each part where it is there and well-formed. */
export function parseErrorBody(text: string): ErrorBody | undefined {
  const body = toRecord(parseJson(text));
  const code = body?.['code'];
  if (body === undefined || typeof code !== 'string' || code === '') return undefined;
  const message = toRecord(body['message'])?.['value'] ?? body['message'];
  const values = Array.isArray(body['values']) ? body['values'] : [];
  return {
    code,
    ...(typeof message === 'string' && message !== '' ? { message: toSentence(message) } : {}),
    details: values.flatMap((value: unknown) => toDetail(value) ?? []),
  };
}

function toDetail(value: unknown): ErrorDetail | undefined {
  const { key, value: text } = toRecord(value) ?? {};
  return typeof key === 'string' && typeof text === 'string' ? { name: key, value: text } : undefined;
}

/** The service appends request id and time on lines of their own; they are kept as properties instead. */
function toSentence(message: string): string {
  const end = message.indexOf('\nRequestId:');
  return end === -1 ? message : message.slice(0, end);
}

function parseJson(text: string): unknown {
  try {
    // A byte order mark is no part of JSON, but some gateways send it.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function toRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
