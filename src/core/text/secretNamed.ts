import { blanks } from './continuedLines.ts';
import { isMessage } from './secretMessages.ts';
import {
  foreignPassword,
  isHarmlessValue,
  isPlainValue,
  judgeName,
  looksSecret,
  unquote,
  withoutHost,
} from './secretNames.ts';
import { nameBeforeValue, settingName } from './secretPairs.ts';
import { equals, quote } from './secretPatterns.ts';
import { assignedList, assignedValue, listed, quoted, readValue, space } from './secretValue.ts';

/** Rule for text that precedes a value and names it. The value is read only if the name means a secret. */
interface NamedRule {
  /** Pattern of the text before the value. Its groups are names of the value; any of them may mean a secret. */
  readonly introduction: RegExp;
  /** Pattern of the value after the introduction. Sticky. */
  readonly value: RegExp | ((introduction: string) => RegExp);
  readonly isSecret: (names: readonly string[], value: string, introduction: string, before: string) => boolean;
}

/** A separator of a shell or a list that ends an unquoted value belongs to the text around it. */
const argument = new RegExp(`${quoted}|[^\\s"':-](?:[^\\s"';,)]|[;,)](?!\\s|$))*`, 'y');

const assigns = `${space}(?:=>|:=|[=!]?={1,2}|${equals}|[:\uff1a\uff1d]|%(?:25)?3[Aa])${space}`;

/** Text after a name: the quotes around it, and the bracket of a subscript: `environ["X"] =`. */
const ends = `(?:(?:${quote})\\]?)?`;

const secretWords =
  `${foreignPassword}|` +
  'password|passwd|passphrase|pwd|secret|(?<!(?:[eb]os|pad|unk|sep|cls|mask|next|stop|continuation)[_-]?)token|' +
  'credential|signature|cookie|authorization|connection[-_ ]?string|(?:account|access|api|app|application|shared|' +
  'storage|primary|secondary|private|encryption|subscription|instrumentation|functions|batch|host|master|ssh|auth|' +
  'sas)[-_ ]?(?:access[-_ ]?)?key(?!s?[a-rt-z])|sharedaccess[a-z]{0,10}';

/** Possible rest of the name: `_BASE64`, `-value`, `Value`; `tokenizer` and `max_tokens` are not secrets. */
const nameTail = '(?:[_-][\\w-]{0,40}|value|base64|\\d{1,4})?';

