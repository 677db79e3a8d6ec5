/** Begins each sequence that a terminal obeys. */
export const escapeCharacter = '\u001b';

const end = `(?:\u0007|${escapeCharacter}\\\\)`;

/**
 * What programs write for a terminal to obey (ECMA-48): colours and cursor moves, titles and links with what
 * they name, character sets, and single functions. One that is cut off, or goes over the end of a line, is none.
 */
export const terminalSequence = new RegExp(
  `${escapeCharacter}(?:\\[[0-?]*[ -/]{0,4}[@-~]|[\\]PX^_][^\u0007\\r\\n${escapeCharacter}]*${end}|[ -/]{1,4}[0-~]|[0-OQ-WYZ\`-~])`,
  'g',
);

/** A sequence that sets colours (ECMA-48: "Select graphic rendition"), as a whole text. */
export const colourSequence = new RegExp(`^${escapeCharacter}\\[[\\d;:]*m$`);

/** Text without what only a terminal reads. */
export function withoutSequences(text: string): string {
  return text.includes(escapeCharacter) ? text.replace(terminalSequence, '') : text;
}
