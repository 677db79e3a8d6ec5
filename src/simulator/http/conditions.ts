import type { IncomingHttpHeaders } from 'node:http';
import { allConditions, type Operation } from '../operation.ts';
import type { Versioned } from '../state/version.ts';
import type { Call } from './call.ts';
import { ServiceError } from './serviceError.ts';

/** Refuses conditional headers that the operation does not support, and more than one conditional header. */
export function checkConditionHeaders(headers: IncomingHttpHeaders, operation: Operation): void {
  const given = allConditions.filter((name) => headers[name] !== undefined);
  const unsupported = given.find((name) => !operation.conditions.includes(name));
  if (unsupported !== undefined) {
    throw new ServiceError('UnsupportedHeader', { HeaderName: unsupported, HeaderValue: headers[unsupported] ?? '' });
  }
  if (given.length > 1) throw new ServiceError('MultipleConditionHeadersNotSupported');
}

/** Throws 412 `ConditionNotMet`, or for reads 304 if the client's version of the resource is current. */
export function checkConditions(call: Call, resource: Versioned): void {
  const { headers } = call;
  const isRead = call.operation.verb === 'GET' || call.operation.verb === 'HEAD';
  const match = headers['if-match'];
  if (match !== undefined && match !== '*' && !sameTag(match, resource.eTag)) throw notMet();
  const noneMatch = headers['if-none-match'];
  if (noneMatch !== undefined && (noneMatch === '*' || sameTag(noneMatch, resource.eTag))) {
    throw isRead ? notModified() : notMet();
  }
  const lastModifiedMs = Math.floor(Date.parse(resource.lastModified) / 1000) * 1000;
  const modifiedSince = findDate(headers, 'if-modified-since');
  if (modifiedSince !== undefined && lastModifiedMs <= modifiedSince) throw isRead ? notModified() : notMet();
  const unmodifiedSince = findDate(headers, 'if-unmodified-since');
  if (unmodifiedSince !== undefined && lastModifiedMs > unmodifiedSince) throw notMet();
}

function notMet(): ServiceError {
  return new ServiceError('ConditionNotMet');
}

function notModified(): ServiceError {
  return new ServiceError('ConditionNotMet', {}, { status: 304 });
}

/** ETags are opaque; some clients put them in quotes. */
function sameTag(given: string, eTag: string): boolean {
  return given.replaceAll('"', '') === eTag;
}

function findDate(headers: IncomingHttpHeaders, name: 'if-modified-since' | 'if-unmodified-since'): number | undefined {
  const text = headers[name];
  if (text === undefined) return undefined;
  const dateMs = Date.parse(text);
  if (Number.isNaN(dateMs)) throw new ServiceError('InvalidHeaderValue', { HeaderName: name, HeaderValue: text });
  return dateMs;
}
