/** What stands for the carriage return between states of a line that are all shown. */
const returned = '\u240d';

/**
 * Text in which a line that a program has overwritten again and again shows its last state, as a terminal does. A state that
 * says something else than the one after it, beyond its numbers, stays before it: a terminal would have lost it. Line feeds
 * alone end lines then, so that a line has the same number in an editor, which ends lines at carriage returns too, and on
 * pages.
 */
export function collapseOverwritten(text: string): string {
  if (!text.includes('\r')) return text;
  const lines = text.split('\n');
  const last = lines.length - 1;
  return lines.map((line, index) => collapseLine(line) + (line.endsWith('\r') && index < last ? '\r' : '')).join('\n');
}

function collapseLine(line: string): string {
  if (!line.includes('\r')) return line;
  const states = line.split('\r').filter((state) => state.trim() !== '');
  const kept = states.filter((state, index) => {
    const next = states[index + 1];
    return next === undefined || toWords(state) !== toWords(next);
  });
  return kept.join(returned);
}

/** What of a state is the same however far the work has come. */
function toWords(state: string): string {
  return state.replace(/[^\p{L}]+/gu, ' ').trim();
}
