import * as l10n from '@vscode/l10n';
import { leavings, withoutQuoted } from '../evidence/leftRunning.ts';
import type { ShellScript } from '../evidence/shellScript.ts';
import type { RuleCode } from './codes.ts';
import { type DefinitionNode, findGiven, findString, listItems } from './definitionTree.ts';
import { type DefinitionFinding, toFinding } from './finding.ts';
import type { RuleContext } from './rule.ts';

/** Something in a script that its shell doesn't support. */
interface Slip {
  readonly kind: ShellScript['kind'];
  /** Matches the names of the affected shells; all shells of the kind when absent. */
  readonly shell?: RegExp;
  /** Matches the affected images by node agent and publisher; all images when absent. */
  readonly image?: RegExp;
  /** Matches the task's place in the definition, `startTask` or its number in a list; any place when absent. */
  readonly place?: RegExp;
  /** Matches options of the shell with which the text is correct. */
  readonly isRightWith?: RegExp;
  /** Matches the slip. The first group that matches is the part to name. */
  readonly form: RegExp;
  /** Matches scripts, or names of the task's own variables, with which the same text is correct. */
  readonly isRight?: RegExp;
  readonly describe: (found: string, shell: string) => string;
  readonly code?: RuleCode;
}

/** Matches the place where a command starts in a script. */
const inCommand = '(?:^|[";{(|&]\\s*)';
const start = '(?:^|[;&|({]\\s*|\\b(?:then|do|else|if|elif|while)\\s+)';

/** Commands of the other system's shells, by the kind of shell that lacks them or has different ones. */
const ofOthers = [
  ['cmd', 'export|source|sudo|apt-get|apt|chmod|rm|cp|mv|ls|cat|touch|pwd'],
  ['posix', 'copy|xcopy|robocopy|del|dir\\s+\\/\\w|move|rmdir\\s+\\/s|set\\s+[A-Za-z_]\\w*(?==)'],
  [
    'powershell',
    'export|sudo|apt-get|apt|chmod|(?:rm|ls|cp)\\s+-[a-z]*(?:rf|fr|la|l)\\b|(?:curl|wget)\\s+-[LOsSfqk]+\\b',
  ],
] as const;
/** Matches assignments at the end of a script, whose variables nothing reads, by shell. */
const lastAssignments = [
  ['posix', /(?:^|[;&]\s?)(export \w{1,80})=[^;&|]{0,500}$/],
  ['cmd', /(?:^|&\s?)(set \w{1,80})=[^&|]{0,500}$/i],
  ['powershell', /(?:^|[;&]\s?)(\$env:\w{1,80})\s?=[^;|]{0,500}$/i],
] as const;

function describeGlued(word: string): string {
  return l10n.t('{0} and what is in quotation marks behind it are one word. Put a space between them.', word);
}

/** Package managers of other distributions, by the distributions that lack them. */
const managers = [
  [/^batch\.node\.(?:ubuntu|debian)/i, 'yum|dnf|tdnf|zypper|apk'],
  [/^batch\.node\.(?:el|centos|alma|rocky|mariner)/i, 'apt|apt-get|dpkg|zypper|apk'],
] as const;

