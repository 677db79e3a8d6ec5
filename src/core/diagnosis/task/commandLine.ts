import * as l10n from '@vscode/l10n';
import type { OperatingSystem } from '../catalogue/exitCodes.ts';
import type { FailureCategory } from '../category.ts';

export interface CommandLineFacts {
  /** First word of the command line, without quotes. */
  readonly program?: string | undefined;
  readonly category?: FailureCategory | undefined;
  /** Why it cannot be started, when the command line itself shows it. */
  readonly reason?: string | undefined;
}

const shells = /^(?:.*[\\/])?(?:ba|da|z|k|c|tc)?sh(?:\.exe)?$|^(?:.*[\\/])?(?:cmd|powershell|pwsh)(?:\.exe)?$/i;
const windowsPrograms = /^(?:cmd|powershell)(?:\.exe)?$|^[a-z]:\\/i;
const shellBuiltIns = new Set([
  'cd',
  'export',
  'source',
  'set',
  'echo',
  'if',
  'for',
  'ulimit',
  'umask',
  'dir',
  'copy',
  'del',
  '.',
]);

/** Whether a program can only be one of Windows. */
export function isWindowsProgram(program: string): boolean {
  return windowsPrograms.test(program);
}

/** Longest command line that is looked at (Windows allows 32 kB). */
const maxLength = 32_768;

export function findProgram(commandLine: string): string | undefined {
  const text = commandLine.slice(0, maxLength).trimStart();
  const quoted = /^"([^"]*)"|^'([^']*)'/.exec(text);
  const program = quoted?.[1] ?? quoted?.[2] ?? /^\S+/.exec(text)?.[0];
  return program === '' ? undefined : program;
}

/** Shell syntax that means nothing to a program started without a shell: `&&`, `|`, `>`, `$X`, `%X%`; undefined if none. */
export function findShellSyntax(commandLine: string): string | undefined {
  const text = commandLine.slice(0, maxLength);
  const program = findProgram(text);
  if (program === undefined || shells.test(program)) return undefined;
  if (shellBuiltIns.has(program.toLowerCase())) return program;
  return /&&|\|\||[|<>;]|\$\(|`|\$\{?[A-Za-z_]\w{0,80}\}?|%[A-Za-z_]\w{0,80}%/.exec(text)?.[0];
}

/** What the command line itself shows about why its program cannot be started on `os`. */
export function describeCommandLine(commandLine: string, os: OperatingSystem | undefined): CommandLineFacts {
  const program = findProgram(commandLine);
  if (program === undefined) return { reason: l10n.t('The command line is empty.') };
  if (os === 'linux' && isWindowsProgram(program)) {
    return { program, reason: l10n.t('{0} is a program of Windows, and the nodes of this pool run Linux.', program) };
  }
  if (os === 'windows' && /^\/?(?:usr\/)?bin\//.test(program)) {
    return { program, reason: l10n.t('{0} is a program of Linux, and the nodes of this pool run Windows.', program) };
  }
  const syntax = findShellSyntax(commandLine);
  if (syntax === undefined) return { program };
  return {
    program,
    reason: l10n.t(
      'The command line uses {0}, which only a shell understands, and Batch starts programs without one.',
      syntax,
    ),
  };
}
