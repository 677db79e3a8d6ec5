import { toShortVisible } from '../../core/text/escape.ts';
import { redactText } from '../../core/text/redact.ts';

/** Maximum length of a notification. VS Code cuts longer text in the middle of the sentence that matters. */
const maxNotificationLength = 800;
const maxPickLength = 200;

/**
 * Prepares text with foreign parts for a notification. VS Code turns `[text](command:…)` in a notification into a link
 * that runs the command, so links are broken up.
 */
export function toNotificationText(text: string): string {
  return redactText(text)
    .split('\n')
    .map((line) => toShortVisible(line, maxNotificationLength).replaceAll('](', '] ('))
    .join('\n');
}

/**
 * Prepares text with foreign parts for one line of an input box, a picker, a title, or progress. The extension's own
 * icons still work.
 */
export function toShownText(text: string): string {
  return toShortVisible(redactText(text), maxNotificationLength).replaceAll('](', '] (');
}

/** Prepares text with foreign parts for a row of a picker, where VS Code would turn `$(name)` into an icon. */
export function toPickText(text: string): string {
  return toPlainLine(text, maxPickLength);
}

/** Prepares text for the detail below a row, like `toPickText`, with room for whole sentences. */
export function toPickDetail(text: string): string {
  return toPlainLine(text, maxNotificationLength);
}

function toPlainLine(text: string, maxLength: number): string {
  return toShortVisible(redactText(text), maxLength).replaceAll('$(', '\\$(');
}