const slips: readonly Slip[] = [
  ...ofOthers.map(
    ([kind, programs]): Slip => ({
      kind,
      form: new RegExp(
        `${kind === 'powershell' ? inCommand : start}(${programs})(?=[\\s=]|$)`,
        kind === 'posix' ? '' : 'i',
      ),
      // Git and other Windows packages contain some of these programs.
      isRight: /\b(?:bash|sh|wsl|ssh|cmd|powershell|pwsh)\b|\bPATH\b|[\\/](?:usr|git|msys|cygwin)/i,
      describe: (program, shell) =>
        l10n.t("{program} belongs to other shells: {shell} doesn't have it, or has a different one.", {
          program,
          shell,
        }),
    }),
  ),
  ...lastAssignments.map(
    ([kind, form]): Slip => ({
      kind,
      form,
      place: /^startTask$/,
      describe: (assignment) =>
        l10n.t(
          'The variable of {0} lasts only as long as the start task. Set it in the "environmentSettings" of the tasks that need it.',
          assignment,
        ),
    }),
  ),
  ...(['cmd', 'powershell'] as const).map(
    (kind): Slip => ({
      kind,
      form: new RegExp(`${start}(python3)(?:\\.exe)?\\s`, 'i'),
      isRight: /\b(?:PATH|bash|wsl)\b|mklink/i,
      describe: (program) =>
        l10n.t('Python for Windows has no {program}. Write {right}.', { program, right: 'python' }),
    }),
  ),
  ...(
    [
      ['posix', '(?:sudo\\s+)?(reboot|shutdown\\s+-r|init\\s+6|systemctl\\s+reboot)\\b', /\bif\b|\[\s|\btest\s|\|\|/],
      ['cmd', '(shutdown(?:\\.exe)?\\s+[/-]r)\\b', /\bif\b|\|\|/i],
      ['powershell', '(Restart-Computer)\\b', /\bif\b/i],
    ] as const
  ).map(
    ([kind, restart, isRight]): Slip => ({
      kind,
      form: new RegExp(`${kind === 'powershell' ? inCommand : start}${restart}`, 'i'),
      place: /^startTask$/,
      isRight,
      describe: (command) =>
        l10n.t(
          'Each start of a node runs the start task again, so {0} restarts it without end. Do so only if a file that the start task leaves is not there.',
          command,
        ),
      code: 'endless-restart',
    }),
  ),
  {
    kind: 'posix',
    image: /^batch\.node\.(?:ubuntu|debian) \S+ (?:canonical|debian)$/i,
    form: new RegExp(
      `${start}(?:sudo\\s+)?(?:\\w{1,40}=\\S{0,80}\\s+)?(apt(?:-get)?)\\s+(?:-\\S{1,80}\\s+){0,5}install\\s`,
    ),
    place: /^startTask$/,
    isRight: /\bupdate\b|\|\s*(?:sudo\s+(?:-E\s+)?)?(?:ba)?sh\b|add-apt-repository|\.deb\b/,
    describe: (program) =>
      l10n.t('Images of Ubuntu and Debian come without lists of packages. Run {0} update first.', program),
    code: 'no-package-lists',
  },
  {
    // Files that these programs download are not executable.
    kind: 'posix',
    form: /\b(?:wget|curl)\s[^;&|]{1,300}\/([\w.-]{1,80}\.sh)\b[^;&|]{0,200}(?:&&|;)\s{0,9}\.\/\1/,
    isRight: /\bchmod\b/,
    describe: (file) => l10n.t('A downloaded file is not executable. Run it with a shell: bash {0}', file),
  },
  {
    kind: 'posix',
    form: />\s*(?:~|\$HOME)\/(\.bashrc)\b/,
    isRightWith: /\s-[A-Za-z]{0,9}i/,
    isRight: /(?:source|\.)\s+(?:~|\$HOME)\/\.bashrc|\bBASH_ENV\b/,
    describe: (file) => l10n.t("Only interactive shells read {0}, so tasks don't see what this adds.", file),
  },
  ...leavings.map(
    ({ waiting, ...leaving }): Slip => ({
      ...leaving,
      // Coordination commands may start a program in the background on purpose.
      place: /^(?:\d+|jobManagerTask)?$/,
      describe: (program) =>
        waiting === undefined
          ? l10n.t(
              '{0} at the end puts the program into the background, and the task ends without waiting for it.',
              program,
            )
          : l10n.t(
              "{program} doesn't wait for the program that it starts, and Batch ends that program with the task. Write {right}.",
              { program, right: waiting },
            ),
    }),
  ),
  {
    kind: 'cmd',
    form: /&\s*exit\s+(?:\/b\s+)?(%ERRORLEVEL%)/i,
    isRightWith: /\s\/v(?::on)?\b/i,
    describe: (name) =>
      l10n.t(
        'cmd replaces {0} before it runs the line, so the exit code is always 0. Omit this: cmd ends with the exit code of the last program.',
        name,
      ),
  },
  {
    kind: 'cmd',
    form: /(?:^|[&(]\s*)set\s+(?!PATH=)(\w{1,40})=[^&|]{0,500}&.{0,900}%\1%/i,
    isRightWith: /\s\/v(?::on)?\b/i,
    isRight: /\bcall\b|\b(?:bash|powershell|pwsh)\b/i,
    describe: (name) =>
      l10n.t(
        'cmd replaces {used} before it runs the line, so before the variable is set. Start cmd with {option}, and write {right}.',
        {
          used: `%${name}%`,
          option: '/v:on',
          right: `!${name}!`,
        },
      ),
  },
  {
    kind: 'cmd',
    form: /^(')/,
    describe: (sign) => l10n.t("cmd doesn't read {0} as a quotation mark. Use double quotation marks.", sign),
  },
  ...managers.map(
    ([image, programs]): Slip => ({
      kind: 'posix',
      image,
      form: new RegExp(`${start}(?:sudo\\s+)?(${programs})\\s`),
      isRight: /\bcommand -v\b|\bwhich\b|\|\||\bos-release\b/,
      describe: (program) => l10n.t("{0} belongs to other distributions than that of the pool's image.", program),
    }),
  ),
  {
    kind: 'posix',
    image: /^batch\.node\.ubuntu 2\d\.04 canonical$/i,
    form: new RegExp(`${start}(?:sudo\\s+)?(python)\\s`),
    isRight:
      /python-is-python|venv|conda|activate|pyenv|PATH=|\balias\b|\bln\b|update-alternatives|command -v|\bwhich\b|\|\|/,
    describe: (program) => l10n.t('Images of Ubuntu have no {0}. Write {1}.', program, 'python3'),
  },
  {
    // The distribution's own programs need its Python unchanged (PEP 668).
    kind: 'posix',
    image: /^batch\.node\.(?:ubuntu 24\.04 canonical|debian 12 debian)$/i,
    form: new RegExp(`${start}(?:sudo\\s+)?((?:python3 -m )?pip3?) install\\s`),
    isRight:
      /break[-_]system[-_]packages|venv|virtualenv|conda|activate|pyenv|PATH=|externally|\s(?:-t|--target|--prefix|--root)\b|\|\|/i,
    describe: (program) =>
      l10n.t(
        "{0} installs nothing into this distribution's own Python. Create a virtual environment first (python3 -m venv).",
        program,
      ),
  },
  {
    kind: 'cmd',
    form: /\S(;)\s+[\w.%\\]/,
    // Other programs use this character, as do loops and variables of the command processor.
    isRight:
      /\b(?:bash|sh|wsl|ssh|perl|node|sqlcmd|mysql|psql|python\d?)\b|\b(?:powershell|pwsh)\b(?!.*\s-f(?:ile)?\s)|\b(?:for|set|rem)\s/i,
    describe: (separator) =>
      l10n.t("In cmd, {0} doesn't separate commands: what follows are arguments of the first one. Use &&.", separator),
  },
  {
    // PowerShell 7 (pwsh) supports these operators.
    kind: 'powershell',
    shell: /powershell/i,
    form: /\s(&&|\|\|)\s/,
    isRight: /\b(?:cmd|bash|sh|wsl|pwsh)\b/i,
    describe: (operator) =>
      l10n.t('Windows PowerShell has no {0}. Separate commands with a semicolon, or run them in cmd.', operator),
  },
  {
    kind: 'posix',
    form: /(?:^|[\s=("'])([A-Za-z]:\\{1,2}[\w.][^\s"';]{0,200})/,
    isRight: /\b(?:wine\w*|sed|awk|perl|grep|tr|echo|printf|python\d?|node|cmd|powershell|pwsh|cygpath|wslpath)\b/i,
    describe: (path, shell) =>
      l10n.t(
        "{path} is a path of Windows, which {shell} can't open. Use a path relative to the working directory, or a variable such as {variable}.",
        { path, shell, variable: '$AZ_BATCH_TASK_WORKING_DIR' },
      ),
  },
  {
    // Matches node agents except those for distributions whose `sh` is bash.
    kind: 'posix',
    shell: /(?:^|\/)(?:da)?sh$/,
    image: /^(?!.*(?:alma|rocky|centos|rhel|oracle|mariner|azurelinux|\bel \d))/i,
    form: new RegExp(
      `${start}(source(?=\\s)|\\[\\[(?=\\s)|(?:pushd|popd|shopt|declare)(?![\\w.]))|\\s(<\\(|pipefail\\b)|(<<<|\\{\\d+\\.\\.\\d+\\})`,
    ),
    describe: (word) =>
      l10n.t("{0} belongs to bash. On Ubuntu and Debian, sh doesn't have it: start /bin/bash instead.", word),
  },
  ...(['posix', 'cmd', 'powershell'] as const).map(
    (kind): Slip => ({
      kind,
      form: /(&(?:gt|lt|amp|quot|apos|#\d{2,3});)/,
      // These programs may process such text on purpose.
      isRight: /\b(?:sed|perl|python\d?|awk|xml\w*|node|curl|grep)\b|-replace/,
      describe: (entity) =>
        l10n.t('{0} stands for a character in HTML and XML only. Write the character itself: > < & " or \'.', entity),
    }),
  ),
  {
    kind: 'posix',
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
      // A login shell or an interactive shell reads such files on its own.
      kind: 'posix',
      isRightWith: /\s(?:-[A-Za-z]{0,9}[il]|--login)/,
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

/** Matches words and characters of scripts that need a closer look. */
export const maySlip =
  /[;\\&]|<<<|\bstart\s|Start-Process|\binstall\b|reboot|shutdown|Restart-Computer|init 6|\.\.|\.bashrc|\bset\s|\b(?:export|x?copy|robocopy|del|dir|move|rmdir|yum|dnf|zypper|apk|apt|dpkg)\b|\|\||\[\[|<\(|\b(?:source|pushd|popd|shopt|declare|pipefail|conda|module|nvm|python|pip3?)\b|[a-z]["']\S/;

/** Finds something that a script uses but its shell doesn't support. */
export function findShellSlip(
  value: DefinitionNode,
  text: string,
  { kind, shell, script, tail }: ShellScript,
  owner: DefinitionNode,
  { os, pool }: Pick<RuleContext, 'os' | 'pool'>,
): DefinitionFinding | undefined {
  // A shell of the other system is a separate mistake, and containers may have any shell.
  if (os !== undefined && (os === 'windows') !== (kind !== 'posix')) return undefined;
  if (findGiven(owner, 'containerSettings') !== undefined) return undefined;
  const glued = kind === 'posix' ? /^([A-Za-z][\w-]*)["'][^"'\s$]/.exec(tail)?.[1] : undefined;
  if (glued !== undefined) return toFinding(value, 'other-shell', describeGlued(glued));
  const plain = withoutQuoted({ kind, script });
  // A start task may install programs that the image lacks.
  const machine = pool && (owner.segment === 'startTask' || !findGiven(pool, 'startTask')) ? pool : undefined;
  const agent = findString(machine, 'virtualMachineConfiguration', 'nodeAgentSKUId') ?? '';
  const publisher = findString(machine, 'virtualMachineConfiguration', 'imageReference', 'publisher') ?? '';
  const known = `${plain}\n${listItems(findGiven(owner, 'environmentSettings')).map((one) => findString(one, 'name'))}`;
  const place = value.segment === 'commandLine' ? String(owner.segment ?? '') : 'coordination';
  const [image, options] = [`${agent} ${publisher}`, text.slice(0, -tail.length)];
  for (const slip of slips) {
    const isIts = slip.kind === kind && slip.shell?.test(shell) !== false && slip.image?.test(image) !== false;
    if (slip.place?.test(place) === false || (shell === '' && !slip.image)) continue;
    const found = isIts && slip.isRightWith?.test(options) !== true ? slip.form.exec(plain) : null;
    if (found !== null && slip.isRight?.test(known) !== true)
      return toFinding(value, slip.code ?? 'other-shell', slip.describe(found[1] ?? found[2] ?? found[3] ?? '', shell));
  }
  return undefined;
}
