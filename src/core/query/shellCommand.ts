import * as l10n from '@vscode/l10n';

/** Longest command line that is parsed (Windows allows 32 kB). */
export const longestCommandLine = 32_768;

const shells = /^(?:.*[\\/])?(?:ba|da|z|k|c|tc)?sh(?:\.exe)?$|^(?:.*[\\/])?(?:cmd|powershell|pwsh)(?:\.exe)?$/i;

/** The first word of a command line, without its quotes. */
export function findProgram(commandLine: string): string | undefined {
  const text = commandLine.slice(0, longestCommandLine).trimStart();
  const quoted = /^"([^"]*)"|^'([^']*)'/.exec(text);
  const program = quoted?.[1] ?? quoted?.[2] ?? /^\S+/.exec(text)?.[0];
  return program === '' ? undefined : program;
}

/** Checks whether a program, with or without its folder, is a shell. */
export function isShell(program: string): boolean {
  return shells.test(program);
}

/** Wraps a command line in a shell, since Batch starts programs without one; `title` is the text for a button. */
export function wrapInShell(
  commandLine: string,
  isWindows: boolean,
): { readonly title: string; readonly commandLine: string } {
  return isWindows
    ? { title: l10n.t('Run it with cmd /c'), commandLine: `cmd /c "${commandLine}"` }
    : {
        title: l10n.t('Run it with /bin/bash -c'),
        commandLine: `/bin/bash -c '${commandLine.replaceAll("'", `'\\''`)}'`,
      };
}
