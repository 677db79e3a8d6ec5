/** Marks a joined line end: white space to every expression, but no line end. */
const joint = '\v';

/** Separators between the words of one command, for a character class. */
export const blanks = ' \\t\\v';

/** A line end within JSON, and within JSON in JSON. */
const escapedEnd = '(?:\\\\r)?\\\\n|(?:\\\\{2}r)?\\\\{2}n';

/**
 * A line continuation of a command, up to its first word on the next line or after comment lines: after `\` in a shell,
 * `^` in cmd and a backtick in PowerShell, also as JSON writes them. Excludes the pointer below a source line and
 * Markdown fences; of four backslashes, two are the start of a network share.
 */
const continuation = new RegExp(
  `\\v|(?:(?:(?<!\\\\)\\\\|(?<=[^\\s^~][ \\t]{0,3})\\^|(?<=[^\\s\`][ \\t]{1,20})\`)[ \\t]{0,20}\\r?\\n(?:[ \\t]{0,80}#[^\\r\\n]{0,400}\\r?\\n){0,8}|` +
    '(?<!\\\\)(?:\\\\{2}(?:\\\\r)?\\\\n|\\\\{4}(?:\\\\{2}r)?\\\\{2}n)|' +
    `(?<=[^\\s^~][ \\t]{0,3})\\^(?:${escapedEnd})|(?<=[^\\s\`][ \\t]{1,20})\`(?:${escapedEnd}))[ \\t]{0,80}`,
  'g',
);

/** Characters without which no line is continued, because the search for continuations is slow in long logs. */
const signs = /[\v\\^`]/;

/**
 * Applies `change` to `text` with continued lines joined, and restores the line ends afterward; comments between the
 * lines are changed separately.
 */
export function changeJoined(text: string, change: (joined: string) => string): string {
  if (!signs.test(text)) return change(text);
  const joints: string[] = [];
  const joined = text.replace(continuation, (match) => {
    joints.push(match.includes('#') ? change(match) : match);
    return joint;
  });
  const changed = change(joined);
  if (joints.length === 0) return changed;
  let next = 0;
  return changed.replaceAll(joint, () => joints[next++] ?? '');
}

/** Restores the line ends of `text` that `shown` has lost, so that the following text stays on its line. */
export function withLineEnds(shown: string, text: string): string {
  return shown + ['\n', joint].map((end) => end.repeat(Math.max(0, count(text, end) - count(shown, end)))).join('');
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
