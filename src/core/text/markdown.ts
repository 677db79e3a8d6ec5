import { toVisible, toVisibleLines } from './escape.ts';

/**
 * Characters with a meaning within a line of Markdown (GitHub's dialect, as VS Code renders it). Brackets matter only
 * before a URL, another bracket or a definition; `<` only before an element's name; a backslash only before
 * punctuation. The text that follows is unknown, so the last character counts as followed by any character.
 */
const inlineCharacters = /[`*|~@$]|\\(?=[!-/:-@[-`{-~]|$)|\](?=[([:]|$)|<(?=[A-Za-z/!?]|$)|&(?=[#A-Za-z])/g;
/** An underscore marks emphasis only at the edge of a word; inside one it stays readable. */
const edgeUnderscore = /(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g;
const lineStart = /^(\s*)([-+#=:>[]|\d{1,9}(?=[.)]))/;
const url = /[A-Za-z][A-Za-z0-9+.-]{0,20}:\/\/[^\s"'<>]{1,4096}/g;

function escapePlain(text: string): string {
  return text
    .replace(inlineCharacters, '\\$&')
    .replace(edgeUnderscore, '\\_')
    .replaceAll('//', '\\/\\/')
    .replace(/\bwww\./gi, (match) => `${match.slice(0, -1)}\\.`);
}

function escapeLineStart(text: string): string {
  return text.replace(lineStart, (_, space: string, mark: string) =>
    /\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
  );
}

/**
 * Escapes untrusted text as one line of Markdown that shows exactly that text: no emphasis, link, image, HTML, or list.
 * URLs become code, so that they are readable but not clickable.
 */
export function escapeMarkdown(text: string): string {
  return escapeLineStart(escapeInLine(text));
}

/** Escapes untrusted text that doesn't start its line. */
export function escapeInLine(text: string): string {
  const visible = toVisible(text);
  let escaped = '';
  let end = 0;
  for (const match of visible.matchAll(url)) {
    const address = withoutPunctuation(match[0]);
    escaped += escapePlain(visible.slice(end, match.index)) + toCodeSpan(address);
    end = match.index + address.length;
  }
  return escaped + escapePlain(visible.slice(end));
}

/** Removes the punctuation of the surrounding sentence or quotation from a URL. */
function withoutPunctuation(address: string): string {
  let end = address.length;
  while ('.,;:!?)”’'.includes(address.charAt(end - 1)) && end > 1) end--;
  return address.slice(0, end);
}

function longestRunOfBackticks(text: string): number {
  let longest = 0;
  for (const run of text.matchAll(/`+/g)) longest = Math.max(longest, run[0].length);
  return longest;
}

/** Returns untrusted text as a code span; the delimiter is longer than any run of backticks inside. */
export function toCodeSpan(text: string): string {
  const visible = toVisible(text);
  if (visible.trim() === '') return visible === '' ? '' : `\` ${visible} \``;
  const fence = '`'.repeat(longestRunOfBackticks(visible) + 1);
  const pad = /^[` ]|[` ]$/.test(visible) ? ' ' : '';
  return `${fence}${pad}${visible}${pad}${fence}`;
}

function withoutLastBreaks(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n') end--;
  return text.slice(0, end);
}

/** Returns untrusted text as a code block; the fence is longer than any run of backticks inside. */
export function toCodeBlock(text: string, language = 'text'): string {
  const visible = withoutLastBreaks(toVisibleLines(text));
  const fence = '`'.repeat(Math.max(3, longestRunOfBackticks(visible) + 1));
  return `${fence}${language}\n${visible}\n${fence}`;
}

const fence = /^ *(`{3,})text$/;
const escapedOrPlain = /\\[!-/:-@[-`{-~]|`+|[^\\`]+|\\/y;
const codeOrFence = /`+|[^`]+/y;

/** Converts Markdown that this module created to plain text by removing the backslashes outside code. */
export function withoutEscapes(markdown: string): string {
  let end: string | undefined;
  const lines = markdown.split('\n').map((line) => {
    if (end !== undefined) {
      if (line.trim() === end) end = undefined;
      return line;
    }
    end = fence.exec(line)?.[1];
    return end === undefined ? unescapeLine(line) : line;
  });
  return lines.join('\n');
}

function unescapeLine(line: string): string {
  let plain = '';
  let code: string | undefined;
  for (let at = 0; at < line.length; ) {
    const part = code === undefined ? escapedOrPlain : codeOrFence;
    part.lastIndex = at;
    const [found = ''] = part.exec(line) ?? [];
    at += found.length;
    if (found.startsWith('`') && (code === undefined || code === found)) code = code === undefined ? found : undefined;
    plain += code === undefined && found.length === 2 && found.startsWith('\\') ? found.slice(1) : found;
  }
  return plain;
}
