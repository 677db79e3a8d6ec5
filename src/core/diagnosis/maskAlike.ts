import { showLines } from '../files/shownLine.ts';
import { maskLiterals } from './evidence/mask.ts';

/** Maximum length of a line that is masked; longer lines are compared as they are. */
const maxLine = 1000;

/**
 * Masks two logs for a side-by-side comparison: in lines that both logs have with different times, IDs, and values,
 * these are replaced by `*`, so that the lines do not differ. All other lines stay as they are. Never throws; time is
 * linear in the length of both logs.
 */
export function maskAlike(one: string, other: string): readonly [one: string, other: string] {
  const left = toMaskedLines(one);
  const right = toMaskedLines(other);
  const variants = new Map<string, Set<string>>();
  for (const { line, masked } of [...left, ...right]) {
    const known = variants.get(masked);
    if (known === undefined) variants.set(masked, new Set([line]));
    else known.add(line);
  }
  return [write(left, right, variants), write(right, left, variants)];
}

interface MaskedLine {
  readonly line: string;
  readonly masked: string;
}

function toMaskedLines(text: string): readonly MaskedLine[] {
  const lines = showLines(text).replaceAll('\r', '').split('\n');
  return lines.map((line) => ({ line, masked: maskLine(line) }));
}

/** Masks a line but keeps its indentation, which is significant in stacks. */
function maskLine(line: string): string {
  if (line.length > maxLine) return line;
  return `${/^\s*/.exec(line)?.[0] ?? ''}${maskLiterals(line, 'words')}`;
}

function write(
  lines: readonly MaskedLine[],
  others: readonly MaskedLine[],
  variants: ReadonlyMap<string, ReadonlySet<string>>,
): string {
  const inOther = new Set(others.map(({ masked }) => masked));
  return lines
    .map(({ line, masked }) => (inOther.has(masked) && (variants.get(masked)?.size ?? 1) > 1 ? masked : line))
    .join('\n');
}
