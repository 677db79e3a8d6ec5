import * as l10n from '@vscode/l10n';
import { longestCommandLine } from '../../query/shellCommand.ts';
import { findShellSyntax } from '../evidence/commandLine.ts';
import { listInvocations } from '../evidence/programs.ts';
import { readShellScript, type ShellScript } from '../evidence/shellScript.ts';
import { isSame } from '../evidence/time.ts';
import { type DefinitionNode, find, findGiven, findString, listItems, listProperties } from './definitionTree.ts';
import { type DefinitionFinding, type DefinitionFix, replaceWith, toFinding } from './finding.ts';
import { isPlaceholder } from './placeholders.ts';
import type { RuleContext } from './rule.ts';
import { findShellSlip, maySlip } from './shellSlips.ts';

/** Parts of a command line that do something else than they look like, or can't work where it runs. */
export function checkScript(
  value: DefinitionNode,
  text: string,
  { os }: RuleContext,
): readonly (DefinitionFinding | undefined)[] {
  if (text.length > longestCommandLine) return [];
  const script = isPlain(text) && !maySlip.test(text) ? undefined : readShellScript(text);
  const owner = value.segment === 'coordinationCommandLine' ? value.parent?.parent : value.parent;
  // Typographic quotation marks quote nothing, so the words in them are not known.
  const typography = findTypography(value, text);
  const wordsAfter = script && typography === undefined ? findWordsAfter(value, text, script) : undefined;
  return [
    typography,
    wordsAfter !== undefined && findShellSyntax(text, os) === undefined ? wordsAfter : undefined,
    script && findOtherVariable(value, text, script, owner),
    script && owner && findShellSlip(value, text, script, owner, os),
    owner && findMissingRights(value, text, owner, os),
    owner && findDocker(value, text, owner),
    findQuestion(value, text),
  ];
}

/**
 * One script in quotation marks without a variable, which is what most command lines are and every shell leaves as it
 * is.
 */
const plainScript = /^[\w/.]+(?: -[A-Za-z]+)? -[A-Za-z]*c (?:"[^"\\$%]*"|'[^'$%]*')$/;

