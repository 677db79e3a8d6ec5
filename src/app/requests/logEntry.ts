import { toShortVisible } from '../../core/text/escape.ts';
import { redactText } from '../../core/text/redact.ts';
import type { Attempt } from '../../service/ports.ts';

/** Maximum length of a log entry, enough for a stack. */
const maxEntryLength = 4000;

/**
 * Converts text with foreign parts to a log entry: a single line, so that nothing in it can pass for another entry,
 * without secrets, and with invisible characters made visible. `↵` separates the lines of a stack.
 */
export function toLogEntry(text: string): string {
  const line = redactText(text).replace(/\r?\n[ \t]{0,40}/g, ' ↵ ');
  return toShortVisible(line, maxEntryLength);
}

/** Formats an attempt as one line of the log: `GET /jobs?… 200 in 12 ms · attempt 1 · api 2025-06-01 · request …`. */
export function toLogLine(attempt: Attempt): string {
  const parts = [
    `${attempt.method} ${attempt.host ?? ''}${attempt.path} ${toOutcome(attempt)} in ${Math.round(attempt.durationMs)} ms`,
    `attempt ${attempt.attempt}`,
    `api ${attempt.apiVersion}`,
    attempt.accountId,
  ];
  if (attempt.requestId !== undefined) parts.push(`request ${attempt.requestId}`);
  if (attempt.clientRequestId !== undefined) parts.push(`client request ${attempt.clientRequestId}`);
  if (attempt.retryInMs !== undefined) parts.push(`next attempt in ${Math.round(attempt.retryInMs)} ms`);
  return parts.join(' · ');
}

/** Describes the status and code of an attempt, or why there was no response. */
export function toOutcome(attempt: Attempt): string {
  if (attempt.status === undefined) return attempt.code ?? 'no response';
  return attempt.code === undefined ? String(attempt.status) : `${attempt.status} ${attempt.code}`;
}
