import * as l10n from '@vscode/l10n';

/** Maximum length of a command line that is parsed (Windows allows 32 kB). */
export const longestCommandLine = 32_768;

const shells = /^(?:.*[\\/])?(?:ba|da|z|k|c|tc)?sh(?:\.exe)?$|^(?:.*[\\/])?(?:cmd|powershell|pwsh)(?:\.exe)?$/i;

/** Returns the first word of a command line, without its quotes; undefined if there is none. */
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

const ofCmd =
  /^(?:call|copy|del|dir|md|move|start)\s|(?<![\w.-])[A-Z]:\\|\.(?:bat|cmd|exe|ps1)(?=["'\s]|$)|%[A-Z_]\w+[A-Z\d]%/i;
/** Matches words that occur only in commands for Linux, including Wine and Mono, which run Windows programs there. */
const ofLinux = /\b(?:wine\w{0,12}|mono)\s|\/(?:dev|usr|bin|opt)\/|\$\{?\w|^\.\//;

/** Checks whether the words of a command line that names no shell suggest that it is meant for Windows. */
export function isForWindows(commandLine: string): boolean {
  const text = commandLine.slice(0, longestCommandLine).trimStart();
  return ofCmd.test(text) && !ofLinux.test(text);
}

/** Wraps a command line in a shell, because Batch starts programs without one; `title` is the text for a button. */
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
