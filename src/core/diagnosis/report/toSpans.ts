import type { Span } from '../../page/page.ts';
import { splitCode } from '../../text/codeMarks.ts';
import { toVisible } from '../../text/escape.ts';
import { redactText } from '../../text/redact.ts';

/** A sentence as it is drawn: names between backticks, as our own sentences have them, are code. */
export function toSpans(text: string): readonly Span[] {
  return splitCode(redactText(text))
    .map((part, index) => (index % 2 === 1 ? { text: toVisible(part), isCode: true } : { text: toVisible(part) }))
    .filter((span) => span.text !== '');
}

/** A text on one line as it is drawn. */
export function toPlain(text: string): string {
  return toVisible(redactText(text));
}
