import type { Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfStatus } from '../../lexicon/httpStatus.ts';

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
} satisfies Rules;

function readStatus(log: LogText, line: number): Finding | undefined {
  const category = categoryOfStatus(log.text(line));
  return category === undefined ? undefined : { line, category, weight: 'error', narrow: 'stated', vague: true };
}
