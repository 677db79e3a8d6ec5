import * as l10n from '@vscode/l10n';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import type { ShellScript } from '../evidence/shellScript.ts';
import { type DefinitionNode, findGiven, findString } from './definitionTree.ts';
import { type DefinitionFinding, toFinding } from './finding.ts';

/** Something in a script that its shell doesn't have. */
interface Slip {
  /** The shells that don't have it, by kind, name, options, node agent and publisher of the image (`findShellSlip`). */
  readonly shells: RegExp;
  /** Finds it, with what to name in its first group. */
  readonly form: RegExp;
  /** Matches scripts in which the same text is right. */
  readonly isRight?: RegExp;
  readonly describe: (found: string, shell: string) => string;
}

/** Where a command begins in a script. */
const start = '(?:^|[;&|({]\\s*|\\b(?:then|do|else|if|elif|while)\\s+)';

function describeGlued(word: string): string {
  return l10n.t('{0} and what is in quotation marks behind it are one word. Put a space between them.', word);
}

/** Managers of packages, by the distributions that have others. */
const managers = [
  [/^posix .*batch\.node\.(?:ubuntu|debian)/i, 'yum|dnf|tdnf|zypper|apk'],
  [/^posix .*batch\.node\.(?:el|centos|alma|rocky|mariner)/i, 'apt|apt-get|dpkg|zypper|apk'],
] as const;

