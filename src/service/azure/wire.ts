import type { DamagedItem } from '../../core/model/damagedItem.ts';
import { isObject, type Read, readAs, readItems } from '../../core/model/shape.ts';
import { malformedResponse } from './errors/toBatchError.ts';

/** What the client library's calls come back with: the parsed JSON is all that we take of it. */
export interface WireAnswer {
  readonly _response: { readonly parsedBody?: unknown; readonly request: { readonly url: string } };
}

/**
 * One object of the service; what of it has not its shape is left out. Throws `MalformedResponse` when the answer is no
 * such object.
 */
export async function readObject<T>(read: Read<T>, answer: Promise<WireAnswer>): Promise<T> {
  const body = (await answer)._response.parsedBody;
  if (!isObject(body)) throw malformedResponse(body);
  const { 'odata.metadata': _metadata, ...object } = body;
  const { value } = readAs(read, object);
  if (value === undefined) throw malformedResponse(body);
  return value;
}

/** Part of a list, and where the rest is. */
export interface WirePage<T> {
  readonly items: readonly T[];
  /** What came among them and is not what it should be. */
  readonly damaged: readonly DamagedItem[];
  readonly nextLink?: string;
  /** Address of this page itself. */
  readonly url: string;
}

/** One page of a list. Throws `MalformedResponse` when the answer is none. */
export function toWirePage<T>(read: Read<T>, answer: WireAnswer): WirePage<T> {
  const { parsedBody: body, request } = answer._response;
  if (!isObject(body) || !('value' in body)) throw malformedResponse(body);
  const items = body['value'] ?? [];
  if (!Array.isArray(items)) throw malformedResponse(items);
  const nextLink = body['odata.nextLink'];
  return {
    ...readItems(read, items),
    url: request.url,
    ...(typeof nextLink === 'string' && nextLink !== '' ? { nextLink } : {}),
  };
}

/**
 * An argument in the type that the client library gives it. The library's types and ours describe the same JSON, and
 * differ in what JSON does not know: dates, the spelling of enums, what is readonly.
 */
export function asArgument<T>(value: unknown): T {
  return value as T;
}
