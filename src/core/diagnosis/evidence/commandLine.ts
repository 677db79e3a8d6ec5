import * as l10n from '@vscode/l10n';
import { findProgram, isShell, longestCommandLine } from '../../definitions/shellCommand.ts';
import type { ResourceFile } from '../../model/common.ts';
import type { OperatingSystem } from './operatingSystem.ts';

export interface CommandLineFacts {
  /** First word of the command line, without quotes. */
  readonly program?: string | undefined;
  /** The reason that the program cannot be started, if the command line itself shows it. */
  readonly reason?: string | undefined;
  readonly fix?: string | undefined;
  /** True if the command line itself is wrong, so that changing the node or the files doesn't help. */
  readonly isWrong?: boolean;
  /** True if the command line would work unchanged in a shell. */
  readonly needsShell?: boolean;
  /** Path of the program below the working directory, if the definition does not put it there. */
  readonly lacks?: string;
}

const windowsPrograms = /^(?:cmd|powershell)(?:\.exe)?$|^[a-z]:\\/i;
const shellBuiltIns = new Set('call cd export source set echo if for ulimit umask dir copy del .'.split(' '));

/** Checks whether a program exists only on Windows. */
export function isWindowsProgram(program: string): boolean {
  return windowsPrograms.test(program);
}

/** Checks whether a program is a shell that Windows doesn't include. */
export function isLinuxShell(program: string): boolean {
  return /^(?:ba|da|z|k)?sh(?:\.exe)?$/i.test(program);
}

/**
 * Matches text that shells and command-line parsers treat as quoted. The group matches closing double quotes, if any.
 */
const quoted = /'[^']*'|"(?:[^"\\]|\\.)*(")?/gs;

/**
 * Matches arguments that look like shell syntax: the end of `find -exec`, `<file>` in templates, `;` in connection
 * strings.
 */
const plainArguments =
  /(?<=\s-(?:exec|execdir|ok|okdir)\s[^;]{0,500}\s);(?=\s|$)|<[A-Za-z][\w -]{0,40}>|;(?=[\w ]{1,40}=)/g;

/** Matches substitutions that a shell also makes within double quotes. */
const substituted = /(?<!\\)(?:\$\(|`|\$\{?[A-Za-z_]\w{0,80}\}?)/;
/** Matches a Windows variable. Its name must have at least three letters, because `%Y%m%d` is a date format. */
const windowsVariable = /%[A-Za-z_]\w{1,80}[A-Za-z\d](?:\(x86\))?%/;

/** Matches programs that take file names literally. Other programs (`find`, `tar`) have their own patterns. */
const takesNames = /^(?:\/(?:usr\/)?bin\/)?(?:cp|mv|rm|ls|cat|chmod|chown|gzip|gunzip|touch|head|tail|wc)$/;
/** Matches a pattern for file names, or the user's home folder. */
const namePattern = /(?<=\s)(?:~(?=\/)|(?!-)[^\s*?=]*[*?])/;
/** Matches an unmistakable pattern, which has an extension and isn't the value of an option. */
const surePattern = /(?<=\s)~(?=\/)|(?<!\s-\S{0,80})\s(?!-)[\w./-]{0,200}\*(?=(?:\.[a-z]\w{0,7}){1,3}(?:\s|$))/;
/** Matches programs that have their own patterns, and interpreters, whose scripts may have some. */
const hasPatterns =
  /(?:^|[/\\])(?:7za?|aws|az|azcopy|convert|find|git|gsutil|java|julia|magick|matlab|mogrify|montage|node|npx|perl|python[\d.]*|rclone|robocopy|Rscript|rsync|ruby|tar|unzip|zip)(?:\.exe)?$/i;

/**
 * Finds shell syntax that a program started without a shell does not interpret: `&&`, `|`, `>`, `$X`, `%X%`; undefined
 * if there is none. Quoted text is left to the program, except for variables in double quotes.
 */
export function findShellSyntax(commandLine: string, os?: OperatingSystem): string | undefined {
  const text = commandLine.slice(0, longestCommandLine);
  const program = findProgram(text);
  if (program === undefined) return undefined;
  if (isShell(program)) return findBehindScript(text);
  if (shellBuiltIns.has(program.toLowerCase())) return program;
  const outside = text.replace(quoted, (match, end) => {
    if (match.startsWith("'")) return ' ';
    return end === undefined ? match : match.replace(/[^$`%{}()\w\\]/g, ' ');
  });
  const syntax = outside.replace(plainArguments, ' ');
  const named = takesNames.test(program)
    ? namePattern.exec(syntax)
    : os === 'windows'
      ? null
      : surePattern.exec(hasPatterns.test(program) ? syntax.replaceAll('*', ' ') : syntax);
  const pattern = named?.[0].slice(-1);
  if (pattern !== undefined) return pattern;
  const found = /&&|\|\||2>&1|>>|<<|[|<>;]|(?<=\s)&(?=\s|$)/.exec(syntax) ?? substituted.exec(outside);
  if (found !== null) return found[0];
  return os === 'linux' ? undefined : windowsVariable.exec(outside)?.[0];
}