const slips: readonly Slip[] = [
  ...managers.map(
    ([shells, programs]): Slip => ({
      shells,
      form: new RegExp(`${start}(?:sudo\\s+)?(${programs})\\s`),
      isRight: /\bcommand -v\b|\bwhich\b|\|\||\bos-release\b/,
      describe: (program) => l10n.t("{0} belongs to other distributions than that of the pool's image.", program),
    }),
  ),
  {
    shells: /^posix .*batch\.node\.ubuntu 2\d\.04 canonical$/i,
    form: new RegExp(`${start}(?:sudo\\s+)?(python)\\s`),
    isRight:
      /python-is-python|venv|conda|activate|pyenv|PATH=|\balias\b|\bln\b|update-alternatives|command -v|\bwhich\b|\|\|/,
    describe: (program) => l10n.t('Images of Ubuntu have no {0}. Write {1}.', program, 'python3'),
  },
  {
    // PEP 668: the distribution's own programs need its Python unchanged.
    shells: /^posix .*batch\.node\.(?:ubuntu 24\.04 canonical|debian 12 debian)$/i,
    form: new RegExp(`${start}(?:sudo\\s+)?((?:python3 -m )?pip3?) install\\s`),
    isRight:
      /break-system-packages|venv|virtualenv|conda|activate|pyenv|PATH=|externally|\s(?:-t|--target|--prefix|--root)\b|\|\|/i,
    describe: (program) =>
      l10n.t(
        "{0} installs nothing into this distribution's own Python. Create a virtual environment first (python3 -m venv).",
        program,
      ),
  },
  {
    shells: /^cmd /,
    form: /\S(;)\s+[\w.%\\]/,
    // Other programs take the sign, as do loops and variables of the command processor.
    isRight:
      /\b(?:bash|sh|wsl|ssh|perl|node|sqlcmd|mysql|psql|python\d?)\b|\b(?:powershell|pwsh)\b(?!.*\s-f(?:ile)?\s)|\b(?:for|set|rem)\s/i,
    describe: (separator) =>
      l10n.t("In cmd, {0} doesn't separate commands: what follows are arguments of the first one. Use &&.", separator),
  },
  {
    // PowerShell 7, which is called pwsh, has them.
    shells: /^powershell (?!.*pwsh)/,
    form: /\s(&&|\|\|)\s/,
    isRight: /\b(?:cmd|bash|sh|wsl|pwsh)\b/i,
    describe: (operator) =>
      l10n.t('Windows PowerShell has no {0}. Separate commands with a semicolon, or run them in cmd.', operator),
  },
  {
    shells: /^posix /,
    form: /(?:^|[\s=("'])([A-Za-z]:\\{1,2}[\w.][^\s"';]{0,200})/,
    isRight: /\b(?:wine\w*|sed|awk|perl|grep|tr|echo|printf|python\d?|node|cmd|powershell|pwsh|cygpath|wslpath)\b/i,
    describe: (path, shell) =>
      l10n.t(
        "{path} is a path of Windows, which {shell} can't open. Use a path relative to the working directory, or a variable such as {variable}.",
        { path, shell, variable: '$AZ_BATCH_TASK_WORKING_DIR' },
      ),
  },
  {
    // Agents for distributions whose sh is bash.
    shells: /^posix (?:\S*\/)?(?:da)?sh (?!.*(?:alma|rocky|centos|rhel|oracle|mariner|azurelinux|\bel \d))/i,
    form: new RegExp(
      `${start}(source(?=\\s)|\\[\\[(?=\\s)|(?:pushd|popd|shopt|declare)(?![\\w.]))|\\s(<\\(|pipefail\\b)`,
    ),
    describe: (word) =>
      l10n.t("{0} belongs to bash. On Ubuntu and Debian, sh doesn't have it: start /bin/bash instead.", word),
  },
  {
    shells: /^posix /,
    form: new RegExp(`${start}(echo|cd|cat|ls|cp|mkdir|source|export|python\\d?)["'][^"'\\s]`),
    describe: describeGlued,
  },
  ...(
    [
      [
        'conda (?:de)?activate',
        /conda\.sh|\bhook\b|[\\/]activate\b|\bsource\s+activate\b/,
        '. /opt/conda/etc/profile.d/conda.sh',
      ],
      ['module (?:load|add|use|purge)', /modules?\.sh|\/init\b|lmod/i, '. /etc/profile.d/modules.sh'],
      ['nvm (?:use|install|exec)', /nvm\.sh/, '. ~/.nvm/nvm.sh'],
    ] as const
  ).map(
    ([call, file, example]): Slip => ({
      // A login shell, or an interactive one, reads such files by itself.
      shells: /^posix (?!.* (?:-[A-Za-z]{0,9}[il]|--login))/,
      form: new RegExp(`${start}(${call})(?=\\s|$)`),
      isRight: new RegExp(`${file.source}|profile\\b|\\.bash(?:rc|_profile)|\\bBASH_ENV\\b`, file.flags),
      describe: (command, shell) =>
        l10n.t(
          "{shell} doesn't know {command} unless it read the file that defines it, which this script doesn't do. Read it first, for example: {example}",
          { shell, command, example },
        ),
    }),
  ),
];

/** Words and signs of the scripts that need a closer look. */
export const maySlip =
  /[;\\]|\b(?:yum|dnf|zypper|apk|apt|dpkg)\b|&&|\|\||\[\[|<\(|\b(?:source|pushd|popd|shopt|declare|pipefail|conda|module|nvm|python|pip3?)\b|[a-z]["']\S/;

/** Finds what a script uses and its shell doesn't have. */
export function findShellSlip(
  value: DefinitionNode,
  text: string,
  { kind, shell, script, tail }: ShellScript,
  owner: DefinitionNode,
  os: OperatingSystem | undefined,
): DefinitionFinding | undefined {
  // A shell of the other system is a mistake by itself, and containers may have any shell.
  if (os !== undefined && (os === 'windows') !== (kind !== 'posix')) return undefined;
  if (findGiven(owner, 'containerSettings') !== undefined) return undefined;
  const glued = kind === 'posix' ? /^([A-Za-z][\w-]*)["'][^"'\s$]/.exec(tail)?.[1] : undefined;
  if (glued !== undefined) return toFinding(value, 'other-shell', describeGlued(glued));
  const plain = kind === 'posix' ? script : script.replace(kind === 'cmd' ? /"[^"]*"/g : /'[^']*'/g, "''");
  const agent = findString(owner.parent, 'virtualMachineConfiguration', 'nodeAgentSKUId') ?? '';
  const publisher = findString(owner.parent, 'virtualMachineConfiguration', 'imageReference', 'publisher') ?? '';
  const where = `${kind} ${shell} ${text.slice(0, -tail.length)} ${agent} ${publisher}`;
  for (const { shells, form, isRight, describe } of slips) {
    const found = shells.test(where) ? form.exec(plain) : null;
    if (found !== null && isRight?.test(plain) !== true)
      return toFinding(value, 'other-shell', describe(found[1] ?? found[2] ?? '', shell));
  }
  return undefined;
}
