import type { Finding, LineReader } from '../finding.ts';
import { lineRules } from '../lineRule.ts';
import type { LogText } from '../text/logText.ts';

/** The small programs every script calls: archives, checksums, text tools, databases. */
export const utilityReaders: readonly LineReader[] = [
  { on: ['parallel: This job failed:'], read: readParallel },
  ...lineRules([
    {
      on: ': invalid ',
      match:
        /^(?:sort|cut|head|tail|split|seq|dd|date|truncate|fold|nl|od|tr|uniq|shuf|stat|touch|chmod|chown|numfmt|sleep|timeout|tee|ls|du|df|xargs|find): .*invalid /,
      category: 'bad-arguments',
    },
    { on: ': invalid ', match: /\\r[’']/, category: 'encoding-lineendings', narrow: 'unmistakable' },
    { like: 'failed to load external entity "{what}"', category: 'missing-file' },
    { like: ['^sed: -e expression', '^sed: file {} line {}:'], category: 'bad-arguments' },
    { like: ['must be superuser to', 'only root can', 'nly root may', 'you must be root'], category: 'permission' },
    {
      like: [
        'grep: Unmatched',
        'grep: Invalid',
        'Invalid regular expression',
        '^su: user {what} does not exist',
        'unknown user: ',
        'invalid user: ',
      ],
      category: 'bad-arguments',
    },
    { like: ['; omitting directory', 'not specified; omitting'], category: 'bad-arguments' },
    {
      like: ['nable to lock file', 'flock: failed to get lock', 'failed to lock', 'could not lock', 'Failed to lock'],
      unless: /Permission denied/,
      category: 'lock-contention',
    },
    { like: [': parser error : ', ': RIFF header not found', 'sox FAIL formats: no handler'], category: 'bad-input' },
    { on: 'Hunk #', match: /^Hunk #\d+ FAILED at \d/, category: 'bad-input' },
    { like: 'Error: /undefinedfilename in ', category: 'missing-file' },
    { like: '^Error: /', unless: /undefinedfilename/, category: 'bad-input', narrow: 'kind' },
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
        /^(?:gzip|gunzip|zcat|pigz|xz|bzip2|lz4|zstd|unpigz)?: ?.*(?:not in gzip format|unexpected end of file|invalid compressed data|File format not recognized|[Cc]ompressed data is corrupt|not a bzip2 file|crc error)|^(?:xz|gzip|zstd): /,
      category: 'bad-input',
    },
    {
      like: ['does not look like a tar archive', 'Unexpected EOF in archive', 'his does not look like'],
      category: 'bad-input',
      weight: 'error',
    },
    {
      like: ['tar: Error is not recoverable', ' failed: Unknown system error'],
      category: 'other',
      weight: 'echo',
      narrow: 'other',
    },
    {
      like: ['tar: Exiting with failure', 'tar: Child returned status'],
      category: 'other',
      weight: 'echo',
      narrow: 'other',
    },
    { like: '^tar: {what}: Not found in archive', category: 'missing-file' },
    { like: 'End-of-central-directory signature not found', category: 'bad-input' },
    {
      on: 'cannot find or open',
      match: /^unzip: {1,2}cannot find or open (?<what>[^,]+)/,
      category: 'missing-file',
    },
    { like: ['bad zipfile offset', 'bad CRC', 'need PK compat'], category: 'bad-input' },
    {
      like: [
        'Open ERROR: Can not open the file as',
        'Open ERROR: Cannot open the file as',
        '^ERROR: Data Error',
        'Headers Error',
      ],
      category: 'bad-input',
      weight: 'verdict',
    },
    { like: ['^{what}: FAILED$', '^{what}: FAILED open or read$'], category: 'bad-input', weight: 'error' },
    { like: '^sed: ', unless: /No such file|Permission denied/, category: 'bad-arguments' },
    {
      on: '" line ',
      match: /^"(?<file>[^"]+\.(?:gp|plt?|gnuplot|gnu))" line (?<at>\d+): (?:warning: )?Cannot find or open /,
      category: 'missing-file',
    },
    {
      on: '" line ',
      match: /^"(?<file>[^"]+\.(?:gp|plt?|gnuplot|gnu))" line (?<at>\d+): (?!(?:warning: )?Cannot find or open )/,
      category: 'bad-input',
    },
    {
      like: [
        '^awk: line {}: ',
        '^awk: cmd. line:{}: ',
        '^gawk: line {}: ',
        '^gawk: cmd. line:{}: ',
        '^mawk: line {}: ',
        '^mawk: cmd. line:{}: ',
        '^nawk: line {}: ',
        '^nawk: cmd. line:{}: ',
      ],
      category: 'exception-in-user-code',
      narrow: 'failed',
      weight: 'error',
    },
    {
      like: [
        ': missing operand',
        ': missing file operand',
        ': missing destination operand',
        ': missing destination file operand',
        ': missing file file operand',
        ': invalid number of',
        ': invalid date',
        ': invalid mode',
        ': invalid user',
        ': invalid group',
        ': extra operand',
      ],
      category: 'bad-arguments',
    },
    { like: 'database is locked', category: 'lock-contention' },
    {
      like: ['no such table: {what}', 'no such column: {what}'],
      category: 'bad-input',
    },
    { like: 'file is not a database', category: 'bad-input' },
    { like: '^jq: error{}Could not open', category: 'missing-file' },
    { like: '^jq: error: syntax error', category: 'exception-in-user-code', narrow: 'failed' },
    {
      like: ['^parse error: ', '^jq: error', '^jq: parse error'],
      unless: /^jq: error: syntax error|^jq: error\b.{0,20}Could not open/,
      category: 'bad-input',
    },
    { like: ['jq: 1 compile error', 'jq: 2 compile'], category: 'other', weight: 'echo' },
    { like: '^rsync error: ', category: 'other', weight: 'echo', narrow: 'other' },
    { like: 'Host key verification failed', category: 'permission' },
    { like: 'Permission denied (publickey', category: 'permission' },
    {
      like: [
        'terminal is required to read the password',
        'a password is required',
        'is not in the sudoers file',
        'no tty present',
      ],
      category: 'permission',
    },
    {
      like: ['could not connect to server', 'connection to server at {} failed'],
      category: 'network',
      narrow: 'stated',
    },
  ]),
];

/** GNU Parallel shows below the command that failed: what the command would have said is not said. */
function readParallel(log: LogText, line: number): Finding {
  return { line, category: 'other', weight: 'echo', narrow: 'other', covers: [line, log.next(line)] };
}
