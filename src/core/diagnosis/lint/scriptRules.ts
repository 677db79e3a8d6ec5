import * as l10n from '@vscode/l10n';
import { listInvocations } from '../../definitions/programs.ts';
import { longestCommandLine } from '../../definitions/shellCommand.ts';
import { findShellSyntax } from '../evidence/commandLine.ts';
import { readShellScript, type ShellScript } from '../evidence/shellScript.ts';
import { isSame } from '../evidence/time.ts';
import { type DefinitionNode, find, findGiven, findString, listItems, listProperties } from './definitionTree.ts';
import { type DefinitionFinding, type DefinitionFix, replaceWith, toFinding } from './finding.ts';
import { isPlaceholder } from './placeholders.ts';
import type { RuleContext } from './rule.ts';
import { findShellSlip, maySlip } from './shellSlips.ts';
import { findUnsetVariable } from './variableRules.ts';
import { findMissingScript } from './workingFiles.ts';

/** Finds parts of a command line that don't do what they seem to do, or can't work where the command line runs. */
export function checkScript(
  value: DefinitionNode,
  text: string,
  context: RuleContext,
): readonly (DefinitionFinding | undefined)[] {
  if (text.length > longestCommandLine) return [];
  const { os, pool } = context;
  const script = isPlain(text) && !maySlip.test(text) ? undefined : readShellScript(text);
  const owner = value.segment === 'coordinationCommandLine' ? value.parent?.parent : value.parent;
  // Typographic quotation marks don't quote anything, so the words between them are unknown.
  const typography = findTypography(value, text);
  const wordsAfter = script && typography === undefined ? findWordsAfter(value, text, script) : undefined;
  return [
    typography,
    wordsAfter !== undefined && findShellSyntax(text, os) === undefined ? wordsAfter : undefined,
    script && findOtherVariable(value, text, script, owner),
    owner && findShellSlip(value, text, script ?? { ...noShell, script: text }, owner, context),
    owner && findUnsetVariable(value, text, owner, pool),
    owner && findMissingScript(value, text, owner),
    owner && findMissingRights(value, text, owner, os),
    owner && findDocker(value, text, owner),
    findQuestion(value, text, owner),
    findTerminal(value, text),
  ];
}

/**
 * Matches one script in quotation marks without variables, as in most command lines. Every shell leaves such a script
 * unchanged.
 */
const plainScript = /^[\w/.]+(?: -[A-Za-z]+)? -[A-Za-z]*c (?:"[^"\\$%]*"|'[^'$%]*')$/;

