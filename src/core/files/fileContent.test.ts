import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { runs } from '../../../test/builders/nightly.ts';
import { realBinaries, realTexts, shownInTexts, toNoise } from '../../../test/builders/realFiles.ts';
import { headBytes } from './binaryFormat.ts';
import { readContent } from './fileContent.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const kindOf = (bytes: Uint8Array, start = 0, head?: Uint8Array): string => readContent({ bytes, start, head }).kind;
const utf16be = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();

const packers = {
  gzip: (bytes: Uint8Array) => gzipSync(bytes),
  zlib: (bytes: Uint8Array) => deflateSync(bytes),
  deflate: (bytes: Uint8Array) => deflateRawSync(bytes),
  brotli: (bytes: Uint8Array) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
};
const leastBytes = 200;

for (const [name, pack] of Object.entries(packers)) {
  test(`A9-30 data that ${name} compressed is never text, from its beginning or its middle`, () => {
    fc.assert(
      fc.property(fc.integer({ min: leastBytes, max: 20_000 }), fc.nat(), fc.nat(), (length, seed, from) => {
        const packed = pack(toNoise(length, seed));
        assert.equal(kindOf(packed), 'binary');
        const start = from % (packed.length - leastBytes + 1);
        assert.equal(kindOf(packed.subarray(start), start), 'binary');
      }),
      { numRuns: runs(300) },
    );
  });

  test(`A9-30 a log that ${name} compressed is not text`, () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 3_000 }), fc.nat(), (lines, seed) => {
        const log = Array.from(toNoise(lines, seed), (number) => `frame ${number} done\n`).join('');
        const packed = pack(encode(log));
        assert.ok(packed.length >= leastBytes);
        assert.equal(kindOf(packed), 'binary');
      }),
    );
  });
}

test('valid UTF-8 without control characters is text, complete or cut inside a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), fc.nat(), (any, from, length) => {
      const clean = any.replace(/\p{Cc}/gu, ' ');
      const bytes = encode(clean);
      const text = clean.replace(/^\ufeff/, '');
      assert.deepEqual(readContent({ bytes, start: 0 }), {
        kind: 'text',
        text,
        encoding: 'utf-8',
        lead: bytes.length - encode(text).length,
        needsHead: false,
      });
      const start = from % bytes.length;
      assert.equal(kindOf(bytes.subarray(start, start + length), start), 'text');
    }),
    { numRuns: runs(2_000) },
  );
});

test('colors, progress bars, zeros, and separators that are common in logs are text', () => {
  const zeros = '\0'.repeat(5_000);
  const logs = {
    nothing: '',
    colours: '\u001b[32mok\u001b[0m \u001b]0;build\u0007done\n',
    progress: '\r 10%|#    | 1/9\r 20%|##   | 2/9\b\b\b\f\n'.repeat(9),
    'what was truncated while it was written': `${zeros}2026-11-20 09:14:07 next\n`,
    'holes in the middle': `one\n${zeros}two\n${zeros}three\n`,
    'fields that zeros end': 'PATH=/usr/bin\0HOME=/root\0LANG=C.UTF-8\0',
    'fields that controls separate': '8=FIX.4.2\u000135=A\u000149=CLIENT12\u000156=B\u0001\n',
    'replacement characters of its own': 'caf\ufffd\n',
  };
  for (const [name, text] of Object.entries(logs)) assert.equal(kindOf(encode(text)), 'text', name);
});

