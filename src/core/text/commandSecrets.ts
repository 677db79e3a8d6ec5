import { blanks, withLineEnds } from './continuedLines.ts';
import { hiddenText } from './hiddenText.ts';
import { isHarmlessValue, isPlainValue, isVariable, judgeName } from './secretNames.ts';
import { hideQuoted, quote } from './secretPatterns.ts';

/** Rule for options whose names don't suggest a secret, of programs that are known to accept a secret there. */
interface CommandRule {
  readonly program: RegExp;
  /** True if other programs use the option differently, so that a container with this program's name doesn't count. */
  readonly isAmbiguous?: boolean;
  /** Decides whether the value is a secret, if the option alone doesn't show that. */
  readonly isSecret?: (kept: string, value: string) => boolean;
  /** The part to keep, followed by the secret. */
  readonly option: RegExp;
}

/** An argument that isn't an option: with quotes, which may be escaped, or without. */
const argument = `\\\\{0,7}"[^"\\r\\n]{0,2000}"?|\\\\{0,7}'[^'\\r\\n]{0,2000}'?|[^\\s"'-][^\\s"',]*`;

/** Separator of an option and its value in a list of arguments. */
const listed = `(?:${quote})\\s{0,3},\\s{0,3}(?=${quote})`;

const apart = '(?<![^\\s"\'])';

function before(option: string, flags = 'g'): RegExp {
  return new RegExp(`(${option})(${argument})`, flags);
}

/** Matches the value after a short option: attached to it, after white space or `=`, or as the next list item. */
function behind(letters: string): RegExp {
  return before(`${apart}-(?:${letters})(?:[${blanks}=]{1,3}|${listed})?`);
}

/** Like `behind`, but the value is not attached to the option. */
function after(letters: string): RegExp {
  return before(`${apart}-(?:${letters})(?:[${blanks}=]{1,3}|${listed})`);
}

const shortPassword = behind('p');

const portMapping = /^\d{1,5}:\d{1,5}(?:\/\w{3,4})?$/;

/** Matches the password of `user:password`, which may be in quotes or the next list item. */
function pair(options: string, separator: string): RegExp {
  return new RegExp(
    `(${apart}(?:${options})(?:[${blanks}=]{0,3}|${listed})(?:${quote})?[^\\s${separator}"']{0,200}${separator})([^\\s"'\\\\]+)`,
    'g',
  );
}

/** White space between the words of a command, or the separator in a list of arguments. */
const gap = '[\\s"\',\\\\]{1,8}';

/**
 * Rules from the documentation of each program. `-p` is a password for `docker login`, but a port, a path or a flag for
 * other programs, so each rule applies only to its own command.
 */
