import { redactText } from '../../text/redact.ts';
import { maskLiterals } from '../evidence/mask.ts';

/** A line that only one of two logs has; `line` counts from 1. Without secrets, not escaped. */
export interface NewLine {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

export interface NewLines {
  /** In order; of many the last ones, where a program says why it gives up. */
  readonly lines: readonly NewLine[];
  /** How many lines before these are left out. */
  readonly leftOut: number;
}

/** Of one log. */
const maxLines = 40;
const maxLineLength = 1000;

/**
 * Lines of the failed log that the other does not have. Lines are the same when they are so without their literals,
 * wherever they stand; one that comes again and again is told once. None where one log is not known.
 */
export function listNewLines(file: string, failed: string | undefined, succeeded: string | undefined): NewLines {
  if (failed === undefined || succeeded === undefined) return { lines: [], leftOut: 0 };
  const known = new Set(['', ...toLines(redactText(succeeded)).map(maskLine)]);
  const lines: NewLine[] = [];
  for (const [index, text] of toLines(redactText(failed)).entries()) {
    const masked = maskLine(text);
    if (known.has(masked)) continue;
    known.add(masked);
    lines.push({ file, line: index + 1, text });
  }
  const leftOut = Math.max(0, lines.length - maxLines);
  return { lines: lines.slice(leftOut), leftOut };
}

function maskLine(line: string): string {
  return maskLiterals(line, 'words');
}

function toLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => line.slice(0, maxLineLength));
}
