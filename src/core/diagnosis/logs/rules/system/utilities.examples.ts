import type { ExamplesOf } from '../../engine/examples.ts';
import type { utilityRules } from './utilities.ts';

export const utilityExamples: Partial<ExamplesOf<typeof utilityRules>> = {
  'utilities-invalid': { examples: ['date: invalid date ‘2026-02-30’', 'split: invalid number of bytes: ‘1Z-’'] },
  'utilities-grep-unmatched': {
    examples: [
      'grep: Unmatched [, [^, [:, [., or [=',
      'su: user nosuchuser does not exist or the user entry does not contain all the required fields',
    ],
  },
  'utilities-nable-to-lock': {
    examples: [
      'failed to lock state: lease already present',
      'could not lock project: already locked by user b',
      "HDF5: unable to lock file, errno = 11, error message = 'Resource temporarily unavailable'",
    ],
  },
  'utilities-parser-error': {
    examples: [
      's.xml:1: parser error : Premature end of data in tag a line 1',
      'x.xml:1: parser error : Premature end of data in tag a line 1',
      's.xml:1: parser error : Opening and ending tag mismatch: b line 1 and a',
    ],
  },
  'utilities-hunk': { examples: ['Hunk #1 FAILED at 1.'] },
  'utilities-not-in-gzip': {
    examples: [
      'gzip: a.gz: not in gzip format',
      'gzip: stdin: not in gzip format',
      'gzip: in/3.gz: not in gzip format',
    ],
  },
  'utilities-does-not-look': { examples: ['tar: Unexpected EOF in archive'] },
  'utilities-tar-exiting-with': {
    examples: ['tar: Child returned status 2', 'tar: Exiting with failure status due to previous errors'],
  },
  'utilities-tar-not-found': { examples: ['tar: scene/x.obj: Not found in archive'] },
  'utilities-cannot-find-or': { examples: ['unzip:  cannot find or open in.zip, in.zip.zip or in.zip.ZIP.'] },
  'utilities-open-error-can': { examples: ['Open ERROR: Cannot open the file as [7z] archive'] },
  'utilities-failed': {
    examples: [
      'a: FAILED',
      'a.bin: FAILED',
      'INFO mapreduce.Job: Task Id : attempt_1737357756085_0016_m_000003_0, Status : FAILED',
    ],
  },
  'utilities-line-2': {
    examples: ['"p.gp" line 1: unknown or ambiguous terminal type; type just \'set terminal\' for a list'],
  },
  'utilities-awk-line': {
    examples: ['awk: line 2: missing } near end of file', 'awk: cmd. line:1: error: division by zero attempted'],
  },
  'utilities-missing-operand': { examples: ['tool: missing operand'] },
  'utilities-database-is-locked': {
    examples: ['database is locked', 'SqliteError: database is locked', 'sqlite3.OperationalError: database is locked'],
  },
  'utilities-no-such-table': { examples: ['Error: in prepare, no such table: runs'] },
  'utilities-jq-error-could': { examples: ['jq: error: Could not open file cfg.json: No such file or directory'] },
  'utilities-jq-error-syntax': {
    examples: ['jq: error: syntax error, unexpected $end (Unix shell quoting issues?) at <top-level>, line 1:'],
  },
  'utilities-jq-1-compile': { examples: ['jq: 1 compile error'] },
  'utilities-terminal-is-required': { examples: ['sudo: a password is required'] },
};