function isPlain(text: string): boolean {
  return plainScript.test(text) || (!/["'$%]/.test(text) && !/(?:sh|cmd|pwsh|powershell)(?:\.exe)?\s/i.test(text));
}

/** A command line without a shell, whose program an image may lack. */
const noShell = { kind: 'posix', shell: '', args: [], isQuoted: false, tail: '' } as const;

const operator = /^(?:&&|\|\||[|;&<]|\d?>>?|\d?>&\d)$/;
/** Matches references of a script to its arguments. */
const usesArguments = /\$(?:[@*#\d]|\{[@*#\d])|\b(?:shift|getopts|BASH_ARGV)\b/;

function findWordsAfter(value: DefinitionNode, text: string, script: ShellScript): DefinitionFinding | undefined {
  const code = 'words-after-script';
  if (script.kind === 'cmd') return findSecondCmd(value, script);
  const { shell, args, isQuoted, tail } = script;
  const [first] = args;
  if (first === undefined) return undefined;
  const separator = args.find((word) => operator.test(word));
  if (separator !== undefined) {
    const message = l10n.t(
      '{shell} runs only the script after -c. {separator} and what follows are its arguments, and never run. Put all commands into one script.',
      { shell, separator },
    );
    return toFinding(value, code, message);
  }
  if (usesArguments.test(script.script)) return undefined;
  if (isQuoted) {
    const message = l10n.t(
      "The script of {0} doesn't use its arguments, so what follows it has no effect. Put the whole command into one pair of quotation marks.",
      shell,
    );
    return toFinding(value, code, message);
  }
  const message = l10n.t(
    '{0} runs only the first word after -c: what follows are arguments of the shell. Put the whole script in quotation marks.',
    shell,
  );
  const quoted = `${text.slice(0, text.length - tail.length)}'${tail.replaceAll("'", `'\\''`)}'`;
  const fix = text.endsWith(tail) ? replaceWith(value, quoted, l10n.t('Put the script in quotation marks')) : undefined;
  return toFinding(value, code, message, fix);
}

/** Matches programs and command processor words that start the command that follows them. */
const startsOthers =
  /(?:^|[\s&|(])(?:psexec|(?:start|call|if|else|for|do|forfiles|runas|wsl|timeout|schtasks)(?=[\s.]|$))/i;

/** Finds commands that the command processor won't run, because everything after `/c` is one script to it. */
function findSecondCmd(value: DefinitionNode, { tail }: ShellScript): DefinitionFinding | undefined {
  const quotes = tail.match(/"/g)?.length ?? 0;
  const behind = quotes > 2 ? /^"[^"]+"\s*(&&?|\|\|?)/.exec(tail)?.[1] : undefined;
  if (behind !== undefined) {
    const message = l10n.t(
      'cmd removes the first and the last quotation mark after /c, so {0} falls between quotation marks and separates nothing. Put all commands into one pair of quotation marks.',
      behind,
    );
    return toFinding(value, 'words-after-script', message);
  }
  if (quotes > 2 && /^"[^"\s](?:[^"]*[^"\s])?"\s+[^\s&|]/.test(tail)) {
    const message = l10n.t(
      'cmd removes the first and the last quotation mark after /c, also that before the program. Put the whole command into another pair.',
    );
    return toFinding(value, 'words-after-script', message);
  }
  const plain = tail.replace(/"[^"]*"?/g, (quoted) => ' '.repeat(quoted.length - 1).padStart(quoted.length, '_'));
  const second = /[^\s&|(]\s+cmd(?:\.exe)?\s+(?:\/\w+\s+){0,3}\/[ck]\b/i.exec(plain);
  if (second === null || startsOthers.test(plain.slice(0, second.index + 1))) return undefined;
  const message = l10n.t(
    'The second cmd /c is an argument of the command before it. Separate commands with &&, in one pair of quotation marks.',
  );
  return toFinding(value, 'words-after-script', message);
}

/**
 * Matches variables that the command processor replaces: names in capitals, and Windows's own. `%Y%m%d` is a date
 * format.
 */
const ofWindows =
  /(?<!\blike\s{0,3}["'\\]{0,4})%((?:[A-Z_][A-Z\d_]{2,80}|ProgramFiles|ProgramData|SystemRoot|SystemDrive|UserProfile|LocalAppData|AppData|WinDir)(?:\(x86\))?)%/;
/** Matches variables that POSIX shells replace, with names in capitals. */
const ofPosix = /(?<![\\$\w])\$(?:([A-Z_][A-Z\d_]{2,80})|\{([A-Z_][A-Z\d_]{2,80})\})(?![\w(])/;
const ofPowerShell = /\$(?:env:([A-Za-z_]\w{0,80})|\{env:([A-Za-z_]\w{0,80})\})/i;
/** Matches programs that have their own variables, or that read those of another shell. */
const others = /(?<![.\w$-])(?:powershell|pwsh|cmd|bash|sh|wsl|perl|awk|sed|node|ruby|php)(?:\.exe)?(?=[\s"'\\]|$)/i;

/** Matches the variable with the folder of an application package, whose name contains the ID and the version. */
const ofPackage = /(?<=\$\{?)AZ_BATCH_APP_PACKAGE_(\w[\w#.-]{0,160})/gi;

/**
 * Finds a variable with a package's folder whose name is wrong on Linux, where names have underscores. Both the case of
 * the application's ID and lowercase are accepted, because two pages disagree (Batch documentation: "Execute the
 * installed applications", "Environment variables").
 */
function findPackageFolder(script: string, owner: DefinitionNode | undefined): readonly [string, string] | undefined {
  const packages = listItems(owner && findGiven(owner, 'applicationPackageReferences')).map((reference) =>
    ['applicationId', 'version']
      .flatMap((name) => findString(reference, name) ?? [])
      .join('_')
      .replace(/[#.-]/g, '_'),
  );
  for (const [written, name = ''] of script.matchAll(ofPackage)) {
    const flat = name.replace(/[#.-]/g, '_');
    const own = packages.find((known) => isSame(known, flat));
    if (own === undefined ? /#|\.\d/.test(name) : name !== own && name !== own.toLowerCase())
      return [written, `AZ_BATCH_APP_PACKAGE_${own ?? flat}`];
  }
  return undefined;
}

/** Finds a variable in the syntax of another shell, which the script's shell doesn't replace. */
function findOtherVariable(
  value: DefinitionNode,
  text: string,
  { kind, shell, script }: ShellScript,
  owner: DefinitionNode | undefined,
): DefinitionFinding | undefined {
  if (!/[$%]/.test(script)) return undefined;
  const toWritten = (written: string, right: string, message: string) =>
    toFinding(
      value,
      'other-variable',
      message,
      replaceWith(value, text.replaceAll(written, right), l10n.t('Write {0}', right)),
    );
  const [folder, onLinux] = (kind === 'posix' ? findPackageFolder(script, owner) : undefined) ?? [];
  if (folder !== undefined && onLinux !== undefined)
    return toWritten(folder, onLinux, l10n.t('On Linux nodes, {folder} is called {onLinux}.', { folder, onLinux }));
  if (others.test(script)) return undefined;
  const found = findVariable(kind, script);
  if (found === undefined) return undefined;
  const [written, name] = found;
  const right = toVariableOf(kind, name);
  const message = l10n.t("{shell} doesn't replace {written}. Write {right}.", { shell, written, right });
  return /^\w+$/.test(name) ? toWritten(written, right, message) : toFinding(value, 'other-variable', message);
}

function toVariableOf(kind: ShellScript['kind'], name: string): string {
  switch (kind) {
    case 'posix':
      return `$${name}`;
    case 'cmd':
      return `%${name}%`;
    case 'powershell':
      return `$env:${name}`;
  }
}

function findVariable(kind: ShellScript['kind'], script: string): readonly [written: string, name: string] | undefined {
  switch (kind) {
    case 'posix':
      return toVariable(ofWindows.exec(script) ?? ofPowerShell.exec(script));
    case 'cmd':
      return toVariable(ofPosix.exec(script) ?? ofPowerShell.exec(script));
    case 'powershell': {
      // Variables with other names may belong to the script itself.
      const found = toVariable(
        /(?<![\\`])\$\{?(AZ_BATCH_\w{1,80})\}?/.exec(script) ?? /%(AZ_BATCH_\w{1,80})%/.exec(script),
      );
      const assigned = [...script.matchAll(/\$(\w+)\s*=/g)].map(([, name]) => name);
      return assigned.includes(found?.[1]) ? undefined : found;
    }
  }
}

