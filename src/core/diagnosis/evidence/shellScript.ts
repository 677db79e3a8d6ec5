import { findProgram, longestCommandLine } from '../../definitions/shellCommand.ts';

/** A command line that gives a shell a script to run. */
export interface ShellScript {
  readonly kind: 'posix' | 'cmd' | 'powershell';
  readonly shell: string;
  /** The command that the shell runs, without the quotation marks around it. */
  readonly script: string;
  /** True if the script, or a part of it, is in quotation marks. */
  readonly isQuoted: boolean;
  /** The rest of the command line from the script on, as written. */
  readonly tail: string;
  /** Words after the script, which are its arguments. Only those of POSIX shells are known. */
  readonly args: readonly string[];
}

const kinds: readonly (readonly [form: RegExp, kind: ShellScript['kind']])[] = [
  [/^(?:.*[\\/])?(?:ba|da|z|k)?sh(?:\.exe)?$/i, 'posix'],
  [/^(?:.*[\\/])?cmd(?:\.exe)?$/i, 'cmd'],
  [/^(?:.*[\\/])?(?:powershell|pwsh)(?:\.exe)?$/i, 'powershell'],
];

/** Matches words as a process receives them. Quoted text belongs to the adjacent word. */
const words = /(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+|["'\\]/gs;
/** Matches options of a shell that take the next word, including after other options: `-euo pipefail`. */
const takesWord = /^[-+][A-Za-z]*[oO]$|^--(?:rcfile|init-file)$/;

/** Reads the script that a command line passes to a shell; undefined if there is none, or if it is in a file. */
export function readShellScript(commandLine: string): ShellScript | undefined {
  const text = commandLine
    .slice(0, longestCommandLine)
    .trim()
    .replace(/^(?:\/usr\/bin\/)?env\s+/, '');
  const shell = findProgram(text);
  const kind = shell === undefined ? undefined : kinds.find(([form]) => form.test(shell))?.[1];
  if (shell === undefined || kind === undefined) return undefined;
  switch (kind) {
    case 'posix':
      return readPosix(text, shell);
    case 'cmd': {
      const [, tail = ''] = /\s\/[a-z]*[ck]\s*(\S.*)/is.exec(text) ?? [];
      return toWhole('cmd', shell, tail);
    }
    case 'powershell': {
      const rest = text.slice(text.indexOf(shell) + shell.length).replace(/^["']?\s*/, '');
      return /(?:^|\s)-(?:f|file|e|ec|enc|encodedcommand)\s/i.test(rest) ? undefined : toWhole(kind, shell, rest);
    }
  }
}

/** Treats everything that follows as the script, as `cmd` and PowerShell do. */
function toWhole(kind: 'cmd' | 'powershell', shell: string, tail: string): ShellScript | undefined {
  if (tail === '') return undefined;
  const isQuoted = tail.startsWith('"');
  const script = isQuoted && tail.endsWith('"') && tail.length > 1 ? tail.slice(1, -1) : tail;
  return { kind, shell, script, isQuoted, tail, args: [] };
}

function readPosix(text: string, shell: string): ShellScript | undefined {
  const all = [...text.matchAll(words)];
  let at = 1;
  for (; at < all.length; at++) {
    const [option = ''] = all[at] ?? [];
    if (/^-[A-Za-z]*c$/.test(option)) break;
    if (!/^[-+]/.test(option)) return undefined;
    if (takesWord.test(option)) at++;
  }
  const script = all[at + 1];
  const args = all.slice(at + 2).map(([word]) => word);
  // With an unmatched quotation mark, the end of the script is unknown.
  if (script === undefined || /^["'\\]$/.test(script[0]) || args.some((word) => /^["'\\]$/.test(word)))
    return undefined;
  return {
    kind: 'posix',
    shell,
    script: unquote(script[0]),
    isQuoted: /["']/.test(script[0]),
    tail: text.slice(script.index),
    args,
  };
}

function unquote(word: string): string {
  return word.replace(
    /"((?:\\.|[^"\\])*)"?|'([^']*)'|\\(.)/gs,
    (_all, double: string | undefined, single: string | undefined, escaped: string | undefined) =>
      double === undefined ? (single ?? escaped ?? '') : double.replace(/\\(["\\$`])/g, '$1'),
  );
}