const exporting = /(?:\bexport|\bset|\bsetenv|\bENV|\bARG|(?:^|\s)-e|--env|\$env:)[\s"'=]{0,3}$/;

/** A location, which grants no access; after `pass:`, the secret itself follows, and is redacted with its command. */
const place = /^(?:[.~]{0,2}[/\\]|[A-Za-z]:[/\\]|(?:pass|env|file|fd):)|\.(?:pem|key|crt|cer|pub|json|ya?ml|txt)$/i;

/** Accepts any name that may mean a secret, except before ordinary text. */
function isLikely(names: readonly string[], value: string): boolean {
  const isSecret = names.some((each) => judgeName(each) !== 'no' && !isHarmlessValue(each, value));
  return isSecret && !isPlainValue(value) && !place.test(unquote(value));
}

/**
 * In ordinary text, a short name means a secret only if it is written like a variable (`X_PASS=`, `export x_key=`), has
 * two words (`db_pass:`), or has a value that looks like a secret. `PASS: test one` and `key: 3` don't count.
 */
function isVariable(names: readonly string[], value: string, introduction: string, before: string): boolean {
  const whole = names[0] ?? '';
  const setting = withoutHost(whole);
  // Settings such as `db.password.prod=`; before a colon, the name may be a class.
  if (setting.includes('.') && /[=\uff1d]\s{0,3}$/.test(introduction) && judgeName(setting) === 'certain')
    return isLikely([setting], value);
  const own = setting.split('.').at(-1) ?? ''; // `config.db_pass`; `Secrets.cs:` is a file.
  if (!isLikely([own], value)) return false;
  if (judgeName(own) === 'certain') return true;
  if (exporting.test(before) || looksSecret(unquote(value))) return true;
  const hasWords = /[A-Za-z\d][_-]|[a-z][A-Z]/.test(own);
  if (hasWords && (!/[a-z]/.test(own) || /(?:pass|pw|psk|otp|jwt|dsn|creds?|hmac|passwords)\d{0,3}$/i.test(own))) {
    return true;
  }
  const isAssigned = /[=\uff1d]\s{0,3}$/.test(introduction) || /^\\{0,7}["']/.test(value);
  return isAssigned && (/^(?:pass|pw|passwords|_auth)\d{0,3}$/i.test(own) || !/[a-z]/.test(own));
}

/** Rules in order; each is linear in the length of the text, since a value is read once, after the name of a secret. */
export const namedRules: readonly NamedRule[] = [
  // The name of a secret anywhere, also within longer names and encoded text.
  {
    introduction: new RegExp(`((?:${secretWords})${nameTail})${ends}${assigns}`, 'gi'),
    value: assignedValue,
    isSecret: ([word = ''], value, _introduction, before) =>
      !isHarmlessValue(`${/[\w-]{0,20}$/.exec(before)?.[0] ?? ''}${word}`, value),
  },
  // A sentence that ends with the secret: "The password of admin is: …". Without an operator, the sentence may continue
  // in words.
  {
    introduction:
      /\b((?:pass(?:word|wd|phrase|code)|secret|token|credential|(?:access|account|api|private|storage)[-_ ]?key))(?:[ \t]{1,3}(?:of|for)[ \t]{1,3}[\w@.'"-]{1,60})?[ \t]{1,3}(?:is|was)(?:[ \t]{0,2}[:=])?[ \t]{1,3}(?=\S)/gi,
    value: assignedValue,
    isSecret: ([word = ''], value, introduction) => {
      const own = unquote(value).replace(/[.,;!]$/, '');
      if (!/[:=]\s*$/.test(introduction)) return looksSecret(own);
      // Tokens of a programming language are words.
      const isWord = /^token/i.test(word) && !/^(?=.*\d)[\w.+/=-]{8}/.test(own);
      return !isWord && !isPlainValue(value) && !isHarmlessValue(word, value);
    },
  },
  // The only argument of a call; prompts for a secret contain its name.
  {
    introduction: new RegExp(`((?:${secretWords}))\\((?=${quote})`, 'gi'),
    value: new RegExp(quoted, 'y'),
    isSecret: (_names, value, _introduction, before) =>
      !/(?:get|fetch|read|load|find|lookup|has|check|error)_?$/i.test(before) && !isPlainValue(value),
  },
  // Several values: passwords: ["…", "…"]. Tokens can also be words of a programming language.
  {
    introduction: new RegExp(`((?:${secretWords})s)${ends}${assigns}`, 'gi'),
    value: listed,
    isSecret: ([named = ''], value) => !/tokens$/i.test(named) || looksSecret(unquote(value)),
  },
  // name: "X_PASS", value: "…", as in JSON, YAML and XML.
  { introduction: nameBeforeValue, value: assignedValue, isSecret: isLikely },
  // A plural name, with all values between commas.
  {
    introduction: new RegExp(
      `(?<![\\w.-])((?:${settingName})?(?:key|token|password|pwd|pin|pat|hmac)s)${ends}${assigns}`,
      'gi',
    ),
    value: assignedList,
    isSecret: (names, value, introduction, before) =>
      isVariable(names, value, introduction, before) ||
      (isLikely(names, value) && value.split(/[,|]/).some((each) => looksSecret(unquote(each)))),
  },
  {
    introduction: new RegExp(`(?<![\\w.-])(${settingName})${ends}${assigns}`, 'g'),
    value: assignedValue,
    isSecret: isVariable,
  },
  // spark-defaults.conf, core-site.xml and a Dockerfile have no operator between name and value.
  {
    introduction: /(?<![\w.-])((?:spark|fs)\.[\w.-]{1,200})[ \t]{1,20}(?=\S)/g,
    value: argument,
    isSecret: ([setting = ''], value) => judgeName(setting) === 'certain' && isLikely([setting], value),
  },
  { introduction: /<name>([^<>]{1,200})<\/name>\s{0,40}<value>/g, value: /[^<]+/y, isSecret: isLikely },
  {
    introduction: /\b(?:ENV|ARG)[ \t]{1,5}([A-Z_][A-Z0-9_]{1,80})[ \t]{1,5}(?=[^\s=])/g,
    value: argument,
    isSecret: ([name = ''], value) => judgeName(name) === 'certain' && isLikely([name], value),
  },
  // Options: --name value, -Name value, /name:value, "--name", "value". A ruler of dashes has no names.
  {
    introduction: new RegExp(
      `(?<=(?:^|[^\\w-])-|--)([A-Za-z][\\w.-]{1,60})(?:[${blanks}]{1,3}|=|:|(?:${quote})\\s{0,3},\\s{0,3}(?=${quote}))`,
      'g',
    ),
    value: argument,
    isSecret: isLikely,
  },
  // A property list: <key>password</key><string>…</string>.
  { introduction: /<key>([^<>]{1,100})<\/key>\s{0,40}<string>/g, value: /[^<]+/y, isSecret: isLikely },
  // XML elements, named by their tag or by an attribute. An element that ends with /> has no value.
  {
    introduction:
      /<([A-Za-z_][\w.:-]{0,80})(?:\s{1,20}(?:[^<>"']|"[^"<>]{0,200}"|'[^'<>]{0,200}'){0,200})?(?<!\/)>\s{0,40}(?:<value>\s{0,40})?(?:<!\[CDATA\[)?/g,
    value: /[^<]+/y,
    isSecret: ([tag = ''], value, introduction) => {
      const named = /\s(?:name|key)\s{0,3}=\s{0,3}["']([^"']{1,100})/i.exec(introduction)?.[1];
      if (tag === 'key') return looksSecret(value.trim()); // A property's name.
      return isLikely(named === undefined ? [tag] : [tag, named], value.trim());
    },
  },
  {
    introduction: /ConvertTo-SecureString[ \t\v]{1,3}(?:-\w{1,20}[ \t\v]{1,3}){0,3}/gi,
    value: argument,
    isSecret: (_names, value) => !isPlainValue(value),
  },
  {
    introduction:
      /(?:(?:pscredential|networkcredential|basicauth|digestauth)\]?(?:::new)?[ \t\v]{0,3}|\bauth[ \t]{0,3}=[ \t]{0,3})\([^,()\r\n]{0,200},[ \t\v]{0,3}/gi,
    value: new RegExp(quoted, 'y'),
    isSecret: () => true,
  },
];

/**
 * Length of a value that is checked. Only a secret is read to its end, and the search continues after it; otherwise,
 * text with many names and one endless value would be read to its end for each of them.
 */
const maxJudged = 100;

/** Redacts the values that `rule` finds in `text`. */
export function redactByName(text: string, { introduction, value, isSecret }: NamedRule): string {
  let shown = '';
  let end = 0;
  for (const match of text.matchAll(introduction)) {
    const at = match.index + match[0].length;
    if (at < end) continue; // Within a hidden value.
    const expression = value instanceof RegExp ? value : value(match[0]);
    const beginning = readValue(text.slice(at, at + maxJudged), 0, expression);
    if (beginning === undefined) continue;
    const before = text.slice(Math.max(0, match.index - 20), match.index);
    if (isMessage(match[0], text.slice(at, at + maxJudged), before)) continue;
    if (!isSecret(match.slice(1), beginning.judged, match[0], before)) continue;
    const found = readValue(text, at, expression) ?? beginning;
    shown += text.slice(end, at) + found.shown;
    end = at + found.length;
  }
  return shown + text.slice(end);
}
