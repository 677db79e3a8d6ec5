/** A place in source code that a line mentions, like those in stack traces and compiler messages. */
export interface SourceMention {
  /** Start of the file name in the line, and end of the place. */
  readonly from: number;
  readonly to: number;
  readonly file: string;
  /** Both start at 1. */
  readonly line: number;
  readonly column: number | undefined;
}

/** Matches text after a file name: `.py", line 3`, `.c:12:5`, `.cs(12,5)`, `.php on line 7`. */
const place =
  /\.[A-Za-z][A-Za-z0-9+]{0,9}(?::(?<a>\d{1,7})(?::(?<b>\d{1,5}))?(?!\d)|\((?<c>\d{1,7})(?:, ?(?<d>\d{1,5}))?\)|["'”’:]?,? (?:on |at )?line (?<e>\d{1,7})(?!\d)|:line (?<f>\d{1,7})(?!\d))/g;
/** Maximum lengths: longer lines are data, and longer names aren't files. */
const maxLine = 2000;
const maxName = 400;

/** Lists the places in source code that a line mentions. Takes linear time. */
export function listSourceMentions(text: string): readonly SourceMention[] {
  const mentions: SourceMention[] = [];
  for (const found of text.slice(0, maxLine).matchAll(place)) {
    const { a, b, c, d, e, f } = found.groups ?? {};
    const isQuoted = /^\.[A-Za-z0-9+]+["'”’]/.test(found[0]);
    const from = findNameStart(text, found.index, isQuoted);
    const end = found.index + (/^\.[A-Za-z][A-Za-z0-9+]{0,9}/.exec(found[0])?.[0].length ?? 0);
    const file = text.slice(from, end);
    const column = b ?? d;
    if (from === found.index || /^[a-z][a-z0-9+.-]+:\/\//i.test(file)) continue;
    mentions.push({
      from,
      to: found.index + found[0].length,
      file,
      line: Number(a ?? c ?? e ?? f),
      column: column === undefined ? undefined : Number(column),
    });
  }
  return mentions;
}

/** Finds the start of the name that ends at `end`: after a quotation mark if quoted, or else after a space. */
function findNameStart(text: string, end: number, isQuoted: boolean): number {
  const least = Math.max(0, end - maxName);
  let start = end;
  const isOfName = isQuoted ? /[^"'“‘\n]/ : /[\w./\\@+~-]/;
  while (start > least && isOfName.test(text.charAt(start - 1))) start -= 1;
  const hasDrive =
    start > 1 && text.charAt(start - 1) === ':' && /(?:^|\W)[A-Za-z]:$/.test(text.slice(0, start).slice(-3));
  return hasDrive ? start - 2 : start;
}
