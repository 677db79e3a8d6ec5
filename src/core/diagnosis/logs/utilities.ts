import type { Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';

/** The small programs every script calls: archives, checksums, text tools, databases. */
export const utilityReaders: readonly Reader[] = lineRules([
  {
    on: [
      'not in gzip format',
      'unexpected end of file',
      'invalid compressed data',
      'File format not recognized',
      'ompressed data is corrupt',
      'ot a bzip2 file',
      'crc error',
      'unknown compression',
    ],
    match:
      /^(?:gzip|gunzip|zcat|pigz|xz|bzip2|lz4|zstd|unpigz)?: ?.{0,500}(?:not in gzip format|unexpected end of file|invalid compressed data|File format not recognized|[Cc]ompressed data is corrupt|not a bzip2 file|crc error)|^(?:xz|gzip|zstd): /,
    category: 'bad-input',
  },
  {
    on: ['does not look like a tar archive', 'Unexpected EOF in archive', 'his does not look like'],
    category: 'bad-input',
    weight: 'error',
  },
  { on: 'tar: Error is not recoverable', category: 'other', weight: 'echo', narrow: 'other' },
  {
    on: ['tar: Exiting with failure', 'tar: Child returned status'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  { on: 'tar: ', match: /^tar: (?<what>.{1,500}): Not found in archive/, category: 'missing-file' },
  { on: 'End-of-central-directory signature not found', category: 'bad-input' },
  {
    on: 'cannot find or open',
    match: /^unzip: {1,2}cannot find or open (?<what>[^,]{1,500})/,
    category: 'missing-file',
  },
  { on: ['bad zipfile offset', 'bad CRC', 'need PK compat'], category: 'bad-input' },
  {
    on: ['Open ERROR: ', 'Is not archive', 'Data Error'],
    match: /Open ERROR: (?:Can not|Cannot) open the file as|^ERROR: Data Error|Headers Error/,
    category: 'bad-input',
    weight: 'verdict',
  },
  { on: ': FAILED', match: /^(?<what>.{1,500}): FAILED(?: open or read)?$/, category: 'bad-input', weight: 'error' },
  { on: ['unterminated `', 'unknown command: `', 'unknown option to `'], match: /^sed: /, category: 'bad-arguments' },
  {
    on: ['awk: '],
    match: /^(?:g|m|n)?awk: (?:line \d{1,6}: |cmd\. line:\d{1,6}: )/,
    category: 'exception-in-user-code',
    narrow: 'failed',
    weight: 'error',
  },
  {
    on: [
      'missing destination',
      'missing operand',
      'missing file operand',
      'invalid number of',
      'invalid date',
      'invalid mode',
      'invalid user',
      'invalid group',
      'extra operand',
      "Try '",
    ],
    match:
      /: missing (?:destination |file )?(?:file )?operand|: invalid (?:number of|date|mode|user|group)|: extra operand/,
    category: 'bad-arguments',
  },
  { on: 'database is locked', category: 'lock-contention' },
  {
    on: ['no such table: ', 'no such column: '],
    match: /no such (?:table|column): (?<what>\S{1,200})/,
    category: 'bad-input',
  },
  { on: 'database disk image is malformed', category: 'bad-input' },
  { on: 'file is not a database', category: 'bad-input' },
  { on: 'jq: error', match: /^jq: error.{0,200}Could not open/, category: 'missing-file' },
  { on: ['parse error: ', 'jq: error'], match: /^(?:jq: )?(?:parse )?error/, category: 'bad-input' },
  { on: ['jq: 1 compile error', 'jq: 2 compile'], category: 'other', weight: 'echo' },
  { on: ['lftp: ', 'rsync error: '], match: /^rsync error: /, category: 'other', weight: 'echo', narrow: 'other' },
  { on: 'Host key verification failed', category: 'permission' },
  { on: 'Permission denied (publickey', category: 'permission' },
  {
    on: [
      'terminal is required to read the password',
      'a password is required',
      'is not in the sudoers file',
      'no tty present',
    ],
    category: 'permission',
  },
  {
    on: ['could not connect to server', 'connection to server at'],
    match: /could not connect to server|connection to server at .{1,200} failed/,
    category: 'network',
    narrow: 'told',
  },
]);
