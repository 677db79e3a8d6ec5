import { readShellScript, type ShellScript } from './shellScript.ts';

/** A form in which a script starts a program and ends without waiting for it. */
interface Leaving {
  readonly kind: ShellScript['kind'];
  /** Matches the script; the first group is the word that starts the program. */
  readonly form: RegExp;
  /** Matches scripts that wait nevertheless, or whose programs outlast the task. */
  readonly isRight?: RegExp;
  /** The form that waits; absent if the word is to be omitted. */
  readonly waiting?: string;
}

/** Batch ends programs that are still running when their task ends, even with `nohup`. */
export const leavings: readonly Leaving[] = [
  { kind: 'posix', form: /[^&\s]\s*(&)\s*$/, isRight: /\b(?:setsid|disown|wait)\b/ },
  {
    kind: 'cmd',
    form: /(?:^|&)\s{0,9}(start)\s[^&|]{1,2000}$/i,
    isRight: /\bstart\s[^&|]{0,400}\/w(?:ait)?\b/i,
    waiting: 'start /wait',
  },
  {
    kind: 'powershell',
    form: /(?:^|[";{])\s{0,9}(Start-Process)\s[^;|{]{0,2000}$/i,
    isRight: /-Wait\b/i,
    waiting: 'Start-Process -Wait',
  },
];

/** Returns a script without its quoted texts, in which operators have no meaning. */
export function withoutQuoted({ kind, script }: Pick<ShellScript, 'kind' | 'script'>): string {
  switch (kind) {
    case 'posix':
      return script;
    case 'cmd':
      return script.replace(/"[^"]*"/g, '""');
    case 'powershell':
      return script.replace(/'[^']*'/g, "''");
  }
}

/** Finds the word with which a command line leaves its program running; undefined if it waits for all. */
export function findLeftRunning(commandLine: string): string | undefined {
  const script = readShellScript(commandLine);
  if (script === undefined) return undefined;
  const plain = withoutQuoted(script);
  for (const { kind, form, isRight } of leavings)
    if (kind === script.kind && isRight?.test(plain) !== true) {
      const found = form.exec(plain)?.[1];
      if (found !== undefined) return found;
    }
  return undefined;
}