function isPlain(text: string): boolean {
  return plainScript.test(text) || (!/["'$%]/.test(text) && !/(?:sh|cmd|pwsh|powershell)(?:\.exe)?\s/i.test(text));
}

const operator = /^(?:&&|\|\||[|;&<]|\d?>>?|\d?>&\d)$/;
/** References of a script to its arguments. */
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

/** Programs and words of the command processor that start the command after them. */
const startsOthers =
  /(?:^|[\s&|(])(?:psexec|(?:start|call|if|else|for|do|forfiles|runas|wsl|timeout|schtasks)(?=[\s.]|$))/i;

/** The command processor takes all that follows for one script, from which it removes the first and the last quote. */
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

/** Variables as the command processor replaces them: names in capitals, and those that Windows has. `%Y%m%d` is the form of a date. */
const ofWindows =
  /(?<!\blike\s{0,3}["'\\]{0,4})%((?:[A-Z_][A-Z\d_]{2,80}|ProgramFiles|ProgramData|SystemRoot|SystemDrive|UserProfile|LocalAppData|AppData|WinDir)(?:\(x86\))?)%/;
/** Variables as POSIX shells replace them, with names in capitals. */
const ofPosix = /(?<![\\$\w])\$(?:([A-Z_][A-Z\d_]{2,80})|\{([A-Z_][A-Z\d_]{2,80})\})(?![\w(])/;
const ofPowerShell = /\$(?:env:([A-Za-z_]\w{0,80})|\{env:([A-Za-z_]\w{0,80})\})/i;
/** Programs that bring variables of their own, or read those of another shell. */
const others = /(?<![.\w$-])(?:powershell|pwsh|cmd|bash|sh|wsl|perl|awk|sed|node|ruby|php)(?:\.exe)?(?=[\s"'\\]|$)/i;

/** The folder of an application package, by whose ID and version it is called. */
const ofPackage = /(?<=\$\{?)AZ_BATCH_APP_PACKAGE_(\w[\w#.-]{0,160})/gi;

/**
 * Finds a package's folder that isn't called as on Linux: with underscores, and the capitals of the application's ID,
 * or none: two pages differ (Batch documentation: "Execute the installed applications", "Environment variables").
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

/** Finds a variable in the form of another shell, which stays as it is written. */
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
      // Other names may be variables of the script itself.
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
/** Programs that only an administrator may run, with the arguments that ask for it. */
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
/** Most command lines have none of these, and need no closer look. */
const mayNeedRights = new RegExp(
  `(?<![\\w-])(?:sudo|${[...ofAdministrators.keys(), ...ofWindowsAdministrators.keys()].join('|')})(?![\\w-])|[\\s>]/(?:usr|etc|bin|sbin|root|boot)/`,
  'i',
);
/** A script that checks its user handles missing rights itself. */
const asksWho = /\bid -u\b|\$\{?EUID\b|\bwhoami\b/;

/**
 * Finds a command that needs an administrator, in a task that runs without: the default (Batch documentation:
 * "AutoUserSpecification").
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
  // The rights of a user of the pool are described there.
  if (identity !== undefined && findGiven(identity, 'username') !== undefined) return undefined;
  const level = find(identity, 'autoUser', 'elevationLevel');
  const given = String(level?.value ?? '');
  if (isSame(given, 'admin') || isPlaceholder(given) || (identity !== undefined && identity.type !== 'object'))
    return undefined;
  const needing = listInvocations(text).find(([program, ...args]) => {
    const form = ofWindowsAdministrators.get(program) ?? (os === 'windows' ? undefined : ofAdministrators.get(program));
    return (program === 'sudo' && os !== 'windows') || (form !== undefined && args.some((arg) => form.test(arg)));
  });
  const folder = needing === undefined && os !== 'windows' ? findSystemFolder(text) : undefined;
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

/** Folders of the system, which only root writes to in the images of the Azure Marketplace. */
const ofRoot = /^\/(?:usr|etc|bin|sbin|root|boot)\/[^*]*/;
/** Programs that write to their last argument, or to all of their arguments. */
const writesLast = /^(?:cp|mv|ln|install)$/;
const writesAll = /^(?:tee|mkdir|touch)$/;

/** Finds the path in a folder of the system that a command line writes to. */
function findSystemFolder(text: string): string | undefined {
  for (const [program, ...args] of listInvocations(text)) {
    const into = args.findIndex((arg) => /^>>?$/.test(arg));
    const joined = args.find((arg) => /^>>?\//.test(arg))?.replace(/^>+/, '');
    const plain = args.filter((arg) => !/^[->]/.test(arg) && !/^\d?>/.test(arg));
    const written = [
      joined,
      into === -1 ? undefined : args[into + 1],
      ...(writesLast.test(program) && into === -1 && plain.length > 1 ? plain.slice(-1) : []),
      ...(writesAll.test(program) ? plain : []),
    ];
    const found = written.find((path) => path !== undefined && ofRoot.test(path));
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

/** Options that keep managers of packages from asking. */
const answered = /^-[a-xz]{0,9}y|^-(?:qq|s)$|^--(?:yes|assume-?yes|force-yes|dry-run|simulate|help)$/;

/** Finds a manager of packages that asks whether to go on, and stops because it gets no answer. */
function findQuestion(value: DefinitionNode, text: string): DefinitionFinding | undefined {
  if (!/\b(?:install|create|upgrade)\b/.test(text) || /\byes\b|assume-yes|always_yes/i.test(text)) return undefined;
  const asking = listInvocations(text).find(
    ([program, ...args]) =>
      /^(?:apt|apt-get|yum|dnf|conda|mamba)$/.test(program) &&
      /^(?:(?:group)?install|create|(?:dist-)?upgrade)$/.test(args.find((arg) => !arg.startsWith('-')) ?? '') &&
      !args.some((arg) => answered.test(arg)),
  );
  if (asking === undefined) return undefined;
  const message = l10n.t('{0} can ask whether to go on, and stops because it gets no answer. Add -y.', asking[0]);
  return toFinding(value, 'open-question', message);
}

/** Finds Docker in a container, which has neither its client nor its socket unless they are added. */
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

/** Text in quotation marks; the group is the closing double one, which may be missing. */
const quoted = /"(?:\\.|[^"\\])*(")?|'[^']*'/gs;

/** Typographic characters that word processors and web pages put in place of those of a keyboard. */
const spaces = /[\u00a0\u2007\u202f\u200b\u2060\ufeff]/;
const dash = /(?:^|\s)([\u2010-\u2015\u2212]-?)(?=[A-Za-z])/;
const quote = /(?:^|[\s=(])([\u201c-\u201f\u2018-\u201b\u00ab])(?=\S)|[\u201c\u201d\u201e\u201f]/;

/** Finds characters that resemble others but that no program reads as such. */
export function findTypography(value: DefinitionNode, text: string): DefinitionFinding | undefined {
  const isOrdinary = !/[\u0080-\uffff]/.test(text);
  if (isOrdinary) return /^\s/.test(text) ? toLeadingSpace(value, text) : undefined;
  // Text in quotation marks may have any signs; the script of a shell is none.
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
    replaceWith(value, text.trimStart(), l10n.t('Remove the space')),
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
