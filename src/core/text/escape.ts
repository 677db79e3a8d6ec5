/**
 * Characters that invisibly change how text is shown: control characters (C0, DEL, C1), format characters (bidi,
 * zero-width, soft hyphen, tags), lone surrogates, line and paragraph separators, invisible fillers.
 */
const unseenCharacters = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

function toVisibleCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/**
 * Makes untrusted text visible in lines: keeps line breaks and tabs (CRLF becomes LF), and replaces other invisible
 * characters with `\u{…}`.
 */
export function toVisibleLines(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(unseenCharacters, (character) =>
      character === '\n' || character === '\t' ? character : toVisibleCharacter(character),
    );
}

/**
 * Makes untrusted text visible on one line: replaces invisible characters, including line breaks and tabs, with
 * `\u{…}`.
 */
export function toVisible(text: string): string {
  return text.replace(unseenCharacters, toVisibleCharacter);
}

/** Like `toVisible`, cut to at most `maxLength` UTF-16 units including a final `…`; never splits a surrogate pair. */
export function toShortVisible(text: string, maxLength: number): string {
  const visible = toVisible(text.length > maxLength * 2 ? text.slice(0, maxLength * 2) : text);
  if (visible.length <= maxLength && text.length <= maxLength * 2) return visible;
  const cut = visible.slice(0, Math.max(0, maxLength - 1));
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
