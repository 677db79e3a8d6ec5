import type { LogText } from './text/logText.ts';

/** Caches the result for each line of a log, because chains are read from each of their links. */
export function oncePerLine<Read>(read: (log: LogText, line: number) => Read): (log: LogText, line: number) => Read {
  const known = new WeakMap<LogText, Map<number, { readonly made: Read }>>();
  return (log, line) => {
    const lines = known.get(log) ?? new Map<number, { readonly made: Read }>();
    known.set(log, lines);
    const found = lines.get(line) ?? { made: read(log, line) };
    lines.set(line, found);
    return found.made;
  };
}
