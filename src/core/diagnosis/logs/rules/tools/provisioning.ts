import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Frame, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfLine, categoryOfMessage } from '../../lexicon/lexicon.ts';
import { guessFromOwnWords } from '../../lexicon/ownWords.ts';

const longestMessage = 24;

/** Rules for messages from Terraform, Ansible, Puppet, Chef, and Salt, which set up the software that tasks use. */
export const provisioningRules = {
  'terraform-configuration-error': { on: ['.tf line ', '.tfvars line ', '.tf.json line '], read: readTerraformPlace },
  'terraform-error': { on: ['Error: '], read: readTerraform },
  'ansible-task-failed': { on: ['FAILED! => {'], read: readAnsibleFailure },
  'ansible-playbook-error': { on: ['The error appears to be in '], read: readAnsiblePlace },
  'provisioning-command-failed': {
    on: ["Execution of '", 'Expected process to exit with ', ' failed with return code: '],
    match:
      /\bExecution of '.+' returned \d{1,3}: ?(?:Reading package lists|Building dependency|Loaded plugins|Last metadata|Updating|Refreshing|Hit:|Get:|$)|\bExpected process to exit with \[[\d, ]+\], but received '\d+'|\bCommand '.+' failed with return code: \d+$/,
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'terraform-provisioner-failed': {
    like: ['Error: Terraform encountered problems during init', 'Error: {} provisioner error'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'terraform-state-locked': { on: ['Error acquiring the state lock'], read: readStateLock },
  'terraform-variable-missing': {
    like: ['No value for required variable', 'Value for undeclared variable', 'Failed to parse command-line flags'],
    category: 'bad-arguments',
  },
  'terraform-version-unsupported': {
    like: ['Unsupported Terraform Core version', 'Inconsistent dependency lock file'],
    category: 'dependency-version',
  },
  'terraform-plugin-missing': {
    like: ['Required plugins are not installed', 'Module not installed', 'Missing required provider'],
    category: 'missing-module',
  },
  'terraform-file-missing': { like: 'no file exists at "{what}"', category: 'missing-file', weight: 'error' },
  'ansible-variable-undefined': {
    like: 'an undefined variable. The error was: {what} is undefined',
    category: 'exception-in-user-code',
    narrow: 'failed',
  },
  'ansible-host-unreachable': { like: 'UNREACHABLE! => ', category: 'network', narrow: 'guess' },
} satisfies Rules;

/** Matches `  on main.tf line 2, in resource "x" "y":`, below the summary of an error. */
const place = /^(?:│ )? {2}on (?<file>\S+\.(?:tf|tfvars|tf\.json)) line (?<at>\d+)/;
const summary = /^(?:│ )?Error: /;
const ownFault = { category: 'exception-in-user-code', narrow: 'failed' } as const;

/** Reads an error with its place in the configuration, which is the user's own code, unless a request was refused. */
function readTerraformPlace(log: LogText, line: number): Finding | undefined {
  const frame = toProvisioningFrame(place.exec(log.text(line))?.groups);
  if (frame === undefined) return undefined;
  for (let at = line - 1; at >= 0 && at > line - longestMessage; at--)
    if (summary.test(log.text(at))) {
      const category = categoryOfMessage(log.text(at).replace(summary, ''));
      const said = category === undefined ? ownFault : ({ category, narrow: 'kind' } as const);
      return { line: at, weight: 'cause', frame, ...said, ...block(log, at) };
    }
  return undefined;
}

/** Matches the reason for a failed lock, except the system's text for a locked file; the headline says more. */
const reasonOfLock = /^Error message: (?!resource temporarily unavailable)/;

/** Reads a failed lock of the state: the lock is taken or storage refused it, as `Error message:` below shows. */
function readStateLock(log: LogText, line: number): Finding {
  const covers = below(log, line);
  const message = covers.find((at) => reasonOfLock.test(withoutBar(log.text(at)))) ?? line;
  const category = message === line ? undefined : categoryOfLine(log.text(message));
  return { line: message, category: category ?? 'lock-contention', weight: 'cause', narrow: 'exact', covers };
}

/** Reads an error without a line of the configuration, whose reason is in its message. */
function readTerraform(log: LogText, line: number): Finding | undefined {
  if (!/^│ Error: (?!Error acquiring the state lock)/.test(log.text(line))) return undefined;
  const lines = below(log, line);
  const category = categoryOfLine(lines.map((at) => withoutBar(log.text(at))).join(' '));
  return {
    line,
    category: category ?? 'other',
    weight: 'cause',
    narrow: category === undefined ? 'other' : 'guess',
    ...block(log, line),
  };
}

function withoutBar(text: string): string {
  return text.startsWith('│') ? text.slice(1).trim() : text;
}

/** Returns the lines of an error, so that other readers' findings in its message apply to it. */
function block(log: LogText, line: number): Pick<Finding, 'covers' | 'details'> {
  const [first = line, ...details] = below(log, line);
  return { covers: [first], details };
}

/** Returns the lines of an error, up to the end of its box or the next error. */
function below(log: LogText, first: number): readonly number[] {
  const lines = [first];
  for (let line = first + 1; line < log.lineCount && lines.length < longestMessage; line++) {
    const text = log.text(line);
    if (text.startsWith('╵') || summary.test(text)) break;
    lines.push(line);
  }
  return lines;
}

const playbook = /The error appears to be in '(?<file>[^']+)': line (?<at>\d+)/;

const ansibleWords: Meanings<FailureCategory> = [
  [/unable to read either as JSON nor YAML/, 'bad-input'],
  [/couldn't resolve module\/action/, 'missing-module'],
];

/** Reads the place in a playbook where Ansible stopped, some lines below the error message. */
function readAnsiblePlace(log: LogText, line: number): Finding | undefined {
  const frame = toProvisioningFrame(playbook.exec(log.text(line))?.groups);
  for (let at = line; at >= 0 && at > line - longestMessage; at--) {
    const text = log.text(at);
    if (/^ERROR! |^fatal: \[/.test(text))
      return { line: at, ...kindOf(text), weight: 'cause', frame, covers: range(at, line) };
  }
  return undefined;
}

/** Matches a missing command: `msg` reports it and `cmd` has the name, or `stderr` has a shell's message. */
const withoutProgram = /"msg": "(?:Error executing command\.|\[Errno 2\] No such file or directory)|"rc": 127\b/;
const command = /"cmd": (?:\[\s*)?"(?<what>[^\s"]+)/;

/** Reads a failure that may span several lines, with its message in `msg`. */
function readAnsibleFailure(log: LogText, line: number): Finding | undefined {
  const isWhole = !log.text(line).endsWith('=> {');
  const lines = isWhole ? [line] : range(line, Math.min(line + longestMessage, log.lineCount - 1));
  const all = lines.map((at) => log.text(at)).join(' ');
  const message = lines.find((at) => log.text(at).includes('"msg": '));
  if (message === undefined) return undefined;
  const subject = command.exec(all)?.groups?.['what'];
  if (subject !== undefined && withoutProgram.test(all))
    return {
      line: message,
      category: 'missing-program',
      weight: 'cause',
      narrow: 'unmistakable',
      subject,
      covers: lines,
    };
  if (isWhole) return undefined;
  const text = log.text(message);
  const category = categoryOfLine(text) ?? guessFromOwnWords(text);
  return {
    line: message,
    category: category ?? 'other',
    weight: 'cause',
    narrow: category === undefined ? 'other' : 'guess',
    covers: [line, message],
  };
}

function kindOf(text: string): { readonly category: FailureCategory; readonly narrow: 'guess' | 'failed' } {
  const category = findMeaning(text, ansibleWords);
  return category === undefined
    ? { category: 'exception-in-user-code', narrow: 'failed' }
    : { category, narrow: 'guess' };
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function toProvisioningFrame(found: Record<string, string> | undefined): Frame | undefined {
  const { file, at } = found ?? {};
  return file === undefined || at === undefined ? undefined : { file, line: Number(at) };
}
