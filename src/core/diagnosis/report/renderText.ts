import { splitCode } from '../../text/codeMarks.ts';
import { escapeInLine, escapeMarkdown, toCodeSpan } from '../../text/markdown.ts';
import { redactText } from '../../text/redact.ts';

/** Names between backticks, as our own sentences have them, stay code; everything else shows as it is. */
export function renderText(text: string): string {
  return splitCode(redactText(text))
    .map((part, index) => {
      if (index % 2 === 1) return toCodeSpan(part);
      return index === 0 ? escapeMarkdown(part) : escapeInLine(part);
    })
    .join('');
}
