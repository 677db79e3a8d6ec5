import type { Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfStatus, saysTooManyRequests } from '../../lexicon/httpStatus.ts';

/** Rules for messages from HTTP clients, in any programming language, about an error response. */
export const httpRules = {
  'http-status-refuses': {
    on: [
      ' Client Error: ',
      ' Server Error: ',
      'HTTP Error ',
      'tatus code',
      'tatusCode',
      'HTTP/1.1',
      'HTTP status',
      'HTTP code',
      'esponse code',
      'Unauthorized',
      'Forbidden',
      'Not Found',
      'Internal Server Error',
      'Bad Gateway',
      'Service Unavailable',
      'Gateway Time',
      'Too Many Requests',
    ],
    read: readStatus,
  },
  'http-refuses-too-many': {
    on: [
      'ate limit',
      'ate Limit',
      'atelimit',
      'oo many requests',
      'oo Many Requests',
      'hrottl',
      'uota exceeded',
      'volume quota',
    ],
    read: readTooMany,
  },
} satisfies Rules;

function readStatus(log: LogText, line: number): Finding | undefined {
  const category = categoryOfStatus(log.text(line));
  return category === undefined ? undefined : { line, category, weight: 'error', narrow: 'stated', vague: true };
}

/** Reads the reason for a refusal, which is more precise than its status, in the same line or the line above. */
function readTooMany(log: LogText, line: number): Finding | undefined {
  if (!saysTooManyRequests(log.text(line), log.text(line - 1))) return undefined;
  const covers = saysTooManyRequests(log.text(line), '') ? [line] : [line - 1, line];
  return { line, category: 'throttled', weight: 'cause', narrow: 'exact', covers };
}
