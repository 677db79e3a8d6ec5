import fc from 'fast-check';

/**
 * Maps an index to a code point outside of surrogate pairs, with readable ones first, so that failures shrink to them.
 */
function toCharacter(index: number): string {
  if (index < 95) return String.fromCodePoint(index + 32);
  if (index < 127) return String.fromCodePoint(index - 95);
  return String.fromCodePoint(index < 0xd800 ? index : index + 0x800);
}

/** Maps a code point back to its index. Throws a RangeError for an invalid code point. */
function fromCharacter(character: unknown): number {
  const code = typeof character === 'string' ? character.codePointAt(0) : undefined;
  if (code === undefined || String.fromCodePoint(code) !== character || (code >= 0xd800 && code < 0xe000))
    throw new RangeError('no code point');
  if (code >= 32 && code < 127) return code - 32;
  if (code < 32) return code + 95;
  return code < 0xd800 ? code : code - 0x800;
}

const character = fc.nat({ max: 0x10ffff - 0x800 }).map(toCharacter, fromCharacter);

/** Generates texts of any code points. fast-check's unit `binary` takes a second per process to list them all. */
export function anyText(constraints: { readonly minLength?: number; readonly maxLength?: number } = {}) {
  return fc.string({ ...constraints, unit: character });
}
