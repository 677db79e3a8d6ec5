import { createCipheriv } from 'node:crypto';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

/** Returns bytes that can't be compressed, the same for the same `seed`. */
export function toNoise(length: number, seed = 1): Buffer {
  const key = Buffer.alloc(16);
  key.writeUInt32LE(seed);
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length));
}

function toCrc(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

const crcTable = Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function be32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function le(...fields: readonly (readonly [size: 2 | 4, value: number])[]): Buffer {
  return Buffer.concat(
    fields.map(([size, value]) => {
      const bytes = Buffer.alloc(size);
      bytes.writeUIntLE(value, 0, size);
      return bytes;
    }),
  );
}

/** Makes a square picture in true color with noise ("Portable Network Graphics", sections 5 and 11). */
function toPng(size: number): Buffer {
  const lines = Math.round(Math.sqrt(size / 3));
  const lineBytes = lines * 3;
  const noise = toNoise(lines * lineBytes);
  const filtered = Array.from({ length: lines }, (_, line) =>
    Buffer.concat([Buffer.from([0]), noise.subarray(line * lineBytes, (line + 1) * lineBytes)]),
  );
  const header = Buffer.concat([be32(lines), be32(lines), Buffer.from([8, 2, 0, 0, 0])]);
  const toChunk = (type: string, body: Uint8Array): Buffer => {
    const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
    return Buffer.concat([be32(body.length), typed, be32(toCrc(typed))]);
  };
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    toChunk('IHDR', header),
    toChunk('IDAT', deflateSync(Buffer.concat(filtered), { level: 1 })),
    toChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Makes an archive with one file ("APPNOTE.TXT", section 4.3). */
function toZip(size: number): Buffer {
  const name = Buffer.from('frames.bin');
  const content = toNoise(size);
  const packed = deflateRawSync(content, { level: 1 });
  const common = le([2, 20], [2, 0], [2, 8], [4, 0], [4, toCrc(content)], [4, packed.length], [4, content.length]);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, le([2, name.length], [2, 0]), name, packed]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02'),
    le([2, 20]),
    common,
    le([2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, 0]),
    name,
  ]);
  const end = le([2, 0], [2, 0], [2, 1], [2, 1], [4, central.length], [4, local.length], [2, 0]);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}

/** Makes an archive with one log, which is all text except for the zeros in between (POSIX "pax", the ustar format). */
function toTar(size: number): Buffer {
  const content = Buffer.from(toLog(size));
  const header = Buffer.alloc(512);
  header.write('logs/run.log');
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const rest = (512 - (content.length % 512)) % 512;
  return Buffer.concat([header, content, Buffer.alloc(rest + 1024)]);
}

const pageBytes = 1024;

/** Makes a database with one table and a page for each row ("Database File Format", sections 1.3 and 1.6). */
function toSqlite(size: number): Buffer {
  const pages = Math.max(1, Math.round(size / pageBytes));
  const toPage = (start: number): Buffer => {
    const page = Buffer.alloc(pageBytes);
    const text = Buffer.from(toLog(400));
    const record = Buffer.concat([Buffer.from([0x83, 0x15, 1, 3, 0x86, 0x2d]), text]);
    const at = pageBytes - record.length;
    Buffer.from([0x0d, 0, 0, 0, 1, at >> 8, at & 0xff, 0, at >> 8, at & 0xff]).copy(page, start);
    record.copy(page, at);
    return page;
  };
  const first = toPage(100);
  Buffer.concat([
    Buffer.from('SQLite format 3\0'),
    Buffer.from([pageBytes >> 8, pageBytes & 0xff, 1, 1, 0, 64, 32, 32, 0, 0, 0, 1]),
    be32(pages),
  ]).copy(first);
  return Buffer.concat([first, ...Array.from({ length: pages - 1 }, () => toPage(0))]);
}

/** Makes a column of compressed numbers between the magic numbers at both ends ("Apache Parquet", "File Format"). */
function toParquet(size: number): Buffer {
  const footer = Buffer.from([0x15, 2, 0x19, 0x2c, 0x48, 6, ...Buffer.from('schema'), 0x15, 2, 0]);
  return Buffer.concat([
    Buffer.from('PAR1'),
    Buffer.from([0x15, 0, 0x15, 0x80, 0x10, 0x15, 0x80, 0x10]),
    deflateRawSync(toNoise(size), { level: 1 }),
    footer,
    le([4, footer.length]),
    Buffer.from('PAR1'),
  ]);
}

/**
 * Makes compressed bytes without a magic number and without a zero among the first 512, so that VS Code takes them for
 * text. One in seven or eight seeds gives such bytes.
 */
function toBrotli(size: number): Buffer {
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
  for (let seed = 1; seed < 256; seed += 1) {
    const packed = brotliCompressSync(toNoise(size, seed), options);
    if (!packed.subarray(0, 512).includes(0)) return packed;
  }
  throw new Error('every seed gave a zero among the first bytes');
}

function toLog(size: number): string {
  const line = '2026-11-20 09:14:07 INFO Größe geprüft: für Ölstand 42 °C, déjà vu\n';
  return line.repeat(Math.max(1, Math.round(size / line.length)));
}

/** Text in every line of the files in `realTexts`. */
export const shownInTexts = 'Größe geprüft: für Ölstand 42 °C, déjà vu';

/** Files in binary formats, of approximately the given size in bytes. */
export const realBinaries = {
  png: toPng,
  gz: (size: number) => gzipSync(toNoise(size), { level: 1 }),
  zip: toZip,
  tar: toTar,
  sqlite: toSqlite,
  parquet: toParquet,
  br: toBrotli,
} as const satisfies Record<string, (size: number) => Buffer>;

/** Logs in encodings that programs write, of approximately the given size in bytes. */
export const realTexts = {
  'utf8.log': (size: number) => Buffer.from(toLog(size)),
  'utf16le.log': (size: number) => Buffer.from(`\ufeff${toLog(size / 2)}`, 'utf16le'),
  'utf16be.log': (size: number) => Buffer.from(`\ufeff${toLog(size / 2)}`, 'utf16le').swap16(),
  'latin1.log': (size: number) => Buffer.from(toLog(size), 'latin1'),
} as const satisfies Record<string, (size: number) => Buffer>;
