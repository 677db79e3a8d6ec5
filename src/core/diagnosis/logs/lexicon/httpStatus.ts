import { findGroup } from '../../../text/findGroup.ts';
import type { FailureCategory } from '../../explanation/category.ts';

const status =
  /\b(\d{3}) (?:Client|Server) Error: |HTTP Error (\d{3})\b|\breturned an error: \((\d{3})\)|[Ss]tatus ?[Cc]ode(?: does not indicate success)?(?: of|:| is|=)? ?"?(\d{3})\b|[Rr]esponse code:? (\d{3})\b|HTTP\/[\d.]+"? (\d{3})\b|HTTP (?:status )?(?:code )?:?(\d{3})\b|\(([45]\d\d)\) when calling\b|\b([45]\d\d)[ :("']{1,3}(?:Bad Request|Unauthorized|Forbidden|Not Found|Request Time-?out|Conflict|Gone|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)/;
/** Matches words for too many requests. Not every server uses status 429 for that: GitHub, for one, responds with 403. */
const tooMany =
  /\brate.?limit(?!s?\W{0,3}(?:ok|remaining: [1-9]))|too many requests|throttl|\bquota exceeded\b.{0,60}\b(?:requests?|quer(?:y|ies)|calls?|per (?:second|minute|hour|day))\b|\bcall volume quota\b/i;
const storageHost = /\.(?:blob|file|dfs|queue|table)\.(?:core\.|storage\.)|windows\.net|amazonaws|googleapis/;

const refusal =
  /\b(?:HTTP ?(?:error|status)?|status|code|error|returned|response|answer(?:ed)?)\b[^\w\n]{0,4}(?:\w{1,10} ?[:=('"]{1,2} ?)?4\d\d\b|\b4\d\d\b[ :("']{1,3}(?:Client Error|Forbidden|Unauthorized|Bad Request)|['"]Forbidden['"]/i;

/** Returns the category of an HTTP status in a text; undefined unless the status is an error. */
export function categoryOfStatus(text: string): FailureCategory | undefined {
  const code = findGroup(status.exec(text));
  return code === undefined || Number(code) < 400
    ? undefined
    : statusCategory(Number(code), storageHost.test(text), text);
}

/** Checks whether a line says that there were too many requests, with a refusal in it or in the line above. */
export function saysTooManyRequests(line: string, above: string): boolean {
  return tooMany.test(line) && [line, above].some((text) => refusal.test(text));
}

/**
 * Returns the category of the HTTP status of a download; `storage` is true for a storage service, whose refusals have
 * categories of their own. The reason in `said` is more precise than the status.
 */
export function statusCategory(code: number, storage: boolean, said = ''): FailureCategory {
  if (code < 500 && tooMany.test(said)) return 'throttled';
  if (code === 404 || code === 410) return 'missing-file';
  if (code === 401 || code === 403) return 'auth-storage';
  if (code === 407) return 'network';
  if (code === 408 || code === 504) return 'timeout';
  if (code === 409 || code === 412) return storage ? 'auth-storage' : 'conflict';
  if (code === 429 || code === 503) return 'throttled';
  return code >= 500 ? 'service' : 'bad-arguments';
}

const address = /https?:\/\/(?:[^\s/@]{1,200}@)?([A-Za-z\d][\w.-]*\w)/g;
/** Matches the words before an address at which people read more. */
const readMore =
  /\b(?:see|visit|refer to|consult|documentation|docs|guide|more (?:information|details|help)|instructions)\b[^.!?]{0,40}$/i;

/**
 * Returns the host of the first address in a text, except addresses of documentation; undefined if there is no address.
 */
export function readHost(text: string): string | undefined {
  return [...text.matchAll(address)].find(({ index }) => !readMore.test(text.slice(0, index)))?.[1];
}
