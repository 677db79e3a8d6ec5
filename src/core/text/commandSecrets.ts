import { hiddenText, hideQuoted } from './secretRules.ts';

/** Options without a telling name that take a secret, of the programs that are known to take one there. */
interface CommandRule {
  readonly program: RegExp;
  /** What stays, and the secret behind it. */
  readonly option: RegExp;
}

/** An argument that is no option; in quotes, which may be escaped, or without. */
const argument = `\\\\?"[^"\\r\\n]{0,2000}"?|'[^'\\r\\n]{0,2000}'?|[^\\s"'-][^\\s"']*`;

function before(option: string, flags = 'g'): RegExp {
  return new RegExp(`(${option})(${argument})`, flags);
}

const shortPassword = before('(?<!\\S)-p[ \\t=]{0,3}');

/**
 * From the documentation of each program. `-p` alone is a password to `docker login`, and a port, a path or nothing at
 * all to others: no rule applies beyond its own command.
 */
export const commandRules: readonly CommandRule[] = [
  {
    program:
      /\b(?:docker|podman|nerdctl|buildah|skopeo|oras|helm|az)(?:\.exe)?\s{1,3}(?:[\w./=-]{1,60}\s{1,3}){0,3}login\b/i,
    option: shortPassword,
  },
  { program: /\b(?:sshpass|psexec(?:64)?|mongo(?:sh|dump|restore|import|export)?)\b/i, option: shortPassword },
  { program: /\b(?:sqlcmd|bcp|osql|unzip|zip)\b/i, option: before('(?<!\\S)-P[ \\t]{0,3}') },
  // Only what is joined to the option: `mysql -p inventory` asks for the password of a database.
  {
    program: /\b(?:mysql(?:dump|admin|import|check|show)?|mariadb(?:-\w{1,20})?|7z[ar]?)\b/i,
    option: before('(?<!\\S)-p'),
  },
  // The user's name stays.
  {
    program: /\bcurl\b/i,
    option: /((?<!\S)(?:-[uU]|--(?:proxy-)?user)[ \t=]{0,3}\\?["']?[^\s:"']{0,200}:)([^\s"'\\]+)/g,
  },
  { program: /\blftp\b/i, option: /((?<!\S)-u[ \t]{0,3}[^\s,"']{1,200},)([^\s"']+)/g },
  { program: /\bsmbclient\b/i, option: /((?<!\S)-U[ \t]{0,3}[^\s%"']{1,200}%)([^\s"']+)/g },
  { program: /\bredis-cli\b/i, option: before('(?<!\\S)-a[ \\t]{1,3}') },
  { program: /\bldap(?:search|add|modify|delete|whoami)\b/i, option: before('(?<!\\S)-w[ \\t]{1,3}') },
  { program: /\b(?:keytool|jarsigner)\b/i, option: before('-[a-z]{0,10}pass[ \\t]{1,3}') },
  { program: /\bopenssl\b/i, option: /(\bpass:)([^\s"']+)/g },
  { program: /\b(?:cmdkey|schtasks)\b/i, option: before('/(?:pass:|rp[ \\t]{1,3})', 'gi') },
  // The password stands behind the share, before or behind options.
  {
    program: /\bnet1?(?:\.exe)?\s{1,3}use\b/i,
    option:
      /(\\\\[^\s"']{1,400}[ \t]{1,3}(?:\/[^\s"']{1,200}[ \t]{1,3}){0,6})(\\?"[^"\r\n]{0,2000}"?|[^\s"'/*][^\s"']*)/g,
  },
  // Settings that are named as secrets, stored by commands.
  {
    program: /\b(?:config(?:ure)?\s{1,3}set|setx|setenv)\b/i,
    option: before('(?<=\\s)[\\w.:/-]{0,80}(?:secret|password|token|key)(?!_id)[\\w.-]{0,40}[ \\t]{1,3}', 'gi'),
  },
];

/** Where one command ends and the next one begins. */
const commandEnd = /(\n|&&|;\s|\s\|\|?\s)/;

/** What says that a program reads its password from what is piped into it. */
const readsSecret = /--(?:password|passphrase|pass|token|secret)-stdin|--with-token|\bchpasswd\b|\bsudo\s{1,3}-S\b/;

/** What prints its arguments, as the last command before the pipe. */
const printed = /((?<![\w-])(?:echo|printf|write-(?:output|host))\s{1,3}(?:-[a-zA-Z]{1,3}\s{1,3})?)(\S[^\n]*)/i;

/** A variable says nothing about its value. */
const variable = /^\\?["']?(?:\$\{?[\w:]{1,100}\}?|%\w{1,100}%)\\?["']?$/;

/** Some command that a rule is about. */
const commandSign =
  /login|sshpass|psexec|mongo|sqlcmd|bcp|osql|zip|mysql|mariadb|7z|curl|lftp|smbclient|redis-cli|ldap|keytool|jarsigner|openssl|cmdkey|schtasks|net1?(?:\.exe)?\s{1,3}use|config(?:ure)?\s{1,3}set|setx|setenv|-stdin|--with-token|chpasswd|sudo/i;

function hide(match: string, kept: string, value: string): string {
  return variable.test(value) ? match : kept + hideQuoted(value);
}

/** A command from the program's name on: what stands before belongs to another. */
function redactCommand(command: string): string {
  let result = command;
  for (const { program, option } of commandRules) {
    const at = result.search(program);
    if (at >= 0) result = result.slice(0, at) + result.slice(at).replace(option, hide);
  }
  return result;
}

function hidePrinted(command: string): string {
  return command.replace(printed, (match, kept: string, words: string) => {
    if (variable.test(words.trim())) return match;
    return `${kept}${hiddenText}${words.slice(words.trimEnd().length)}`;
  });
}

/** What is piped into a program that reads a password. */
function redactPiped(line: string): string {
  if (!readsSecret.test(line)) return line;
  const parts = line.split('|');
  return parts
    .map((part, index) => {
      if (!readsSecret.test(parts[index + 1] ?? '')) return part;
      const commands = part.split(/(&&|;)/);
      return [...commands.slice(0, -1), hidePrinted(commands.at(-1) ?? '')].join('');
    })
    .join('|');
}

/**
 * `text` without the secrets that stand in command lines without a name: `docker login -p …`, `curl -u name:…`,
 * `echo … | docker login --password-stdin`. Linear in the length of the text; lines stay where they are.
 */
export function redactCommands(text: string): string {
  if (!commandSign.test(text)) return text;
  const piped = text.split('\n').map(redactPiped).join('\n');
  return piped.split(commandEnd).map(redactCommand).join('');
}
