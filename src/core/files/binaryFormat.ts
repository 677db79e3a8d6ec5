/** Bytes at an offset that mark a format, one character per byte. */
type Mark = readonly [offset: number, bytes: string];

/** Marks of binary formats, with their common names. No text starts with one. */
const formats: readonly (readonly [name: string, ...marks: readonly Mark[]])[] = [
  // Images, audio and video
  ['PNG', [0, '\x89PNG\r\n\x1a\n']],
  ['JPEG', [0, '\xff\xd8\xff']],
  ['GIF', [0, 'GIF87a']],
  ['GIF', [0, 'GIF89a']],
  ['WebP', [0, 'RIFF'], [8, 'WEBP']],
  ['BMP', [0, 'BM'], [6, '\0\0\0\0']],
  ['TIFF', [0, 'II*\0']],
  ['TIFF', [0, 'MM\0*']],
  ['OpenEXR', [0, 'v/1\x01']],
  ['DPX', [0, 'SDPX\0']],
  ['DPX', [0, 'XPDS\0']],
  ['Photoshop', [0, '8BPS\0\x01']],
  ['ICO', [0, '\0\0\x01\0']],
  ['WAV', [0, 'RIFF'], [8, 'WAVE']],
  ['AVI', [0, 'RIFF'], [8, 'AVI ']],
  ['MP4', [0, '\0\0'], [4, 'ftyp']],
  ['Matroska', [0, '\x1aE\xdf\xa3']],
  ['Ogg', [0, 'OggS\0']],
  ['FLAC', [0, 'fLaC\0']],
  ['MP3', [0, 'ID3\x03']],
  ['MP3', [0, 'ID3\x04']],
  // Archives and compressed files
  ['gzip', [0, '\x1f\x8b']],
  ['zip', [0, 'PK\x03\x04']],
  ['zip', [0, 'PK\x05\x06']],
  ['bzip2', [0, 'BZh'], [4, '1AY&SY']],
  ['xz', [0, '\xfd7zXZ\0']],
  ['Zstandard', [0, '(\xb5/\xfd']],
  ['LZ4', [0, '\x04"M\x18']],
  ['Snappy', [0, '\xff\x06\0\0sNaPpY']],
  ['compress', [0, '\x1f\x9d']],
  ['7z', [0, "7z\xbc\xaf'\x1c"]],
  ['RAR', [0, 'Rar!\x1a\x07']],
  ['tar', [257, 'ustar\0']],
  ['tar', [257, 'ustar  \0']],
  ['CAB', [0, 'MSCF\0\0\0\0']],
  ['RPM', [0, '\xed\xab\xee\xdb']],
  ['ar', [0, '!<arch>\n']],
  // Programs
  ['ELF', [0, '\x7fELF']],
  ['Windows', [0, 'MZ'], [5, '\0']],
  ['Mach-O', [0, '\xcf\xfa\xed\xfe']],
  ['Mach-O', [0, '\xce\xfa\xed\xfe']],
  ['Mach-O', [0, '\xca\xfe\xba\xbe\0\0\0\x02']],
  ['Java', [0, '\xca\xfe\xba\xbe']],
  ['WebAssembly', [0, '\0asm']],
  // Data
  ['SQLite', [0, 'SQLite format 3\0']],
  ['Parquet', [0, 'PAR1\x15']],
  ['Avro', [0, 'Obj\x01']],
  ['Arrow', [0, 'ARROW1\0\0']],
  ['HDF5', [0, '\x89HDF\r\n\x1a\n']],
  ['netCDF', [0, 'CDF\x01']],
  ['netCDF', [0, 'CDF\x02']],
  ['netCDF', [0, 'CDF\x05']],
  ['NumPy', [0, '\x93NUMPY']],
  ['MATLAB', [0, 'MATLAB 5.0 MAT-file']],
  ['FITS', [0, 'SIMPLE  =']],
  ['BAM', [0, 'BAM\x01']],
  ['BCF', [0, 'BCF\x02']],
  ['CRAM', [0, 'CRAM\x02']],
  ['CRAM', [0, 'CRAM\x03']],
  ['GGUF', [0, 'GGUF'], [5, '\0']],
  ['pickle', [0, '\x80\x02']],
  ['pickle', [0, '\x80\x03']],
  ['pickle', [0, '\x80\x04\x95']],
  ['pickle', [0, '\x80\x05\x95']],
  // Documents
  ['PDF', [0, '%PDF-']],
  ['Office', [0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1']],
  ['WOFF', [0, 'wOFF\0']],
  ['WOFF', [0, 'wOF2\0']],
];

/** Number of bytes at the start of a file that are enough to detect its format. */
export const headBytes = 512;

/** Returns the common name of a file's binary format by its first bytes; undefined if it is unknown. */
export function findBinaryFormat(head: Uint8Array): string | undefined {
  return formats.find(([, ...marks]) => marks.every((mark) => hasMark(head, mark)))?.[0];
}

function hasMark(head: Uint8Array, [offset, bytes]: Mark): boolean {
  for (let index = 0; index < bytes.length; index += 1)
    if (head[offset + index] !== bytes.charCodeAt(index)) return false;
  return true;
}
