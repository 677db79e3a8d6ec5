import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../../../../../test/builders/anyText.ts';
import { chunkLength, LiteralScanner, mostBytes, readLowBytes } from './literalScanner.ts';

interface Sighting {
  readonly literal: number;
  readonly position: number;
}

function scan(literals: readonly string[], text: string): readonly Sighting[] {
  const found: Sighting[] = [];
  new LiteralScanner(literals).scan(text, {
    wants: () => true,
    found: (literal, position) => {
      found.push({ literal, position });
      return true;
    },
  });
  return sorted(found);
}

function searchNaively(literals: readonly string[], text: string): readonly Sighting[] {
  const found: Sighting[] = [];
  for (const [literal, word] of literals.entries())
    for (let position = text.indexOf(word); position !== -1; position = text.indexOf(word, position + 1))
      found.push({ literal, position });
  return sorted(found);
}

function sorted(sightings: readonly Sighting[]): readonly Sighting[] {
  return sightings.toSorted((a, b) => a.position - b.position || a.literal - b.literal);
}

test('all literals are found, even if they overlap', () => {
  assert.deepEqual(scan(['Error: ', 'rror: ', 'ValueError'], 'ValueError: x'), [
    { literal: 2, position: 0 },
    { literal: 0, position: 5 },
    { literal: 1, position: 6 },
  ]);
});

test('a literal that is too short to search for is refused', () => {
  assert.throws(() => new LiteralScanner(['E: ']), RangeError);
});

test('a literal that crosses from one part of a long text into the next is found', () => {
  const line = 'all is well\n';
  for (const filler of ['x', 'é']) {
    for (const missing of [0, 1, 2, 9, 10, 11]) {
      const before = filler.repeat(2 ** 15 - missing);
      const searched = `${before}ValueError: x\n${line.repeat(9000)}ValueError: y`;
      const literals = ['ValueError', 'Error: '];
      assert.deepEqual(scan(literals, searched), searchNaively(literals, searched));
    }
  }
});

test('a search can be limited to either end, to a number of matches per literal, and to parts of the text', () => {
  const length = 3 * chunkLength;
  const searched = 'ValueError: Error: '.repeat(Math.ceil(length / 19)).slice(0, length);
  const taken: { literal: number; position: number; isLate: boolean }[] = [];
  new LiteralScanner(['ValueError', 'or: Err']).scan(searched, {
    wants: (from) => from !== chunkLength,
    found: (literal, position, isLate) => {
      taken.push({ literal, position, isLate });
      return literal !== 0;
    },
  });
  assert.deepEqual(
    taken.filter(({ literal }) => literal === 0),
    [{ literal: 0, position: 0, isLate: false }],
  );
  const others = taken.filter(({ literal }) => literal === 1);
  assert.ok(others.every(({ position }) => position < chunkLength || position >= 2 * chunkLength));
  const [early, late] = [false, true].map((wanted) =>
    others.filter(({ isLate }) => isLate === wanted).map(({ position }) => position),
  );
  assert.ok(early !== undefined && late !== undefined && early.length > 1000 && late.length > 1000);
  assert.deepEqual(
    early,
    early.toSorted((a, b) => a - b),
  );
  assert.deepEqual(
    late,
    late.toSorted((a, b) => b - a),
  );
});

test('letters that share only a low byte do not match', () => {
  assert.deepEqual(scan(['Error: '], '\u{145}rror: Error\u{13A} '), []);
  assert.deepEqual(scan(['ša ša ša'], 'aa aa aa'), []);
});

const few = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\n', '\u{1F600}'), minLength: 5, maxLength: 9 });
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\n', '\u{1F600}'), maxLength: 200 });

test('a combined search finds the same as a search for each literal alone', () => {
  fc.assert(
    fc.property(fc.uniqueArray(few, { maxLength: 8 }), text, (literals, searched) => {
      assert.deepEqual(scan(literals, searched), searchNaively(literals, searched));
    }),
  );
});

function lowBytesOf(text: string): { readonly isAscii: boolean; readonly bytes: readonly number[] } {
  const bytes = new Uint8Array(text.length * mostBytes);
  const isAscii = readLowBytes(text, bytes);
  return { isAscii, bytes: [...bytes.subarray(0, text.length)] };
}

test('the low byte of every code unit of well-formed text is returned', () => {
  fc.assert(
    fc.property(anyText({ maxLength: 60 }), (text) => {
      const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
      const isAscii = units.every((unit) => unit < 0x80);
      assert.deepEqual(lowBytesOf(text), { isAscii, bytes: units.map((unit) => unit & 0xff) });
    }),
  );
});

test('text that follows half a surrogate pair keeps its position', () => {
  const { bytes } = lowBytesOf('a\u{D83D}bc\u{DE00}d');
  assert.deepEqual(
    [bytes[0], bytes[2], bytes[3], bytes[5]],
    [...'abcd'].map((letter) => letter.charCodeAt(0)),
  );
});
