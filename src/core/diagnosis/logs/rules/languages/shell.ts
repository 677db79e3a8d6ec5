import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../../../explanation/category.ts';
import { isOwnFile } from '../../code/ownCode.ts';
import { categoryOfExit } from '../../engine/confirmByExit.ts';
import { addSubject, type Finding, type LogContext, type Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { execFormat } from '../system/posix.ts';

/** Matches `bash: line 3: `, `./run.sh: line 12: `, `/bin/sh: 1: `, and `run.sh: 4: run.sh: `. */
const shellLine =
  /^\s*(?<shell>(?:[\w./~-]*\/)?(?:[\w.+-]+)): (?:exec: (?=line ))?(?:line )?(?<at>\d+): (?:\k<shell>: )?(?<rest>.*)$/;
const namedShell = /^\s*-?(?:\/\S*\/)?(?:ba|da|z|k|a)?sh: (?<rest>.*)$/;
/** Matches keywords of bash that dash reports as unknown. */
const bashism =
  /: (?:\[\[|source|declare|typeset|shopt|pushd|popd|mapfile|readarray|let|function): not found$|: set: [Ii]llegal option -o pipefail/;
const script = /\.(?:sh|bash|py|pl|rb|R|csh|zsh|ksh): cannot execute: required file not found/;
const dataFile =
  /\.(?:txt|csv|tsv|json|ya?ml|xml|ini|cfg|conf|toml|log|dat|data|in|inp|out|gz|zip|tar|bam|fa|fasta|fastq|vcf|nc|h5|hdf5|npy|npz|parquet|exr|png|jpe?g|tiff?|list|lst|env|sql|md)$/i;

export const shellRules = {
  'shell-complaint': {
    on: [
      ': line ',
      'Bad file descriptor',
      'not found',
      'No such file or directory',
      'ermission denied',
      'cannot execute',
      'Exec format',
      'unbound variable',
      'parameter',
      'syntax error',
      'Syntax error',
      'unexpected',
      'readonly variable',
      'Bad substitution',
      'bad substitution',
      'bad array',
      'ambiguous redirect',
      'invalid option',
      'Is a directory',
      'Argument list too long',
      'Cannot allocate',
      'cannot overwrite',
      'command not',
      'Text file busy',
      'division by 0',
      'No space left',
      'llegal option',
      'cannot open ',
      'cannot create ',
      "Can't open ",
      "can't cd to ",
    ],
    read: readShell,
  },
  'shell-needs-bash': {
    on: ['not found', 'llegal option -o pipefail'],
    read: (log, line, context) => (bashism.test(log.text(line)) ? readSurely(log, line, context) : undefined),
    says: () => l10n.t('A bash script was run with sh'),
    fix: () => [
      l10n.t('Run the script with bash: begin the command line with /bin/bash, and the script with #!/bin/bash.'),
    ],
  },
  'shell-script-without-interpreter': {
    on: ['required file not found'],
    read: (log, line, context) => (script.test(log.text(line)) ? readSurely(log, line, context) : undefined),
    says: addSubject(() => l10n.t("The interpreter in the script's first line does not exist")),
    fix: () => [
      l10n.t(
        'In the #! line, name an interpreter that is on the node; if that line ends with CR, convert the script with dos2unix.',
      ),
    ],
  },
  'shell-exec-format': { ...execFormat, on: ['Exec format', 'cannot execute binary file'], read: readSurely },
  'shell-carriage-return': {
    on: ['\\r’: No such file', "$'\\r'", '^M: bad interpreter', '\\r: No such file', "\\r': No such file", "$'{\\r"],
    match: /\$'[^']*\\r'|[‘'"][^‘’'"]+\\r[’'"]: No such file|\^M: bad interpreter|\\r'?: No such file|\r: not found/,
    category: 'encoding-lineendings',
    weight: 'verdict',
    narrow: 'exact',
  },
  'shell-number-expected': {
    on: ['integer expression expected', ': invalid number'],
    match:
      /^(?<file>\S+\.\w+): line (?<at>\d+): (?:\[|test|printf): .*: (?:integer expression expected|invalid number)$/,
    category: 'exception-in-user-code',
    weight: 'error',
    fix: () => [
      l10n.t("Check where the script gets this value from: it isn't a number, and may be empty or a word such as N/A."),
    ],
  },
  'zsh-no-matches': {
    on: 'no matches found: ',
    match: /^(?:(?<file>[\w./~-]+):)?(?:(?<at>\d+): )?(?:zsh: )?no matches found: (?<what>.+)/,
    category: 'missing-file',
  },
  'zsh-command-not-found': {
    on: ['command not found: ', 'parse error near'],
    match: /^(?<file>[\w./~-]+\.zsh|\.?\/[\w./~-]+):(?<at>\d+): (?:command not found: |parse error near)/,
    category: 'missing-program',
  },
  'csh-undefined-variable': {
    like: '^{what}: Undefined variable.$',
    category: 'exception-in-user-code',
    narrow: 'failed',
  },
  'csh-no-match': { like: ['^{}: No match.$'], category: 'missing-file', weight: 'hint' },
  'shell-trap-at-line': {
    on: ' at line ',
    match: /\bat line (?<at>\d{1,6}) of (?<file>[\w./-]+\.\w+)$/,
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'shell-missing-interpreter': {
    like: '{what}: bad interpreter: No such file or directory',
    unless: /\^M/,
    category: 'missing-program',
    weight: 'verdict',
    narrow: 'exact',
  },
  'env-missing-program': {
    on: ['/usr/bin/env: '],
    match: /^\/usr\/bin\/env: [‘'"]?(?<what>[^’'":]+)[’'"]?: No such file or directory/,
    unless: /\\r/,
    category: 'missing-program',
    weight: 'verdict',
    narrow: 'exact',
  },
  'launcher-missing-program': {
    like: [
      "failed to run command '{what}': No such file",
      'failed to run command ‘{what}’: No such file',
      'failed to execute {what}: No such file',
      '^xargs: {what}: No such file',
      '^env: ‘{what}’: No such file',
      "^env: '{what}': No such file",
      'sudo: {what}: command not found',
      'env: {what}: command not found',
      'bundler: command not found: {what}',
      "Command '{what}' required by {} cannot be found",
      '^exec: {what}: not found',
      'exec failed: No such file',
      'execve(): {what}: No such file',
      "execvp('{what}') failed: No such file",
    ],
    category: 'missing-program',
  },
  'ansible-missing-program': {
    on: "No such file or directory: b'",
    match: /\[Errno 2\] No such file or directory: b'(?<what>[^'/.]+)'/,
    category: 'missing-program',
  },
} satisfies Rules;

/** Messages of shells after the line number, most specific first. */
const sayings: readonly { readonly test: RegExp; readonly category: FailureCategory }[] = [
  { test: /\\r|\^M|\r|^set: (?:-\w*|pipefail)$/, category: 'encoding-lineendings' },
  { test: /command not found|: not found$|^(?:exec: )?\S+: not found/, category: 'missing-program' },
  { test: /\.(?:sh|bash|csh|zsh|ksh): cannot execute: required file not found/, category: 'encoding-lineendings' },
  { test: /cannot execute: required file not found/, category: 'missing-program' },
  { test: /cannot execute binary file|Exec format error/, category: 'dependency-version' },
  { test: /Too many open files/, category: 'other' },
  { test: /Permission denied/, category: 'permission' },
  { test: /Text file busy/, category: 'lock-contention' },
  { test: /No space left on device/, category: 'disk-full' },
  { test: /Cannot allocate memory/, category: 'out-of-memory' },
  {
    test: /cannot open \S.*: No such file$|[Cc]an't open \S|can't cd to |: Directory nonexistent/,
    category: 'missing-file',
  },
  {
    test: /Argument list too long|(?:invalid|[Ii]llegal) option|: \d+: (?:unbound variable|parameter not set)|\$\d+: unbound|parameter null or not set|^\w+: parameter not set|Is a directory/,
    category: 'bad-arguments',
  },
  {
    test: /unbound variable|parameter not set|syntax error|unexpected (?:EOF|end of file|token)|Syntax error|[Bb]ad substitution|bad array subscript|readonly variable|ambiguous redirect|division by 0|command not|Bad file descriptor|can only be used in a function|can only `return'|numeric argument required/,
    category: 'exception-in-user-code',
  },
];

function readShell(log: LogText, line: number, context: LogContext): Finding | undefined {
  const text = log.text(line);
  const numbered = /^(?:[gmn]?awk|sed|python|perl|[Ee]rror|[Ww]arning): /.test(text) ? null : shellLine.exec(text);
  const rest = numbered?.groups?.['rest'] ?? namedShell.exec(text)?.groups?.['rest'];
  if (rest === undefined) return undefined;
  const category = shellCategoryOf(rest, numbered !== null, context);
  if (category === undefined) return numbered === null ? undefined : unknownComplaint(line, rest, numbered.groups);
  return {
    line,
    category,
    weight: category === 'encoding-lineendings' || /[Ss]yntax error/.test(rest) ? 'verdict' : 'cause',
    narrow: category === 'exception-in-user-code' ? 'failed' : 'exact',
    subject: subjectOf(rest),
    frame: frameOf(numbered?.groups),
  };
}

/** Reads a shell's message that can have only one meaning. The cause may still be an invisible carriage return. */
function readSurely(log: LogText, line: number, context: LogContext): Finding | undefined {
  const found = readShell(log, line, context);
  return found === undefined ? undefined : { ...found, weight: 'cause', narrow: 'unmistakable' };
}

/** Reads any other message of a shell about a line of a script, such as the message in `${NAME:?message}`. */
function unknownComplaint(
  line: number,
  rest: string,
  groups: Record<string, string | undefined> | undefined,
): Finding | undefined {
  if (/^\s*\d+ (?:Killed|Terminated|Segmentation|Aborted|Bus|Illegal|Floating|Trace|Hangup|Done|Exit)/.test(rest))
    return undefined;
  const parameter = /^(?:[A-Za-z_]\w*|\d): \S/.test(rest);
  return {
    line,
    category: parameter ? 'bad-arguments' : 'exception-in-user-code',
    // A test that fails to run counts as false, so the script continues.
    weight: /^\s*\[: /.test(rest) ? 'echo' : 'error',
    narrow: 'failed',
    frame: frameOf(groups),
  };
}

function shellCategoryOf(rest: string, numbered: boolean, context: LogContext): FailureCategory | undefined {
  for (const { test, category } of sayings) if (test.test(rest)) return category;
  const missing = /^(?:(?:cd|exec|source|\.): )?(?<path>[^:]+): No such file or directory$/.exec(rest)?.groups?.[
    'path'
  ];
  if (missing === undefined) return undefined;
  return isProgram(missing, rest, numbered, context) ? 'missing-program' : 'missing-file';
}

/**
 * Distinguishes a missing program from a missing file, for which the shell uses the same words. Exit code 127 means a
 * program, unless the shell was given a script by its bare name, in which case the message has no line number.
 */
function isProgram(path: string, rest: string, numbered: boolean, context: LogContext): boolean {
  if (/^(?:source|\.): |^cd: /.test(rest)) return false;
  if (dataFile.test(path)) return false;
  if (!path.includes('/') && !numbered) return false;
  if (categoryOfExit(context) === 'missing-program' || /\/s?bin\/(?!activate$)[^/]+$/.test(path)) return true;
  if (context.exitCode === 1 || /(?:^|\/)activate$|\.(?:sh|bash|profile|env|rc)$/.test(path)) return false;
  return path.includes('/');
}

function subjectOf(rest: string): string | undefined {
  return (
    /(?:[Cc]an't|cannot) (?:open|create|cd to) ([^:\s]+)/.exec(rest)?.[1] ??
    /^(?:exec: |cd: |source: |\.: )?([^:\s]+): /.exec(rest)?.[1]
  );
}

/** A line number belongs to a script only if the script is named; `bash: line 1` is the command line itself. */
function frameOf(groups: Record<string, string | undefined> | undefined): Finding['frame'] {
  const { shell, at } = groups ?? {};
  if (shell === undefined || at === undefined || isData(shell) || !isOwnFile(shell)) return undefined;
  return { file: shell, line: Number(at) };
}

/** Checks whether a name is a data file; the shell may name a file that it could not read commands from. */
function isData(file: string): boolean {
  return dataFile.test(file) && !file.endsWith('.env');
}
