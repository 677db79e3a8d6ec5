import type { FailureCategory } from '../category.ts';
import type { Finding, Reader } from './finding.ts';
import type { LogText } from './logText.ts';

const status =
  /\b(\d{3}) (?:Client|Server) Error: |HTTP Error (\d{3})\b|[Ss]tatus ?[Cc]ode(?: does not indicate success)?(?: of|:| is|=)? ?"?(\d{3})\b|HTTP\/[\d.]+"? (\d{3})\b|HTTP (?:status )?(?:code )?:?(\d{3})\b/;
const storageHost = /\.(?:blob|file|dfs|queue|table)\.(?:core\.|storage\.)|windows\.net|amazonaws|googleapis/;

/** What HTTP clients of any language say of an answer that refuses. */
export const httpReaders: readonly Reader[] = [
  {
    on: [
      ' Client Error: ',
      ' Server Error: ',
      'HTTP Error ',
      'tatus code',
      'tatusCode',
      'HTTP/1.1',
      'HTTP status',
      'HTTP code',
    ],
    read: readStatus,
  },
];

function readStatus(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  const code = status
    .exec(text)
    ?.slice(1)
    .find((group) => group !== undefined);
  if (code === undefined || Number(code) < 400) return undefined;
  const category = statusCategory(Number(code), storageHost.test(text));
  return { line, category, weight: 'error', narrow: 'told', vague: true };
}

/** What an HTTP status means for a download; `storage` tells a refusal by a storage service from others. */
export function statusCategory(code: number, storage: boolean): FailureCategory {
  if (code === 404 || code === 410) return 'missing-file';
  if (code === 401 || code === 403 || code === 407) return storage ? 'auth-storage' : 'permission';
  if (code === 408 || code === 504) return 'timeout';
  if (code === 409 || code === 412) return storage ? 'auth-storage' : 'conflict';
  if (code === 429) return 'throttled';
  return code >= 500 ? 'service' : 'bad-arguments';
}
