const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The text of a string that stands in quotes with backslashes, as JSON, Go and logfmt write it. */
export function toUnescaped(quoted: string): string {
  if (!quoted.includes('\\')) return quoted;
  return quoted.replaceAll(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g, (_all, wide, narrow, letter) =>
    letter === undefined ? String.fromCharCode(Number.parseInt(wide ?? narrow, 16)) : (letters[letter] ?? letter),
  );
}

/** Where a string that begins after `from` ends: at the first quote that isn't escaped and before what `isEnd` fits. */
export function findEnd(text: string, from: number, isEnd: RegExp): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 1)) {
    if (isEscaped(text, at, from)) continue;
    isEnd.lastIndex = at + 1;
    if (isEnd.test(text)) return at;
  }
  return -1;
}

function isEscaped(text: string, at: number, from: number): boolean {
  let slashes = 0;
  while (at - slashes > from && text[at - slashes - 1] === '\\') slashes++;
  return slashes % 2 === 1;
}
