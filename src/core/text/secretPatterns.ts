import { withLineEnds } from './continuedLines.ts';
import { hiddenText } from './hiddenText.ts';
import { messageAhead, saying } from './secretMessages.ts';
import { hook, token } from './secretTokens.ts';

/** Decodes base64 characters that URLs encode, once or twice. */
function decodeSigns(text: string): string {
  return text.replaceAll('%25', '%').replace(/%2b/gi, '+').replace(/%2f/gi, '/').replace(/%3d/gi, '=');
}

/** A digest or an ID in hexadecimal, which is random but grants no access. */
const digest = /[\da-f]{32,}|[\dA-F]{32,}/g;

/** Change between lowercase, uppercase, digits, and `+`, but not after a capital letter, which may start a word. */
const change = /[a-z](?=[A-Z\d])|[A-Z](?=\d)|\d(?=[A-Za-z])|\+/g;

/** Length of the shortest key: 32 bytes in base64. */
const keyLength = 43;

/** Minimum share of changes between kinds of characters in random bytes; paths have fewer, as they contain words. */
const leastChanges = 1 / 7;

/**
 * Checks whether base64 text contains random bytes rather than the words of a path. A key may follow a path, so its
 * last part is also checked; a path without its digests may be too short for a key.
 */
function isRandom(base64: string): boolean {
  const text = base64.replace(/={1,2}$/, '').replace(digest, '');
  return text.length >= keyLength && (hasManyChanges(text.slice(-keyLength)) || hasManyChanges(text));
}

function hasManyChanges(text: string): boolean {
  if (!/[a-z]/.test(text) || !/[A-Z]/.test(text)) return false;
  return (text.match(change) ?? []).length >= text.length * leastChanges;
}

/** `=`, or its percent-encoded form, once or twice. */
export const equals = '(?:=|%3[Dd]|%253[Dd])';

/** Quotes, also nested in quoted text, and as JSON, HTML and URLs encode them. */
export const quote = '(?:\\\\{0,7}["\']|\\\\{1,7}(?:u00|x)2[27]|&(?:quot|apos|#3[49]|#x2[27]);|%(?:25)?2[27])';

interface SecretRule {
  readonly pattern: RegExp;
  readonly replace: (match: string, ...groups: string[]) => string;
}

function keepFirst(_match: string, kept: string): string {
  return kept + hiddenText;
}

function hideAll(): string {
  return hiddenText;
}

/** The credentials of a scheme (`Bearer x`); messages say `Bearer token`. */
const credentials =
  '(?:bearer|basic|digest|negotiate|ntlm|sharedkey(?:lite)?|apikey|token|aws4-hmac-sha256) {1,3}(?!(?:token|auth|scheme|header|challenge|realm))';

/**
 * Returns a pattern for the value of a header: up to the end of the quotes around it or around the whole header, or
 * else to the end of the line.
 */
function header(names: string): RegExp {
  const notMessage = `(?:(?=${credentials}(?!${saying}))|(?!${messageAhead}))`;
  const named = `(?:${names})(?:${quote})?\\s{0,3}[:=\uff1a\uff1d]\\s{0,3}(?=\\S)${notMessage}`;
  const inDouble = '(?:[^"\\\\\\r\\n]|\\\\.)+';
  const inSingle = "(?:[^'\\\\\\r\\n]|\\\\.)+";
  const forms = [
    `(${named}")${inDouble}`,
    `(${named}')${inSingle}`,
    `((?<=\\\\")${named})[^"\\\\\\r\\n]+`,
    `((?<=")${named})${inDouble}`,
    `((?<=')${named})${inSingle}`,
    // Includes a continuation on the next line.
    `(${named})[^\\r\\n]+(?:\\r?\\n[ \\t]{1,20}[\\w.~+/=-]{16,}(?![^\\s"']))?`,
  ];
  return new RegExp(forms.join('|'), 'gi');
}

function hideHeader(_match: string, ...kept: readonly unknown[]): string {
  return `${kept.find((each) => typeof each === 'string') ?? ''}${hiddenText}`;
}

/** A line break inserted by a terminal, a mail program or a shell, and the part of a signature on the next line. */
const wrapped = '(?:\\r?\\n|\\v)[ \\t]{0,20}[A-Za-z0-9+/%]{1,200}={0,2}';
const wrappedPart = new RegExp(wrapped, 'g');

/** A base64 signature of 32 bytes. */
const signature = /^[A-Za-z0-9+/]{43}=$/;

/** Rule for a signature that is split across lines; otherwise, only its part on the first line would be hidden. */
export const dividedSignature: SecretRule = {
  pattern: new RegExp(`(sig${equals})([A-Za-z0-9+/%]{0,200})((?:${wrapped}){1,10})`, 'gi'),
  replace: hideDivided,
};

/** Hides a signature with as many following lines as complete it. */
function hideDivided(match: string, kept: string, start: string, below: string): string {
  let whole = start;
  let length = 0;
  for (const part of below.match(wrappedPart) ?? []) {
    whole += part.trimStart();
    length += part.length;
    if (!signature.test(decodeSigns(whole))) continue;
    return kept + withLineEnds(hiddenText, below.slice(0, length)) + below.slice(length);
  }
  return match;
}

