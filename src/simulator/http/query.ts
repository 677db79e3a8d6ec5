import type { ApiVersion } from '../apiVersion.ts';
import type { Operation } from '../operation.ts';
import { findLenience, type Lenience } from './lenience.ts';
import { invalidQueryValue, ServiceError } from './serviceError.ts';

/** Query parameters by lowercase name: the service accepts their names in any case (recorded). */
export type Query = ReadonlyMap<string, string>;

const commonParameters: readonly string[] = ['api-version', 'timeout'];

/** Parses the query of a URL; a repeated parameter is refused. */
export function parseQuery(text: string): Query {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    const key = name.toLowerCase();
    if (query.has(key)) throw invalidQueryValue(key, value, 'The parameter is given more than once');
    query.set(key, value);
  }
  return query;
}

/** The API version that a request gets, with lenience if the request asks for another version. */
export interface ServedVersion {
  readonly version: ApiVersion;
  readonly lenience?: Lenience;
}

/**
 * Reads the API version of a request. A version that is not in `spoken` is refused as the service refuses unknown
 * versions (recorded), or served as the nearest one.
 */
export function readVersion(query: Query, spoken: readonly ApiVersion[], isLenient: boolean): ServedVersion {
  const asked = query.get('api-version');
  if (asked === undefined || asked === '') {
    throw new ServiceError('MissingRequiredQueryParameter', { QueryParameterName: 'api-version' });
  }
  const version = spoken.find((known) => known === asked);
  if (version !== undefined) return { version };
  const lenience = isLenient ? findLenience(asked, spoken) : undefined;
  if (lenience === undefined) {
    throw invalidQueryValue('api-version', asked, `The version is none of ${spoken.join(', ')}`);
  }
  return { version: lenience.servedAs, lenience };
}

/** Refuses parameters that the operation does not have, and invalid values. */
export function checkQuery(query: Query, operation: Operation, version: ApiVersion): void {
  for (const [name, value] of query) {
    if (!commonParameters.includes(name) && !takes(operation, version, name)) {
      throw new ServiceError('UnsupportedQueryParameter', { QueryParameterName: name, QueryParameterValue: value });
    }
  }
  // Batch documentation: for a timeout above the default, the default is used instead.
  checkNumber(query, 'timeout', Number.POSITIVE_INFINITY);
  checkNumber(query, 'maxresults', operation.maxResults[version]);
  checkFlag(query, 'recursive');
  checkFlag(query, 'force');
}

function takes(operation: Operation, version: ApiVersion, name: string): boolean {
  if (name === 'force') return operation.query.includes(name) && version === '2025-06-01';
  return operation.query.includes(name) || (name === '$skiptoken' && operation.query.includes('maxresults'));
}

function checkNumber(query: Query, name: string, most: number): void {
  const text = query.get(name);
  if (text === undefined) return;
  const label = name === 'maxresults' ? 'MaxResults' : 'Timeout';
  if (!/^-?\d{1,9}$/.test(text)) throw invalidQueryValue(name, text, `${label} is not a number`);
  if (Number(text) < 1) throw invalidQueryValue(name, text, `${label} cannot be less than 1`);
  if (Number(text) > most) throw invalidQueryValue(name, text, `${label} cannot be greater than ${most}`);
}

function checkFlag(query: Query, name: string): void {
  const text = query.get(name);
  if (text !== undefined && !/^(true|false)$/i.test(text)) {
    throw invalidQueryValue(name, text, 'The value is neither true nor false');
  }
}
