/** Marks where a line goes on in the next one: white space to every expression, and no end of a line. */
const joint = '\v';

/** What separates the words of one command: for a character class. */
export const blanks = ' \\t\\v';

/** An end of a line within JSON, and within JSON in JSON. */
const escapedEnd = '(?:\\\\r)?\\\\n|(?:\\\\{2}r)?\\\\{2}n';

/**
 * Where a command goes on in the next line, or behind lines of comments, up to its first word there: behind `\` in a shell, `^` in cmd and a backtick
 * in PowerShell, also as JSON writes them. The pointer below a line of source and a fence of Markdown are none, and of
 * four backslashes two are the beginning of a share on a network.
 */
const continuation = new RegExp(
  `\\v|(?:(?:(?<!\\\\)\\\\|(?<=[^\\s^~][ \\t]{0,3})\\^|(?<=[^\\s\`][ \\t]{1,20})\`)[ \\t]{0,20}\\r?\\n(?:[ \\t]{0,80}#[^\\r\\n]{0,400}\\r?\\n){0,8}|` +
    '(?<!\\\\)(?:\\\\{2}(?:\\\\r)?\\\\n|\\\\{4}(?:\\\\{2}r)?\\\\{2}n)|' +
    `(?<=[^\\s^~][ \\t]{0,3})\\^(?:${escapedEnd})|(?<=[^\\s\`][ \\t]{1,20})\`(?:${escapedEnd}))[ \\t]{0,80}`,
  'g',
);

/** `change` of `text` with its continued lines as one each, and the result with these as they were; comments between them are changed by
 * themselves. */
export function changeJoined(text: string, change: (joined: string) => string): string {
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

/** `shown` with the ends of lines that `text` has and it has lost, so that what follows stays in its line. */
export function withLineEnds(shown: string, text: string): string {
  return shown + ['\n', joint].map((end) => end.repeat(Math.max(0, count(text, end) - count(shown, end)))).join('');
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
