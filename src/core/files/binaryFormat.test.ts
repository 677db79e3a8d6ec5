import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { findBinaryFormat } from './binaryFormat.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** Real first bytes of files in these formats. */
const beginnings: Readonly<Record<string, readonly string[]>> = {
  PNG: ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
  JPEG: ['\xff\xd8\xff\xe0\0\x10JFIF\0', '\xff\xd8\xff\xe1\x1e\xd8Exif\0\0'],
  GIF: ['GIF89a\x10\0\x10\0\x91\0\0'],
  WebP: ['RIFF\x24\x10\0\0WEBPVP8 '],
  BMP: ['BM\x36\x10\0\0\0\0\0\0\x36\0\0\0'],
  OpenEXR: ['v/1\x01\x02\0\0\0channels\0'],
  MP4: ['\0\0\0\x20ftypisom'],
  zip: ['PK\x03\x04\x14\0', 'PK\x05\x06\0\0'],
  bzip2: ['BZh91AY&SY\x9a\x89'],
  xz: ['\xfd7zXZ\0\0\x04'],
  Zstandard: ['(\xb5/\xfd\x24\x05'],
  '7z': ["7z\xbc\xaf'\x1c\0\x04"],
  tar: [`${'a.txt'.padEnd(257, '\0')}ustar\x0000`, `${'a.txt'.padEnd(257, '\0')}ustar  \0`],
  ELF: ['\x7fELF\x02\x01\x01\0'],
  Windows: ['MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff'],
  SQLite: ['SQLite format 3\0\x10\0\x01\x01'],
  Parquet: ['PAR1\x15\x04\x15\x90'],
  HDF5: ['\x89HDF\r\n\x1a\n\0'],
  NumPy: ["\x93NUMPY\x01\0v\0{'descr': '<f8'"],
  BAM: ['BAM\x01\x5c\0\0\0@HD\tVN:1.6'],
  PDF: ['%PDF-1.7\n1 0 obj'],
};

for (const [format, begins] of Object.entries(beginnings)) {
  test(`A9-30 files of the format ${format} are recognized by their first bytes`, () => {
    for (const begin of begins) assert.equal(findBinaryFormat(bytes(begin)), format);
  });
}

test('A9-30 gzip output is recognized, whatever its content', () => {
  assert.equal(findBinaryFormat(gzipSync('one\n')), 'gzip');
});

test('text that begins like a binary format is still recognized as text', () => {
  for (const text of [
    '',
    'BMW\n',
    'MZ\n',
    'PAR1,PAR2\n1,2\n',
    'RIFF\n',
    'BZh9 is bzip2\n',
    'Rarely\n',
    'ID3 tags\n',
    'II*\n',
  ])
    assert.equal(findBinaryFormat(bytes(text)), undefined, text);
});
