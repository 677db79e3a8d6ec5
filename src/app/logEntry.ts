import { toShortVisible } from '../core/text/escape.ts';
import { redactText } from '../core/text/redact.ts';

/** Longest entry of the log; a stack fits. */
const maxEntryLength = 4000;

/**
 * Text with foreign parts as an entry of the log: one line, so that nothing in it can pass for another entry, without
 * secrets, and with everything in it visible. Lines of a stack are told apart by `↵`.
 */
export function toLogEntry(text: string): string {
  const line = redactText(text).replace(/\r?\n[ \t]{0,40}/g, ' ↵ ');
  return toShortVisible(line, maxEntryLength);
}
