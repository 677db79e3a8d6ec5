import * as l10n from '@vscode/l10n';
import { addSubject, type Finding, type Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';

/** Rules for small programs that scripts call: text tools, archivers, sudo, and file-based databases. */
export const utilityRules = {
  'parallel-job-failed': { on: ['parallel: This job failed:'], read: readParallel },
  'tool-argument-invalid': {
    on: ': invalid ',
    match:
      /^(?:sort|cut|head|tail|split|seq|dd|date|truncate|fold|nl|od|tr|uniq|shuf|stat|touch|chmod|chown|numfmt|sleep|timeout|tee|ls|du|df|xargs|find): .*invalid /,
    category: 'bad-arguments',
  },
  'tool-argument-ends-in-return': {
    on: ': invalid ',
    match: /\\r[’']/,
    category: 'encoding-lineendings',
    narrow: 'unmistakable',
  },
  'tool-operand-missing': {
    like: [
      ': missing operand',
      ': missing file operand',
      ': missing destination operand',
      ': missing destination file operand',
      ': extra operand',
    ],
    category: 'bad-arguments',
  },
  'grep-expression-invalid': {
    like: ['grep: Unmatched', 'grep: Invalid', 'Invalid regular expression'],
    category: 'bad-arguments',
  },
  'user-unknown': { like: ['^su: user {what} does not exist', 'unknown user: {what}'], category: 'bad-arguments' },
  'sed-script-invalid': {
    like: '^sed: file {file} line {at}:',
    category: 'exception-in-user-code',
    says: () => l10n.t('A sed script could not be parsed'),
  },
  'sed-failed': { like: ['^sed: -', '^sed: no input files'], category: 'bad-arguments' },
  'awk-program-failed': {
    like: ['^awk: line {}: ', '^awk: cmd. line:{}: ', '^gawk: cmd. line:{}: ', '^mawk: line {}: '],
    category: 'exception-in-user-code',
    narrow: 'failed',
    weight: 'error',
  },
  'cp-omits-folder': { like: ['; omitting directory', 'not specified; omitting'], category: 'bad-arguments' },
  'root-required': {
    like: [
      'must be superuser to',
      'only root can',
      'nly root may',
      'must be root',
      'need to be root',
      'must be run as root',
      'requires root privileges',
      'requires superuser privilege',
      'has to be run with superuser privileges',
    ],
    category: 'permission',
  },
  'sudo-asks-for-password': {
    like: [
      'terminal is required to read the password',
      'a password is required',
      'is not in the sudoers file',
      'no tty present',
    ],
    category: 'permission',
    says: () => l10n.t("The task's user isn't allowed to use sudo"),
  },
  'file-not-locked': {
    like: [
      'nable to lock file',
      'nable to acquire lock',
      'flock: failed to get lock',
      'ailed to lock',
      'could not lock',
    ],
    unless: /Permission denied/,
    category: 'lock-contention',
  },
  'patch-hunk-failed': {
    on: 'Hunk #',
    match: /^Hunk #\d+ FAILED at \d/,
    category: 'bad-input',
    says: () => l10n.t("A patch doesn't match the file"),
    fix: () => [l10n.t('Apply the patch to the version of the source that it was created for.')],
  },
  'ghostscript-failed': { like: '^Error: /', unless: /undefinedfilename/, category: 'bad-input', narrow: 'kind' },
  'archive-damaged': {
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
      /^(?:gzip|gunzip|zcat|pigz|unpigz|xz|bzip2|lz4|zstd): .*(?:not in gzip format|unexpected end of file|invalid compressed data|format not recognized|data is corrupt|not a bzip2 file|crc error)|^(?:xz|gzip|zstd): /,
    category: 'bad-input',
  },
  'tar-damaged': {
    like: ['does not look like a tar archive', 'Unexpected EOF in archive'],
    category: 'bad-input',
    weight: 'error',
  },
  'tar-wrote-part': { like: 'tar: {}: Wrote only {} of {} bytes', category: 'disk-full' },
  'tar-gave-up': {
    like: ['tar: Error is not recoverable', 'tar: Exiting with failure', 'tar: Child returned status'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'timeout-ended': { like: 'timeout: sending signal {} to command', category: 'timeout' },
  'utility-input-missing': {
    like: [
      'failed to load external entity "{what}"',
      'Error: /undefinedfilename in ',
      '^tar: {what}: Not found in archive',
    ],
    category: 'missing-file',
  },
  'unzip-archive-missing': {
    on: 'cannot find or open',
    match: /^unzip: {1,2}cannot find or open (?<what>[^,]+)/,
    category: 'missing-file',
  },
  'utility-input-damaged': {
    like: [
      'TIFFFetchDirectory:',
      'TIFFReadDirectory:',
      'Cannot read TIFF header',
      'Not a TIFF or MDI file',
      ': parser error : ',
      ': RIFF header not found',
      'sox FAIL formats: no handler',
      'End-of-central-directory signature not found',
      'bad zipfile offset',
      'bad CRC',
      'need PK compat',
      'file is not a database',
    ],
    category: 'bad-input',
  },
  'archive-password-wrong': {
    like: ['Data Error in encrypted file. Wrong password? : {what}', 'incorrect password--unable to get'],
    category: 'bad-input',
    weight: 'verdict',
    narrow: 'unmistakable',
    says: addSubject(() => l10n.t('The password is wrong')),
    fix: () => [l10n.t("Check the password that the task receives, and that it's the right one for this file.")],
  },
  '7z-damaged': {
    like: [
      'Open ERROR: Can not open the file as',
      'Open ERROR: Cannot open the file as',
      '^ERROR: Data Error',
      'Headers Error',
    ],
    category: 'bad-input',
    weight: 'verdict',
  },
  'checksum-differs': {
    like: ['^{what}: FAILED$', '^{what}: FAILED open or read$'],
    category: 'bad-input',
    weight: 'error',
  },
  'gnuplot-data-missing': {
    on: '" line ',
    match:
      /^"(?<file>[^"]+\.(?:gp|plt?|gnuplot|gnu))" line (?<at>\d+): (?:warning: )?Cannot find or open file "(?<what>[^"]+)"/,
    category: 'missing-file',
  },
  'gnuplot-script-failed': {
    on: '" line ',
    match:
      /^"(?<file>[^"]+\.(?:gp|plt?|gnuplot|gnu))" line (?<at>\d+): (?!(?:warning: )?Cannot find or open |undefined (?:variable|function))/,
    category: 'bad-input',
  },
  'gnuplot-name-undefined': {
    like: ['^"{file}" line {at}: undefined variable: {what}', '^"{file}" line {at}: undefined function: {what}'],
    category: 'exception-in-user-code',
  },
  'sqlite-locked': {
    like: 'database is locked',
    category: 'lock-contention',
    says: () => l10n.t('The SQLite database is locked'),
    fix: () => [
      l10n.t('SQLite is suited to one writer on a local disk: give each task a copy, or use a database server.'),
    ],
  },
  'sqlite-table-missing': {
    like: ['no such table: {what}', 'no such column: {what}'],
    category: 'bad-input',
    weight: 'error',
    says: addSubject(() => l10n.t('The table or column does not exist')),
  },

  'jq-program-invalid': { like: '^jq: error: syntax error', category: 'exception-in-user-code', narrow: 'failed' },
  'jq-input-refused': {
    like: ['^parse error: ', '^jq: error', '^jq: parse error'],
    unless: /^jq: error: syntax error|^jq: error\b.{0,20}Could not open/,
    category: 'bad-input',
  },
  'jq-not-compiled': { like: ['jq: 1 compile error', 'jq: 2 compile'], category: 'other', weight: 'echo' },
} satisfies Rules;

/** Reads a GNU Parallel failure, which shows the failed command in the next line, without its output. */
function readParallel(log: LogText, line: number): Finding {
  return { line, category: 'other', weight: 'echo', narrow: 'other', covers: [line, log.next(line)] };
}
