import type { ExamplesOf } from '../../engine/examples.ts';
import type { utilityRules } from './utilities.ts';

export const utilityExamples: ExamplesOf<typeof utilityRules> = {
  'parallel-job-failed': { examples: [['parallel: This job failed:', './align sample-7']] },
  'tool-argument-invalid': {
    examples: [
      'date: invalid date ‘2026-02-30’',
      'split: invalid number of bytes: ‘1Z-’',
      "sleep: invalid time interval 'soon'",
    ],
  },
  'tool-argument-ends-in-return': {
    examples: ['sleep: invalid time interval ‘5\\r’', 'head: invalid number of lines: ‘10\\r’'],
  },
  'tool-operand-missing': { examples: ['tool: missing operand', 'cp: missing file operand'] },
  'grep-expression-invalid': {
    examples: [
      'grep: Unmatched [, [^, [:, [., or [=',
      'grep: Invalid back reference',
      'SyntaxError: Invalid regular expression: /(/: Unterminated group',
    ],
  },
  'user-unknown': {
    examples: [
      'su: user nosuchuser does not exist or the user entry does not contain all the required fields',
      'sudo: unknown user: render',
    ],
  },
  'sed-script-invalid': { examples: ["sed: file fix.sed line 3: unterminated `s' command"] },
  'sed-failed': {
    examples: ["sed: -e expression #1, char 3: unterminated `s' command", 'sed: no input files'],
    not: [
      "sed: can't read in.txt: No such file or directory",
      "sed: couldn't open temporary file ./sedAbC123: Read-only file system",
    ],
  },
  'awk-program-failed': {
    examples: ['awk: line 2: missing } near end of file', 'awk: cmd. line:1: error: division by zero attempted'],
  },
  'cp-omits-folder': {
    examples: [
      "cp: -r not specified; omitting directory 'frames'",
      "cp: omitting directory 'frames'; omitting directory",
    ],
  },
  'root-required': {
    examples: [
      'mount: /data: must be superuser to use mount.',
      'mount: only root can do that',
      'reboot: you must be root to do that',
      'This operation requires root privileges',
      'Error: This command has to be run with superuser privileges (under the root user on most systems).',
    ],
  },
  'sudo-asks-for-password': {
    examples: [
      'sudo: a password is required',
      'sudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper',
      '_azbatch is not in the sudoers file.  This incident will be reported.',
    ],
  },
  'file-not-locked': {
    examples: [
      'failed to lock state: lease already present',
      'could not lock project: already locked by user b',
      'Exception in thread "main" java.lang.RuntimeException: Unable to acquire lock on /mnt/shared/index/write.lock',
      "HDF5: unable to lock file, errno = 11, error message = 'Resource temporarily unavailable'",
    ],
    not: ['could not lock /etc/passwd: Permission denied'],
  },
  'patch-hunk-failed': { examples: ['Hunk #1 FAILED at 1.'], not: ['Hunk #1 succeeded at 14 (offset 3 lines).'] },
  'ghostscript-failed': { examples: ['Error: /syntaxerror in --token--', 'Error: /undefined in obj'] },
  'archive-damaged': {
    examples: [
      'gzip: a.gz: not in gzip format',
      'gzip: stdin: unexpected end of file',
      'xz: frames.xz: Compressed data is corrupt',
      'bzip2: data.bz2 is not a bzip2 file.',
    ],
  },
  'timeout-ended': { examples: ['timeout: sending signal TERM to command ‘sleep’'] },
  'tar-damaged': {
    examples: ['tar: Unexpected EOF in archive', 'tar: This does not look like a tar archive'],
  },
  'tar-wrote-part': { examples: ['tar: field.bin: Wrote only 4608 of 10240 bytes'] },
  'tar-gave-up': {
    examples: [
      'tar: Error is not recoverable: exiting now',
      'tar: Child returned status 2',
      'tar: Exiting with failure status due to previous errors',
    ],
  },
  'utility-input-missing': {
    examples: [
      'warning: failed to load external entity "scene.xml"',
      'I/O error : failed to load external entity "scene.xml"',
      'Error: /undefinedfilename in (scene.ps)',
      'tar: scene/x.obj: Not found in archive',
    ],
  },
  'unzip-archive-missing': { examples: ['unzip:  cannot find or open in.zip, in.zip.zip or in.zip.ZIP.'] },
  'utility-input-damaged': {
    examples: [
      'ERROR 1: t10.tif: TIFFFetchDirectory:t10.tif: Can not read TIFF directory',
      'scan.tif: Not a TIFF or MDI file, bad magic number 8224 (0x2020).',
      's.xml:1: parser error : Premature end of data in tag a line 1',
      's.xml:1: parser error : Opening and ending tag mismatch: b line 1 and a',
      "sox FAIL formats: no handler for file extension `mp3'",
      "sox FAIL formats: can't open input file `a.wav': WAVE: RIFF header not found",
      '  End-of-central-directory signature not found.  Either this file is not',
      'file #1:  bad zipfile offset (local header sig):  0',
      ' frame.exr               bad CRC 5f3a1c20  (should be 8a7b00d1)',
      'Error: file is not a database',
      'sqlite3.DatabaseError: file is not a database',
    ],
  },
  'archive-password-wrong': {
    examples: [
      'ERROR: Data Error in encrypted file. Wrong password? : survey.csv',
      '   skipping: survey.csv              incorrect password--unable to get password',
    ],
  },
  '7z-damaged': { examples: ['Open ERROR: Cannot open the file as [7z] archive', 'ERROR: Data Error : scene.bin'] },
  'checksum-differs': {
    examples: ['a.bin: FAILED', 'model.onnx: FAILED open or read'],
    not: ['a.bin: OK', 'INFO mapreduce.Job: Task Id : attempt_1737357756085_0016_m_000003_0, Status : FAILED (retry)'],
  },
  'gnuplot-data-missing': { examples: ['"p.gp" line 3: warning: Cannot find or open file "run.dat"'] },
  'gnuplot-script-failed': {
    examples: ['"p.gp" line 1: unknown or ambiguous terminal type; type just \'set terminal\' for a list'],
  },
  'gnuplot-name-undefined': { examples: ['"p.gp" line 215: undefined variable: amplitude'] },
  'sqlite-locked': { examples: ['database is locked', 'sqlite3.OperationalError: database is locked'] },
  'sqlite-table-missing': { examples: ['Error: in prepare, no such table: runs'] },
  'jq-program-invalid': {
    examples: ['jq: error: syntax error, unexpected $end (Unix shell quoting issues?) at <top-level>, line 1:'],
  },
  'jq-input-refused': {
    examples: [
      'jq: error (at <stdin>:1): Cannot index number with "name"',
      'parse error: Invalid numeric literal at line 1, column 6',
    ],
  },
  'jq-not-compiled': { examples: ['jq: 1 compile error'] },
};
