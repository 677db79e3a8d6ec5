/** Starts each terminal sequence. */
export const escapeCharacter = '\u001b';

const end = `(?:\u0007|${escapeCharacter}\\\\)`;

/**
 * Terminal sequences (ECMA-48): colors and cursor moves, titles and links with their targets, character sets, and
 * single functions. Excludes incomplete sequences and sequences that span lines.
 */
export const terminalSequence = new RegExp(
  `${escapeCharacter}(?:\\[[0-?]*[ -/]{0,4}[@-~]|[\\]PX^_][^\u0007\\r\\n${escapeCharacter}]*${end}|[ -/]{1,4}[0-~]|[0-OQ-WYZ\`-~])`,
  'g',
);

/** Matches a string that is exactly one sequence that sets colors (ECMA-48: "Select graphic rendition"). */
export const colourSequence = new RegExp(`^${escapeCharacter}\\[[\\d;:]*m$`);

/** Removes terminal sequences from text. */
export function withoutSequences(text: string): string {
  return text.includes(escapeCharacter) ? text.replace(terminalSequence, '') : text;
}
