import type { DamagedItem } from '../../core/model/damagedItem.ts';
import { isObject, type Read, readAs, readItems } from '../../core/model/shape.ts';
import { answerTooLarge } from './errors/answerTooLarge.ts';
import type { AskedRequest } from './errors/askedRequest.ts';
import { malformedResponse } from './errors/toBatchError.ts';
import { maxItems, maxLinkLength } from './http/answerLimits.ts';

/** What the client library's calls come back with: the parsed JSON is all that we take of it. */
export interface WireAnswer {
  readonly _response: { readonly parsedBody?: unknown; readonly request: AskedRequest };
}

/**
 * One object of the service; what of it has not its shape is left out. Throws `MalformedResponse` when the answer is no
 * such object.
 */
export async function readObject<T>(read: Read<T>, answer: Promise<WireAnswer>): Promise<T> {
  const { parsedBody: body, request: asked } = (await answer)._response;
  if (!isObject(body)) throw malformedResponse(body, { asked });
  const { 'odata.metadata': _metadata, ...object } = body;
  const { value } = readAs(read, object);
  if (value === undefined) throw malformedResponse(body, { asked });
  return value;
}

/** Part of a list, and where the rest is. */
export interface WirePage<T> {
  readonly items: readonly T[];
  /** What came among them and is not what it should be. */
  readonly damaged: readonly DamagedItem[];
  readonly nextLink?: string;
  /** What this page is the answer to. */
  readonly asked: AskedRequest;
}

/** One page of a list. Throws `MalformedResponse` when the answer is none, and `AnswerTooLarge` for too many items. */
export function toWirePage<T>(read: Read<T>, answer: WireAnswer): WirePage<T> {
  const { parsedBody: body, request: asked } = answer._response;
  if (!isObject(body) || !('value' in body)) throw malformedResponse(body, { asked });
  const items = requireItems(body['value'] ?? [], asked);
  const nextLink = body['odata.nextLink'];
  return {
    ...readItems(read, items),
    asked,
    ...(typeof nextLink === 'string' && nextLink !== '' ? { nextLink } : {}),
  };
}

/** `value` as the items of a page. Throws as `toWirePage` does. */
export function requireItems(value: unknown, asked: AskedRequest): readonly unknown[] {
  if (!Array.isArray(value)) throw malformedResponse(value, { asked });
  const count = value.length;
  if (count > maxItems) throw answerTooLarge(asked, { kind: 'items', count, limit: maxItems });
  return value;
}

/** Throws `AnswerTooLarge` for an address of a next page that no server would take: even to look at it takes long. */
export function requireShortLink(link: string, asked: AskedRequest): void {
  const count = link.length;
  if (count > maxLinkLength) throw answerTooLarge(asked, { kind: 'link', count, limit: maxLinkLength });
}

/**
 * An argument in the type that the client library gives it. The library's types and ours describe the same JSON, and
 * differ in what JSON does not know: dates, the spelling of enums, what is readonly.
 */
export function asArgument<T>(value: unknown): T {
  return value as T;
}