const commandRules: readonly CommandRule[] = [
  {
    program: new RegExp(
      `\\b(?:docker|podman|nerdctl|buildah|skopeo|oras|helm|az)(?:\\.exe)?${gap}(?:[\\w./=-]{1,60}${gap}){0,3}login\\b`,
      'i',
    ),
    option: shortPassword,
  },
  {
    program: /\b(?:sshpass|mongo(?:sh|dump|restore|import|export)?|twine|cqlsh|smbmap|ncftp(?:get|put)?)\b/i,
    option: shortPassword,
    isAmbiguous: true,
    isSecret: (_kept, value) => !portMapping.test(value),
  },
  { program: /\bpsexec(?:64)?\b/i, option: behind('[pP]') },
  {
    program: /\b(?:sqlcmd|bcp|osql|unzip|zip|ipmitool|mosquitto_(?:pub|sub))\b/i,
    option: behind('P'),
    isAmbiguous: true,
  },
  // Only a value attached to the option: in `mysql -p inventory`, `inventory` is a database.
  {
    program: /\b(?:mysql(?:dump|admin|import|check|show)?|mariadb(?:-\w{1,20})?|7z[ar]?|u?n?rar)\b/i,
    option: before(`${apart}-h?p(?=[^\\s"'])`),
    isAmbiguous: true,
  },
  { program: /\b(?:plink|pscp|psftp|kitty)\b/i, option: after('pw') },
  // The user name stays visible.
  {
    program: /\bcurl\b/i,
    option: pair('-[fsSLkvigGNIOqRnaj#]{0,12}[uU]|--(?:proxy-)?user', ':'),
    isSecret: (kept, value) => !/[\s=]\d{1,6}:$/.test(kept) || !/^\d{1,6}$/.test(value), // A user and a group.
  },
  { program: /\bcurl\b/i, option: after('b') },
  { program: /\bhttps?\b/i, option: pair('-a|--auth', ':') },
  { program: /\blftp\b/i, option: pair('-u', ',') },
  { program: /\b(?:smbclient|rpcclient|winexe|wmic)\b/i, option: pair('-U|--user', '%') },
  { program: /\bsqlplus\b/i, option: /(\s[\w$#]{1,128}\/)([^\s"'@/]+)/g },
  { program: /\b[xw]?freerdp3?\b/i, option: before('/p:') },
  { program: /\bredis-cli\b/i, option: after('a') },
  { program: /\bldap(?:search|add|modify|delete|whoami)\b/i, option: after('w') },
  { program: /\bnuget(?:\.exe)?\s{1,3}push\b/i, option: after('k') },
  { program: /\b(?:keytool|jarsigner)\b/i, option: before('-[a-z]{0,10}pass[ \\t\\v]{1,3}') },
  { program: /\bssh-keygen\b/i, option: after('[NP]') },
  { program: /\bopenssl\s{1,3}enc\b/i, option: after('k') },
  { program: /\bopenssl\b|-pass(?:in|out)\b/i, option: /(\bpass:)([^\s"']+)/g },
  { program: /\b(?:cmdkey|schtasks)\b/i, option: before('/(?:pass:|rp[ \\t\\v]{1,3})', 'gi') },
  // The password comes third: options, file, user, password.
  {
    program: /\bhtpasswd\s{1,3}-[a-zA-Z]{0,6}b/,
    option: before('-[a-zA-Z]{1,8}[ \\t\\v]{1,3}[^\\s"]{1,400}[ \\t\\v]{1,3}[^\\s"]{1,200}[ \\t\\v]{1,3}'),
  },
  { program: /\bkubectl\b/i, option: before('--from-literal[ \\t\\v=]{1,3}[\\w.-]{1,100}=') },
  {
    program: /\b(?:vault|cargo|heroku|wandb)\s{1,3}login\s{1,3}(?=[\w.-]{12})/i,
    option: before('login[ \\t\\v]{1,3}'),
  },
  // The password follows the share, before or after options.
  {
    program: /\bnet1?(?:\.exe)?\s{1,3}use\b/i,
    option:
      /(\\\\[^\s"']{1,400}[ \t\v]{1,3}(?:\/[^\s"']{1,200}[ \t\v]{1,3}){0,6})(\\?"[^"\r\n]{0,2000}"?|[^\s"'/*&|<>;][^\s"']*)/g,
  },
  {
    program: /\bnet1?(?:\.exe)?\s{1,3}user\b/i,
    option: /(user[ \t\v]{1,3}[^\s"'/]{1,100}[ \t\v]{1,3})(\\?"[^"\r\n]{0,2000}"?|[^\s"'/*][^\s"']*)/gi,
  },
  // Settings whose name suggests a secret, stored by commands.
  {
    program: /\b(?:config(?:ure)?\s{1,3}set|setx|setenv)\b/i,
    option: before(
      '(?<=\\s)[\\w.:/-]{0,80}(?:secret|password|pass|token|key|_auth)(?!_id)[\\w.-]{0,40}[ \\t\\v]{1,3}',
      'gi',
    ),
    isSecret: (kept, value) =>
      judgeName(kept.trim()) !== 'no' && !isPlainValue(value) && !isHarmlessValue(kept.trim(), value),
  },
  {
    program: /\buser-secrets\s{1,3}set\b/i,
    option: new RegExp(
      `(set[ \\t\\v]{1,3}(?:\\\\{0,7}"[^"\\r\\n]{1,200}"|[^\\s"'-][^\\s"']{0,200})[ \\t\\v]{1,3})(${argument})`,
      'g',
    ),
  },
];

const commandEnd = /(\n|&&|;\s|\s\|\|?\s|\b(?:ba|z|da|k)?sh\s{1,3}-[a-z]{0,3}c\s)/;

/** End of a line, except after a pipe, where the command continues on the next line. */
const lineEnd = /(?<!\|[ \t]{0,3}\r?)\n/;

const readsSecret = /--(?:password|passphrase|pass|token|secret)-stdin|--with-token|\bchpasswd\b|\bsudo\s{1,3}-S\b/;

const hereString = new RegExp(`(<<<[ \\t\\v]{0,3})(${argument})`, 'g');

/** The last command before a pipe, if it prints its arguments. */
const printed = /((?<![\w-])(?:echo|printf|write-(?:output|host))\s{1,3}(?:-[a-zA-Z]{1,3}\s{1,3})?)(\S[^\n]*)/i;

/** Quick check for any command of a rule: the words of the rules' programs. */
const commandSign = new RegExp(
  `${commandRules.map(({ program }) => program.source).join('|')}|-stdin|--with-token|chpasswd|sudo`,
  'i',
);

function hide(match: string, kept: string, value: string): string {
  return isVariable(value) ? match : kept + withLineEnds(hideQuoted(value), value);
}

const otherCommand =
  /(?:^|\s)(?:--?[A-Za-z][\w-]{0,30}|(?:un|re)?install|remove|update|upgrade|start|stop|restart|status|which|man|ls|cp|mv|rm|rmi|pull|push|cat|echo)\s{1,3}$/;

/** Commands that run other programs: the options after them are their own, followed by the program. */
const runner = /\b(?:sudo|env|exec|time|timeout|nice|nohup|xargs|srun|mpirun|mpiexec)\b[^\n]{0,100}$/;

/** Start of a word that ends with a program's name: empty, or a folder. */
const programFolder = /^(?:[A-Za-z]:|[.~$%\\/])/;

const maxBefore = 200;

/** Checks whether a word is the program of a command, and not the name of a container, package or service. */
function isProgram(before: string, behind: string): boolean {
  if (!/^(?:\.exe)?(?![\w.:@/-])/i.test(behind)) return false;
  const start = /[^\s"'`(=,;|&<>]{0,200}$/.exec(before)?.[0] ?? '';
  if (/[\w.@/\\-]$/.test(start) && !programFolder.test(start)) return false;
  return start !== '' || !otherCommand.test(before) || runner.test(before);
}

const globalRules = commandRules.map((rule) => ({
  ...rule,
  program: new RegExp(rule.program.source, `${rule.program.flags}g`),
}));

/** Finds the position of a rule's program in a command; -1 if there is none. */
function findProgram(command: string, { program, isAmbiguous }: CommandRule): number {
  for (const match of command.matchAll(program)) {
    const before = command.slice(Math.max(0, match.index - maxBefore), match.index);
    const end = match.index + match[0].length;
    if (isAmbiguous !== true || isProgram(before, command.slice(end, end + maxBefore))) return match.index;
  }
  return -1;
}

/** Redacts a command from the program's name on; text before it belongs to another command. */
function redactCommand(command: string): string {
  let result = command;
  for (const rule of globalRules) {
    const { option, isSecret } = rule;
    const at = findProgram(result, rule);
    if (at < 0) continue;
    const changed = result
      .slice(at)
      .replace(option, (match: string, kept: string, value: string) =>
        isSecret?.(kept, value) === false ? match : hide(match, kept, value),
      );
    result = result.slice(0, at) + changed;
  }
  return result;
}

function hidePrinted(command: string): string {
  return command.replace(printed, (match, kept: string, words: string) => {
    const said = words.trimEnd();
    if (isVariable(said.trimStart())) return match;
    return kept + withLineEnds(hiddenText, said) + words.slice(said.length);
  });
}

/** Redacts text that the line pipes into a program that reads a password. */
function redactPiped(line: string): string {
  if (!readsSecret.test(line)) return line;
  const parts = line.replace(hereString, hide).split('|');
  return parts
    .map((part, index) => {
      if (!readsSecret.test(parts[index + 1] ?? '')) return part;
      const commands = part.split(/(&&|;)/);
      return [...commands.slice(0, -1), hidePrinted(commands.at(-1) ?? '')].join('');
    })
    .join('|');
}

/**
 * Redacts the unnamed secrets of command lines: `docker login -p …`, `curl -u name:…`, `echo … | docker login
 * --password-stdin`. Linear in the length of the text; keeps lines in place.
 */
export function redactCommands(text: string): string {
  if (!commandSign.test(text)) return text;
  const piped = text.split(lineEnd).map(redactPiped).join('\n');
  return piped.split(commandEnd).map(redactCommand).join('');
}