test('A9-30 UTF-16 is text with a byte order mark or clear signs, from the start or in a window', () => {
  const text = 'PowerShell: Zugriff verweigert für Ölstand\r\n'.repeat(40);
  for (const [name, bytes, encoding, lead] of [
    ['little', Buffer.from(text, 'utf16le'), 'utf-16le', 0],
    ['big', utf16be(text), 'utf-16be', 0],
    ['little with a mark', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le', 2],
    ['big with a mark', utf16be(`\ufeff${text}`), 'utf-16be', 2],
  ] as const) {
    assert.deepEqual(readContent({ bytes, start: 0 }), { kind: 'text', text, encoding, lead, needsHead: false }, name);
    assert.equal(kindOf(bytes.subarray(101), 101), 'text', name);
  }
});

test('A9-30 UTF-16 that is not western is recognized by its byte order mark', () => {
  const bytes = Buffer.from(`\ufeff${'渲染失败：内存不足\r\n'.repeat(40)}`, 'utf16le');
  assert.equal(kindOf(bytes), 'text');
  const window = { bytes: bytes.subarray(100), start: 100 };
  assert.equal(readContent(window).needsHead, true);
  const content = readContent({ ...window, head: bytes.subarray(0, 100) });
  assert.match(content.kind === 'text' ? content.text : '', /^[渲染失败：内存不足\r\n]+$/);
});

test('A9-30 a UTF-16 byte order mark does not turn noise into text', () => {
  for (let seed = 1; seed < 200; seed += 1) {
    const bytes = Uint8Array.from([0xff, 0xfe, ...toNoise(1_000, seed)]);
    assert.equal(kindOf(bytes), 'binary', `${seed}`);
  }
});

test('A9-30 Latin-1 is text unless it has control characters', () => {
  const text = 'Datei für Öl nicht lesbar\r\n'.repeat(9);
  assert.deepEqual(readContent({ bytes: Buffer.from(text, 'latin1'), start: 0 }), {
    kind: 'text',
    text,
    encoding: 'latin1',
    lead: 0,
    needsHead: false,
  });
  assert.equal(kindOf(Buffer.from('\xe4\x01\xfc', 'latin1')), 'binary');
});

test('A9-30 raw bytes that a program printed do not make a log binary', () => {
  const line = encode('2026-11-20 09:14:07 INFO frame done\n');
  const log = Buffer.concat([...Array.from({ length: 90 }, () => line), toNoise(300, 7), line]);
  assert.equal(kindOf(log), 'text');
  assert.equal(kindOf(Buffer.concat([line, toNoise(3_000, 7), line])), 'binary');
});

test('A9-30 numbers are not text', () => {
  const small = Array.from({ length: 500 }, (_, index) => 32 + (index % 90));
  for (const [name, numbers] of Object.entries({
    'of 16 bits': Uint16Array.from(small, (value, index) => value + 700 * (index % 7)),
    'of 32 bits': Uint32Array.from(small),
    floating: Float32Array.from(small, (value) => value / 7),
    'of doubles': Float64Array.from(small),
    'none but zeros': new Uint8Array(4_000),
  }))
    assert.equal(kindOf(new Uint8Array(numbers.buffer)), 'binary', name);
});

test('A9-30 the beginning of a file determines the content of a window', () => {
  const head = new Uint8Array(512);
  head.set(encode('ustar\0'), 257);
  const window = { bytes: encode(`log of the last file\n${'\0'.repeat(1024)}`), start: 4096 };
  assert.equal(readContent(window).kind, 'text');
  assert.equal(readContent(window).needsHead, true);
  assert.deepEqual(readContent({ ...window, head }), { kind: 'binary', format: 'tar', needsHead: false });
});

test('a window that contains only plain text is text, whatever its file begins with', () => {
  assert.equal(readContent({ bytes: encode('grün \u001b[1mfett\r\n'), start: 4096 }).needsHead, false);
  assert.equal(readContent({ bytes: Buffer.from('für Öl', 'latin1'), start: 4096 }).needsHead, false);
  assert.equal(
    readContent({ bytes: encode('a\0b'), start: 0 }).needsHead,
    false,
    'all is known of a file that is here',
  );
});

for (const [kind, make] of Object.entries(realBinaries)) {
  test(`A9-30 a file of ${kind} is not taken for text, either as a whole or by its end`, () => {
    for (const size of [1_000, 100_000]) {
      const bytes = make(size);
      assert.equal(kindOf(bytes), 'binary', `${size}`);
      const start = bytes.length >> 1;
      assert.equal(kindOf(bytes.subarray(start), start, bytes.subarray(0, headBytes)), 'binary', `end of ${size}`);
    }
  });
}

for (const [kind, make] of Object.entries(realTexts)) {
  test(`A9-30 a file of ${kind} is recognized as text, both as a whole and by its end`, () => {
    for (const size of [1_000, 100_000]) {
      const bytes = make(size);
      for (const start of [0, bytes.length >> 1, (bytes.length >> 1) + 1]) {
        const content = readContent({ bytes: bytes.subarray(start), start });
        assert.ok(content.kind === 'text' && content.text.includes(shownInTexts), `${size} from ${start}`);
      }
    }
  });
}