const signal = '(?:\\d{1,2}|SIG[A-Z]{2,10}\\d{0,2})(?![^\\s,;:."\')}\\]])';

/**
 * Secrets that are recognized by their form. All repetitions are bounded: every rule is linear in the length of the
 * text.
 */
export const secretRules: readonly SecretRule[] = [
  // Private keys of OpenSSL, OpenSSH and PGP, with or without headers, also if cut off.
  {
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----))*(?:-----END [A-Z0-9 ]{0,60}-----)?/g,
    replace: hideAll,
  },
  { pattern: /(Private-Lines: \d{1,4})(?:\r?\n[A-Za-z0-9+/=]{1,120}){1,400}/g, replace: keepFirst },
  // Private keys in base64; certificates start similarly, but aren't secrets.
  { pattern: /LS0tLS1CRUdJTi(?!BDRVJUSUZJQ0FURS)[A-Za-z0-9+/=]{10,}/g, replace: hideAll },
  { pattern: header('authorization|(?:set-)?(?<!array )cookie2?'), replace: hideHeader },
  { pattern: /(\b(?:bearer|sharedkey(?:lite)?)\s{1,3})[A-Za-z0-9._~+/=:-]{20,}/gi, replace: keepFirst },
  { pattern: /(\bbasic\s{1,3})[A-Za-z0-9+/=]{20,}/gi, replace: keepFirst },
  // JSON web tokens. Also matches incomplete ones, so that the search continues after them; otherwise text with many
  // starts would be read to its end for each of them.
  {
    pattern: /eyJ[A-Za-z0-9_-]{6,}(\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?)?/g,
    replace: (match, rest: string | undefined) => (rest === undefined ? match : hiddenText),
  },
  { pattern: hook, replace: keepFirst },
  { pattern: token, replace: hideAll },
  // Private members of JSON web keys (RFC 7518).
  {
    pattern: new RegExp(`((?:${quote})(?:d|p|q|dp|dq|qi|k)(?:${quote})\\s{0,3}:\\s{0,3}(?:${quote}))[\\w-]{24,}`, 'g'),
    replace: keepFirst,
  },
  // The signature of a SAS, anywhere and in any encoding; `sig=11` and `sig=SIGKILL` are signals.
  { pattern: new RegExp(`(sig${equals})(?!${signal})(?:[^\\s&"'<>;,)%]|%(?!26|2526))+`, 'gi'), replace: keepFirst },
  {
    pattern: new RegExp(`(["']sig["']\\s{0,3}:\\s{0,3}["']?)(?!["'\\s]|${signal})[^"'\\s,}]+`, 'gi'),
    replace: keepFirst,
  },
  // A password in the middle of a connection string may contain white space.
  { pattern: /(;\s{0,3}(?:password|pwd)\s{0,3}=\s{0,3})[^;"'{}=\r\n]{1,300}(?=;)/gi, replace: keepFirst },
  // A user and a password in the address of an Oracle database, without slashes before them.
  {
    pattern: /(\bjdbc:oracle:\w{1,10}:[^\s/@"']{1,128}\/)(?:"[^"\r\n]{1,300}"|[^\s"'@]{1,300})(?=@)/gi,
    replace: keepFirst,
  },
  // A user and a password in a percent-encoded URL.
  { pattern: /(%3A%2F%2F[^%\s]{0,200}%3A)[^%\s]{1,300}(?=%40)/gi, replace: keepFirst },
  // machine … login … password …, as in curl's and git's files.
  {
    pattern:
      /(\b(?:machine\s{1,20}\S{1,255}|default)\s{1,20}(?:(?:login|account)\s{1,20}\S{1,255}\s{1,20}){1,2}password\s{1,20})\S+/g,
    replace: keepFirst,
  },
  // Text that is piped to the creation of a secure string.
  {
    pattern: /("[^"\r\n]{1,2000}"|'[^'\r\n]{1,2000}')(\s{0,3}\|\s{0,3}ConvertTo-SecureString)/gi,
    replace: (_match, value: string, rest: string) => hideQuoted(value) + rest,
  },
  // Keys of storage and Batch accounts (64 bytes) and signatures (32 bytes) in base64, named or not, from their start,
  // which isn't within `%2B`, to their padding. In a path, `=` is followed by a value.
  {
    pattern:
      /(?<![A-Za-z0-9+/]|%(?=2[BbFf]))(?:[A-Za-z0-9+/]|%2[BbFf]){43,}(?:={1,2}|(?:%3[Dd]){1,2})(?![A-Za-z0-9_+/=])/g,
    replace: (match) => (isRandom(decodeSigns(match)) ? hiddenText : match),
  },
];

const opening = new RegExp(`^(?:[bBuUrRfFL@$]{1,2})?(${quote})`);

/** Hides a value but keeps its quotes, even if the closing one is cut off. */
export function hideQuoted(value: string): string {
  const [start = '', mark = ''] = opening.exec(value) ?? [];
  if (mark === '') return hiddenText;
  return start + hiddenText + (value.endsWith(mark) && value.length > start.length ? mark : '');
}
