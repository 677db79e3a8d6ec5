import type { Finding } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';

/** The small programs every script calls: archives, checksums, text tools, databases. */
export const utilityRules = {
  'utilities-parallel': { on: ['parallel: This job failed:'], read: readParallel },

  'utilities-invalid': {
    on: ': invalid ',
    match:
      /^(?:sort|cut|head|tail|split|seq|dd|date|truncate|fold|nl|od|tr|uniq|shuf|stat|touch|chmod|chown|numfmt|sleep|timeout|tee|ls|du|df|xargs|find): .*invalid /,
    category: 'bad-arguments',
  },

  'utilities-invalid-2': {
    on: ': invalid ',
    match: /\\r[’']/,
    category: 'encoding-lineendings',
    narrow: 'unmistakable',
  },

  'utilities-failed-to-load': { like: 'failed to load external entity "{what}"', category: 'missing-file' },

  'utilities-sed-e-expression': { like: ['^sed: -e expression', '^sed: file {} line {}:'], category: 'bad-arguments' },

  'utilities-must-be-superuser': {
    like: ['must be superuser to', 'only root can', 'nly root may', 'you must be root'],
    category: 'permission',
  },

  'utilities-grep-unmatched': {
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

  'utilities-omitting-directory': {
    like: ['; omitting directory', 'not specified; omitting'],
    category: 'bad-arguments',
  },

  'utilities-nable-to-lock': {
    like: ['nable to lock file', 'flock: failed to get lock', 'failed to lock', 'could not lock', 'Failed to lock'],
    unless: /Permission denied/,
    category: 'lock-contention',
  },

  'utilities-parser-error': {
    like: [': parser error : ', ': RIFF header not found', 'sox FAIL formats: no handler'],
    category: 'bad-input',
  },

  'utilities-hunk': { on: 'Hunk #', match: /^Hunk #\d+ FAILED at \d/, category: 'bad-input' },

  'utilities-error-undefinedfilename-in': { like: 'Error: /undefinedfilename in ', category: 'missing-file' },

  'utilities-error': { like: '^Error: /', unless: /undefinedfilename/, category: 'bad-input', narrow: 'kind' },

  'utilities-not-in-gzip': {
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

  'utilities-does-not-look': {
    like: ['does not look like a tar archive', 'Unexpected EOF in archive', 'his does not look like'],
    category: 'bad-input',
    weight: 'error',
  },

  'utilities-tar-error-is': {
    like: ['tar: Error is not recoverable', ' failed: Unknown system error'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },

  'utilities-tar-exiting-with': {
    like: ['tar: Exiting with failure', 'tar: Child returned status'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },

  'utilities-tar-not-found': { like: '^tar: {what}: Not found in archive', category: 'missing-file' },

  'utilities-end-of-central': { like: 'End-of-central-directory signature not found', category: 'bad-input' },

  'utilities-cannot-find-or': {
    on: 'cannot find or open',
    match: /^unzip: {1,2}cannot find or open (?<what>[^,]+)/,
    category: 'missing-file',
  },

  'utilities-bad-zipfile-offset': { like: ['bad zipfile offset', 'bad CRC', 'need PK compat'], category: 'bad-input' },

  'utilities-open-error-can': {
    like: [
      'Open ERROR: Can not open the file as',
      'Open ERROR: Cannot open the file as',
      '^ERROR: Data Error',
      'Headers Error',
    ],
    category: 'bad-input',
    weight: 'verdict',
  },

  'utilities-failed': {
    like: ['^{what}: FAILED$', '^{what}: FAILED open or read$'],
    category: 'bad-input',
    weight: 'error',
  },

  'utilities-sed': { like: '^sed: ', unless: /No such file|Permission denied/, category: 'bad-arguments' },

  'utilities-line': {
    on: '" line ',
    match: /^"(?<file>[^"]+\.(?:gp|plt?|gnuplot|gnu))" line (?<at>\d+): (?:warning: )?Cannot find or open /,
    category: 'missing-file',
  },

  'utilities-line-2': {
    on: '" line ',
    match: /^"(?<file>[^"]+\.(?:gp|plt?|gnuplot|gnu))" line (?<at>\d+): (?!(?:warning: )?Cannot find or open )/,
    category: 'bad-input',
  },

  'utilities-awk-line': {
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

  'utilities-missing-operand': {
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

  'utilities-database-is-locked': { like: 'database is locked', category: 'lock-contention' },

  'utilities-no-such-table': {
    like: ['no such table: {what}', 'no such column: {what}'],
    category: 'bad-input',
  },

  'utilities-file-is-not': { like: 'file is not a database', category: 'bad-input' },

  'utilities-jq-error-could': { like: '^jq: error{}Could not open', category: 'missing-file' },

  'utilities-jq-error-syntax': {
    like: '^jq: error: syntax error',
    category: 'exception-in-user-code',
    narrow: 'failed',
  },

  'utilities-parse-error': {
    like: ['^parse error: ', '^jq: error', '^jq: parse error'],
    unless: /^jq: error: syntax error|^jq: error\b.{0,20}Could not open/,
    category: 'bad-input',
  },

  'utilities-jq-1-compile': { like: ['jq: 1 compile error', 'jq: 2 compile'], category: 'other', weight: 'echo' },

  'utilities-terminal-is-required': {
    like: [
      'terminal is required to read the password',
      'a password is required',
      'is not in the sudoers file',
      'no tty present',
    ],
    category: 'permission',
  },

  'utilities-could-not-connect': {
    like: ['could not connect to server', 'connection to server at {} failed'],
    category: 'network',
    narrow: 'stated',
  },
} satisfies Rules;

/** GNU Parallel shows below the command that failed: what the command would have said is not said. */
function readParallel(log: LogText, line: number): Finding {
  return { line, category: 'other', weight: 'echo', narrow: 'other', covers: [line, log.next(line)] };
}
