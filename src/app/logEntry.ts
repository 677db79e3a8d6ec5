import { toShortVisible } from '../core/text/escape.ts';
import { redactText } from '../core/text/redact.ts';

/** Longest entry of the log; a stack fits. */
const maxEntryLength = 4000;

/**
 * Text with foreign parts as a log entry: one line, so that nothing in it can pass for another entry, without secrets,
 * and with invisible characters made visible. `↵` separates the lines of a stack.
 */
export function toLogEntry(text: string): string {
  const line = redactText(text).replace(/\r?\n[ \t]{0,40}/g, ' ↵ ');
  return toShortVisible(line, maxEntryLength);
}