/** Finds shell syntax in the arguments after a shell's script, which no shell interprets. */
function findBehindScript(text: string): string | undefined {
  const words = text.replace(/"[^"]*"|'[^']*'/g, '').split(/\s+/);
  const [program = '', ...rest] = words;
  const runsScript = /(?:^|\/)(?:ba|da|z|k)?sh$/.test(program) && !rest.some((word) => /^-[A-Za-z]*c$/.test(word));
  return runsScript ? rest.find((word) => /^(?:&&|\|\|?|;|\d?>>?|<)$/.test(word)) : undefined;
}

/** Finds a reason, in the command line itself, that its program can't start on `os`. */
export function describeCommandLine(
  commandLine: string,
  os: OperatingSystem | undefined,
  files: readonly ResourceFile[] | undefined = undefined,
): CommandLineFacts {
  const program = findProgram(commandLine);
  if (program === undefined) return { reason: l10n.t('The command line is empty.') };
  if (os === 'linux' && isWindowsProgram(program)) {
    return {
      program,
      isWrong: true,
      reason: l10n.t('{0} is a Windows program, but the nodes in this pool run Linux.', program),
      fix: l10n.t('Write the command line for Linux (`/bin/bash -c "…"`), or use a pool of Windows nodes.'),
    };
  }
  if (os === 'windows' && /^\/?(?:usr\/)?bin\//.test(program)) {
    return {
      program,
      isWrong: true,
      reason: l10n.t('{0} is a Linux program, but the nodes in this pool run Windows.', program),
      fix: l10n.t('Write the command line for Windows (`cmd /c "…"`), or use a pool of Linux nodes.'),
    };
  }
  const syntax = findShellSyntax(commandLine, os);
  return syntax === undefined
    ? { program, ...describeProgram(program, files) }
    : { program, ...describeShell(syntax, os) };
}

function describeShell(syntax: string, os: OperatingSystem | undefined): CommandLineFacts {
  return {
    isWrong: true,
    needsShell: true,
    reason: l10n.t(
      'The command line uses {0}, which only a shell understands, but Batch starts programs without one.',
      syntax,
    ),
    fix:
      os === undefined
        ? l10n.t('Wrap the command in a shell: `/bin/bash -c "…"` on Linux, `cmd /c "…"` on Windows.')
        : os === 'linux'
          ? l10n.t('Wrap the command in a shell: `/bin/bash -c "…"`.')
          : l10n.t('Wrap the command in a shell: `cmd /c "…"`.'),
  };
}

/** Describes the program. One in the working directory exists only if a resource file or an archive puts it there. */
function describeProgram(program: string, files: readonly ResourceFile[] | undefined): CommandLineFacts {
  const path = program.replace(/^\.[\\/]/, '');
  const isRelative = !/^(?:[\\/]|[a-z]:)/i.test(program) && /[\\/]/.test(program);
  const isBrought = (files ?? []).some(({ filePath, httpUrl }) => httpUrl === undefined || filePath === path);
  if (isRelative && files !== undefined && files.length > 0 && !isBrought) {
    return {
      lacks: path,
      reason: l10n.t(
        "{0} is expected in the task's working directory, but none of the task's resource files provides it.",
        program,
      ),
      fix: l10n.t("Add {0} to the task's resource files, or call it by its full path.", path),
    };
  }
  return {
    reason: isRelative
      ? l10n.t("{0} is expected in the task's working directory, but isn't there.", program)
      : l10n.t("It isn't installed on the node, or isn't in any folder on its PATH."),
    fix: isRelative
      ? l10n.t("Check that a resource file or application package provides {0}, and check where it's unpacked.", path)
      : l10n.t(
          'Install {0} in the start task, an application package or the image, or call it by its full path.',
          program,
        ),
  };
}