function toVariable(found: RegExpExecArray | null): readonly [written: string, name: string] | undefined {
  const name = found?.[1] ?? found?.[2];
  return found === null || name === undefined ? undefined : [found[0], name];
}

const install =
  /^(?:install|reinstall|localinstall|groupinstall|in|update|up|upgrade|dist-upgrade|full-upgrade|dup|remove|rm|purge|autoremove|build-dep|makecache|refresh|ref)$/;
/** Programs that need administrator rights, with the arguments for which they need these rights. */
const ofAdministrators: ReadonlyMap<string, RegExp> = new Map([
  ...['apt-get', 'apt', 'aptitude', 'yum', 'dnf', 'tdnf', 'microdnf', 'zypper', 'snap'].map(
    (name) => [name, install] as const,
  ),
  ['dpkg', /^(?:-[irP]|--(?:install|remove|purge|configure))$/],
  ['rpm', /^-[iUFe][a-z]*$|^--(?:import|install|upgrade|erase)$/],
  ['systemctl', /^(?:start|stop|restart|reload|enable|disable|mask|daemon-reload)$/],
  ['mount', /^[^-]|^-(?:t|a|o)$/],
  ['umount', /^[^-]/],
  ['modprobe', /^[^-]/],
  ['add-apt-repository', /./],
  ...['useradd', 'usermod', 'adduser', 'groupadd', 'addgroup', 'gpasswd', 'insmod', 'mkfs', 'swapon', 'mdadm'].map(
    (name) => [name, /^[^-]/] as const,
  ),
  ['update-alternatives', /^--(?:set|install|config|auto|remove)$/],
  ['apt-key', /^(?:add|adv|del)$/],
  ['sysctl', /^(?:-w|-p|--write|--load)$/],
  ['timedatectl', /^set-/],
  ['nvidia-smi', /^(?:-pm|-mig|-pl)$/],
]);
const ofWindowsAdministrators: ReadonlyMap<string, RegExp> = new Map([
  ['choco', /^(?:install|upgrade|uninstall)$/],
  ...['install-windowsfeature', 'add-windowsfeature', 'enable-windowsoptionalfeature', 'new-netfirewallrule'].map(
    (name) => [name, /./] as const,
  ),
  ['dism', /^\/online$/i],
]);
/** Matches command lines that may need administrator rights. Most don't match and need no closer look. */
const mayNeedRights = new RegExp(
  `(?<![\\w-])(?:sudo|${[...ofAdministrators.keys(), ...ofWindowsAdministrators.keys()].join('|')})(?![\\w-])|[\\s>=]/(?:usr|etc|bin|sbin|root|boot|opt|srv|var)(?![\\w-])`,
  'i',
);
/** Matches scripts that check their user, and therefore handle missing rights themselves. */
const asksWho = /\bid -u\b|\$\{?EUID\b|(?:\$\(|`)\s*whoami\b|\bwhoami\s*[|)]/;

/**
 * Finds a command that needs administrator rights in a task that runs without them, which is the default (Batch
 * documentation: "AutoUserSpecification").
 */
function findMissingRights(
  value: DefinitionNode,
  text: string,
  owner: DefinitionNode,
  os: RuleContext['os'],
): DefinitionFinding | undefined {
  if (!mayNeedRights.test(text) || asksWho.test(text)) return undefined;
  if (findGiven(owner, 'containerSettings') !== undefined) return undefined;
  const identity = findGiven(owner, 'userIdentity');
  // The rights of a user are defined in the pool, which contains the start task.
  const user = identity && findString(identity, 'username');
  const account = listItems(find(owner.parent, 'userAccounts')).find((one) =>
    isSame(findString(one, 'name') ?? '', user ?? ''),
  );
  if (user !== undefined && (account === undefined || find(account, 'elevationLevel')?.value !== 'nonadmin'))
    return undefined;
  const level = find(identity, 'autoUser', 'elevationLevel');
  const given = String(level?.value ?? '');
  if (isSame(given, 'admin') || isPlaceholder(given) || (identity !== undefined && identity.type !== 'object'))
    return undefined;
  const needing = listInvocations(text).find(([program, ...args]) => {
    const form = ofWindowsAdministrators.get(program) ?? (os === 'windows' ? undefined : ofAdministrators.get(program));
    return (program === 'sudo' && os !== 'windows') || (form !== undefined && args.some((arg) => form.test(arg)));
  });
  const folder = needing === undefined && os !== 'windows' ? findSystemFolder(text, owner) : undefined;
  if (folder !== undefined) {
    const message = l10n.t(
      'Only an administrator can write to {0}, but the command runs as a user without those rights. Set "elevationLevel" to "admin" (in "userIdentity", "autoUser"), or write to the task\'s folder.',
      folder,
    );
    return toFinding(value, 'needs-admin', message, toElevation(value, level, identity));
  }
  if (needing === undefined) return undefined;
  const message = l10n.t(
    '{0} needs administrator rights, but the command runs as a user without them. Set "elevationLevel" to "admin" (in "userIdentity", "autoUser").',
    needing[0],
  );
  return toFinding(value, 'needs-admin', message, toElevation(value, level, identity));
}

/** Matches system folders to which only root can write in Azure Marketplace images. */
const ofRoot = /^\/(?:usr|etc|bin|sbin|root|boot)(?:\/|$)/;
/** Matches system folders in which a start task usually creates folders for the tasks after it. */
const ofRootAtFirst = /^\/(?:opt|srv|var\/(?:lib|log|cache|opt|www))(?:\/|$)/;
const writesLast = /^(?:cp|mv|ln|install)$/;
const writesAll = /^(?:tee|mkdir|touch|chmod|chown|chgrp)$/;
const inPlace = /^(?:-i|--in-place)/;
/** Options before the path to which programs write, and arguments without which `tar` only reads. */
const writesTo: ReadonlyMap<string, readonly [path: RegExp, needed?: RegExp]> = new Map([
  ['tar', [/^(?:-[A-Za-z]*C|--directory)$/, /^-?[A-Za-z]{0,20}x[A-Za-z]{0,20}$|^--(?:extract|get)$/]],
  ['unzip', [/^-d$/]],
  ['curl', [/^(?:-[A-Za-z]*o|--output)$/]],
  ['wget', [/^(?:-[A-Za-z]*[OP]|--output-document|--directory-prefix)$/]],
]);

function findPathOfOption(program: string, args: readonly string[]): string | undefined {
  const [path, needed] = writesTo.get(program) ?? [];
  const words = args.flatMap((arg) => (arg.startsWith('--') ? arg.split('=', 2) : arg));
  const at =
    path === undefined || !words.some((word) => needed?.test(word) !== false)
      ? -1
      : words.findIndex((word) => path.test(word));
  return at === -1 ? undefined : words[at + 1];
}

/** Finds a path in a system folder to which a command line writes. */
function findSystemFolder(text: string, owner: DefinitionNode): string | undefined {
  for (const [program, ...args] of listInvocations(text)) {
    const into = args.findIndex((arg) => /^>>?$/.test(arg));
    const joined = args.find((arg) => /^>>?\//.test(arg))?.replace(/^>+/, '');
    const plain = args.filter((arg) => !/^[->]/.test(arg) && !/^\d?>/.test(arg));
    const written = [
      joined,
      into === -1 ? undefined : args[into + 1],
      ...(writesLast.test(program) && into === -1 && plain.length > 1 ? plain.slice(-1) : []),
      ...(program === 'sed' && args.some((arg) => inPlace.test(arg)) ? plain.slice(-1) : []),
      ...(writesAll.test(program) ? plain : []),
      findPathOfOption(program, args),
    ];
    const found = written.find(
      (path = '') => ofRoot.test(path) || (owner.segment === 'startTask' && ofRootAtFirst.test(path)),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function toElevation(
  value: DefinitionNode,
  level: DefinitionNode | undefined,
  identity: DefinitionNode | undefined,
): DefinitionFix | undefined {
  const title = l10n.t('Run as administrator');
  if (level?.type === 'string') return replaceWith(level, 'admin', title);
  const key = listProperties(value.parent).find((property) => property.value === value)?.key;
  if (identity !== undefined || key === undefined || value.segment !== 'commandLine') return undefined;
  const text = '"userIdentity": { "autoUser": { "scope": "pool", "elevationLevel": "admin" } }, ';
  return { title, offset: key.offset, length: 0, text };
}

/** A program that may prompt for input: its commands that prompt, options that answer in advance, and the message. */
interface Asking {
  readonly program: RegExp;
  readonly command: RegExp;
  readonly answer: RegExp;
  readonly describe: (program: string) => string;
}

const askingPrograms: readonly Asking[] = [
  {
    program: /^(?:apt|apt-get|yum|dnf|conda|mamba|choco)$/,
    command: /^(?:(?:group)?install|create|(?:dist-)?upgrade)(?=\s|$)/,
    answer: /^-[a-xz]{0,9}y|^-(?:qq|s)$|^--(?:yes|confirm|assume-?yes|force-yes|dry-run|simulate|help)$/,
    describe: (program) =>
      l10n.t('{0} can ask whether to go on, and stops because it gets no answer. Add -y.', program),
  },
  {
    program: /^(?:az|azcopy)$/,
    command: /^login(?!\s+status)(?=\s|$)/,
    answer:
      /^(?:-i|-h|-p|--identity|--service-principal|--password|--help)$|^(?:--login-type=)?(?:mi|msi|spn|azcli|psc|workload)$/i,
    describe: (program) =>
      l10n.t(
        '{command} waits for someone to sign in with a browser, and gets no answer. Sign in with a managed identity of the pool ({option}) or as a service principal.',
        { command: `${program} login`, option: '--identity' },
      ),
  },
  {
    program: /^msiexec$/,
    command: /(?:^|\s)\/(?:i|x|package|uninstall)(?=\s|$)/i,
    answer: /^\/(?:q(?:n|b|r)?[+!-]*|quiet|passive)$/i,
    describe: (program) =>
      l10n.t('{program} opens a window, and gets no answer. Add {option}.', { program, option: '/quiet' }),
  },
];
const mayAsk = /\b(?:install|create|upgrade|login|msiexec)\b/i;
const answers = /\byes\b|assume-yes|always_yes|allowGlobalConfirmation|AZCOPY_AUTO_LOGIN_TYPE/i;

/** Finds a program that prompts for input or waits for a person, and gets no answer. */
function findQuestion(
  value: DefinitionNode,
  text: string,
  owner: DefinitionNode | undefined,
): DefinitionFinding | undefined {
  const set = listItems(owner && findGiven(owner, 'environmentSettings')).map((one) => findString(one, 'name') ?? '');
  if (!mayAsk.test(text) || [text, ...set].some((one) => answers.test(one))) return undefined;
  for (const [program, ...args] of listInvocations(text)) {
    const command = args.filter((arg) => !arg.startsWith('-')).join(' ');
    const asking = askingPrograms.find((one) => one.program.test(program) && one.command.test(command));
    if (asking !== undefined && !args.some((arg) => asking.answer.test(arg)))
      return toFinding(value, 'open-question', asking.describe(program));
  }
  return undefined;
}

/** Finds a container that reads from a terminal; without a terminal, Docker refuses to start it. */
function findTerminal(value: DefinitionNode, text: string): DefinitionFinding | undefined {
  if (!/\s-(?:it|ti)\b/.test(text) || /\b(?:script|unbuffer)\b/.test(text)) return undefined;
  const asking = listInvocations(text).find(
    ([program, command = '', ...args]) =>
      /^(?:(?:nvidia-)?docker|podman)$/.test(program) &&
      /^(?:run|exec)$/.test(command) &&
      args.some((arg) => /^-(?:it|ti)$/.test(arg)) &&
      !args.some((arg) => /^(?:-d|--detach)$/.test(arg)),
  );
  if (asking === undefined) return undefined;
  const message = l10n.t("-it makes {0} ask for a terminal, which tasks don't have. Omit it.", asking[0]);
  return toFinding(value, 'no-terminal', message);
}

/** Finds Docker in a container, which contains neither Docker's client nor its socket unless they are added. */
function findDocker(value: DefinitionNode, text: string, owner: DefinitionNode): DefinitionFinding | undefined {
  const settings = findGiven(owner, 'containerSettings');
  if (settings?.type !== 'object' || !/\bdocker\b/.test(text)) return undefined;
  const image = findString(settings, 'imageName') ?? '';
  if (/docker\.sock|docker_engine/.test(findString(settings, 'containerRunOptions') ?? '')) return undefined;
  if (/(?:^|[/-])(?:docker|dind)(?:[-:@]|$)/.test(image)) return undefined;
  const isUsed = listInvocations(text).some(
    ([program, command]) => /^(?:nvidia-)?docker(?:-compose)?$/.test(program) && command !== '--version',
  );
  if (!isUsed) return undefined;
  const message = l10n.t(
    'Batch already runs this command inside a container, where docker is usually missing. Write only what the container is to run.',
  );
  return toFinding(value, 'docker-in-container', message);
}

/** Matches text in quotation marks. The group matches the closing double quotation mark, which may be missing. */
const quoted = /"(?:\\.|[^"\\])*(")?|'[^']*'/gs;

/** Matches typographic characters that word processors and web pages substitute for those of a keyboard. */
const spaces = /[\u00a0\u2007\u202f\u200b\u2060\ufeff]/;
const dash = /(?:^|\s)([\u2010-\u2015\u2212]-?)(?=[A-Za-z])/;
const quote = /(?:^|[\s=(])([\u201c-\u201f\u2018-\u201b\u00ab])(?=\S)|[\u201c\u201d\u201e\u201f]/;

/** Finds characters that resemble others but that no program recognizes. */
export function findTypography(value: DefinitionNode, text: string): DefinitionFinding | undefined {
  const isOrdinary = !/[\u0080-\uffff]/.test(text);
  if (isOrdinary) return /^\s/.test(text) ? toLeadingSpace(value, text) : undefined;
  // Quoted text may contain any characters, except for a shell's script, which is quoted as a whole.
  const script = readShellScript(text);
  const levels = script?.kind === 'posix' ? [text, script.script] : [text];
  const plain = levels
    .map((level) => level.replace(quoted, (all, end) => (all.startsWith('"') && end === undefined ? all : '""')))
    .join('\n');
  const found = quote.exec(plain) ?? dash.exec(plain) ?? spaces.exec(plain);
  if (found === null) return /^\s/.test(text) ? toLeadingSpace(value, text) : undefined;
  const sign = found[1] ?? found[0];
  const straight = straighten(text);
  const needsEscape = /["']/.test(text) && quote.test(plain);
  const fix = needsEscape ? undefined : replaceWith(value, straight, l10n.t('Use the signs of a keyboard'));
  const message = spaces.test(sign)
    ? l10n.t('A space here separates no words (U+{0}). Type a plain space.', toCode(sign))
    : l10n.t('Programs and shells don\'t recognize the typographic character "{sign}". Type {plain}.', {
        sign,
        plain: straighten(sign),
      });
  return toFinding(value, 'typographic-character', message, fix);
}

function toLeadingSpace(value: DefinitionNode, text: string): DefinitionFinding {
  const message = l10n.t(
    'The command line begins with a space, which can be taken for an empty program name. Remove it.',
  );
  return toFinding(
    value,
    'typographic-character',
    message,
    replaceWith(value, text.trim(), l10n.t('Remove the space')),
  );
}

function toCode(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

function straighten(text: string): string {
  return text
    .replace(/[\u201c-\u201f\u00ab\u00bb]/g, '"')
    .replace(/[\u2018-\u201b]/g, "'")
    .replace(/\u2014/g, '--')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u200b\u2060\ufeff]/g, '')
    .replace(/[\u00a0\u2007\u202f]/g, ' ');
}
