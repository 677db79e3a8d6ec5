import type { DamagedItem } from '../../core/model/damagedItem.ts';
import { isObject, type Read, readAs, readItems } from '../../core/model/shape.ts';
import { answerTooLarge } from './errors/answerTooLarge.ts';
import type { AskedRequest } from './errors/askedRequest.ts';
import { malformedResponse } from './errors/toBatchError.ts';
import { maxItems, maxLinkLength } from './http/answerLimits.ts';

/** The result of the client library's calls; only its parsed JSON is used. */
export interface WireAnswer {
  readonly _response: { readonly parsedBody?: unknown; readonly request: AskedRequest };
}

/**
 * Reads one object of the service, without the properties that don't have their declared shape. Throws
 * `MalformedResponse` if the response isn't such an object.
 */
export async function readObject<T>(read: Read<T>, answer: Promise<WireAnswer>): Promise<T> {
  const { parsedBody: body, request: asked } = (await answer)._response;
  if (!isObject(body)) throw malformedResponse(body, { asked });
  const { 'odata.metadata': _metadata, ...object } = body;
  const { value } = readAs(read, object);
  if (value === undefined) throw malformedResponse(body, { asked });
  return value;
}

/** Part of a list, and the address of the next part. */
export interface WirePage<T> {
  readonly items: readonly T[];
  /** Items on the page that don't have the declared shape. */
  readonly damaged: readonly DamagedItem[];
  readonly nextLink?: string;
  readonly asked: AskedRequest;
}

/**
 * Reads one page of a list. Throws `MalformedResponse` if the response isn't one, and `AnswerTooLarge` for too many
 * items.
 */
export function toWirePage<T>(read: Read<T>, answer: WireAnswer): WirePage<T> {
  const { parsedBody: body, request: asked } = answer._response;
  if (!isObject(body) || !('value' in body)) throw malformedResponse(body, { asked });
  const items = requireItems(body['value'] ?? [], asked);
  const nextLink = body['odata.nextLink'];
  return { ...readItems(read, items), asked, ...(typeof nextLink === 'string' && nextLink !== '' ? { nextLink } : {}) };
}

/** Returns `value` as the items of a page. Throws as `toWirePage` does. */
export function requireItems(value: unknown, asked: AskedRequest): readonly unknown[] {
  if (!Array.isArray(value)) throw malformedResponse(value, { asked });
  const count = value.length;
  if (count > maxItems) throw answerTooLarge(asked, { kind: 'items', count, limit: maxItems });
  return value;
}

/** Throws `AnswerTooLarge` for a next link that no server would accept, because even parsing it takes long. */
export function requireShortLink(link: string, asked: AskedRequest): void {
  const count = link.length;
  if (count > maxLinkLength) throw answerTooLarge(asked, { kind: 'link', count, limit: maxLinkLength });
}

/**
 * Casts an argument to the client library's type. The library's types and ours describe the same JSON, and differ in
 * what JSON doesn't have: dates, the spelling of enums, `readonly`.
 */
export function asArgument<T>(value: unknown): T {
  return value as T;
}
