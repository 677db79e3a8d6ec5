/** What stands where a secret was. Made of letters only, so that it survives in URLs, JSON and command lines. */
export const redacted = 'REDACTED';

/** Query parameters whose values are shown; every other parameter of an address may carry a secret. */
const shownParameters = new Set(
  (
    'sv se st sp sr sip spr ss srt skt ske sks skv saoid suoid scid tn api-version comp restype timeout maxresults ' +
    'prefix delimiter include recursive version snapshot blockid'
  ).split(' '),
);

/** `=` as it is, percent-encoded once, and twice. */
const equals = '(?:=|%3[Dd]|%253[Dd])';
const secretNames =
  'password|passwd|passphrase|pwd|secret|token|credential|signature|cookie|authorization|' +
  'connection[-_ ]?string|(?:account|access|api|shared|storage|primary|secondary|private|encryption|subscription|' +
  'functions|batch|host|master|ssh|auth)[-_ ]?(?:access[-_ ]?)?key(?![a-z])|sharedaccess[a-z]{0,10}';

interface Rule {
  readonly pattern: RegExp;
  readonly replace: (match: string, ...groups: string[]) => string;
}

function keepFirst(_match: string, kept: string): string {
  return kept + redacted;
}

/** Bounded repetitions only: every rule is linear in the length of the text. */
const rules: readonly Rule[] = [
  {
    pattern: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g,
    replace: () => redacted,
  },
  // Authorization headers, to the end of the value.
  { pattern: /(authorization["']?\s{0,3}[:=]\s{0,3}["']?)[^"'\r\n]+/gi, replace: keepFirst },
  { pattern: /(\b(?:bearer|sharedkey(?:lite)?)\s{1,3})[A-Za-z0-9._~+/=:-]{8,}/gi, replace: keepFirst },
  { pattern: /(\bbasic\s{1,3})[A-Za-z0-9+/=]{12,}/gi, replace: keepFirst },
  // JSON web tokens, keys of GitHub and Entra applications.
  { pattern: /eyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?/g, replace: () => redacted },
  { pattern: /\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}/g, replace: () => redacted },
  { pattern: /[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,}/g, replace: () => redacted },
  // The signature of a SAS, wherever it stands and however it is encoded.
  { pattern: new RegExp(`(sig${equals})(?:[^\\s&"'<>;,)%]|%(?!26|2526))+`, 'gi'), replace: keepFirst },
  { pattern: /(["']sig["']\s{0,3}:\s{0,3}["']?)[^"'\s,}]+/gi, replace: keepFirst },
  // A value named as a secret: name=value, name: value, "name": "value".
  {
    pattern: new RegExp(
      `((?:${secretNames})[\\w-]{0,40}\\\\?["']?\\s{0,3}(?:=>|:=|${equals}|:)\\s{0,3})` +
        `(\\\\?"[^"\\r\\n]{0,2000}"?|'[^'\\r\\n]{0,2000}'?|(?:[^\\s"'&;,%]|%(?!26|2526))+)`,
      'gi',
    ),
    replace: (_match, name: string, value: string) => name + hideQuoted(value),
  },
  // The same as an option of a command: --name value.
  {
    pattern: new RegExp(
      `(--?[\\w-]{0,20}(?:${secretNames}|\\bkey|sas)[\\w-]{0,20}\\s{1,3})("[^"\\r\\n]{0,2000}"?|'[^'\\r\\n]{0,2000}'?|[^\\s"'-][^\\s"']*)`,
      'gi',
    ),
    replace: (_match, name: string, value: string) => name + hideQuoted(value),
  },
  // Keys of storage and Batch accounts (64 bytes) and signatures (32 bytes) in base64, named or not.
  {
    pattern: /(?:[A-Za-z0-9+/]|%2[BbFf]){86}(?:={2}|(?:%3[Dd]){2})|(?:[A-Za-z0-9+/]|%2[BbFf]){43}(?:=|%3[Dd])/g,
    replace: () => redacted,
  },
];

function hideQuoted(value: string): string {
  const opening = /^\\?["']/.exec(value)?.[0] ?? '';
  if (opening === '') return redacted;
  return opening + redacted + (value.endsWith(opening) && value.length > opening.length ? opening : '');
}

/** An address up to white space or a quote; the query is judged parameter by parameter. */
const address = /\b[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/[^\s"'<>`]{1,8192}/g;

function redactAddress(match: string): string {
  const [beforeQuery = '', ...rest] = match.split('?');
  const withoutUser = beforeQuery.replace(/^([^:]+:\/\/)[^/@]{1,512}@/, `$1${redacted}@`);
  if (rest.length === 0) return withoutUser;
  return `${withoutUser}?${redactQuery(rest.join('?'))}`;
}

function redactQuery(query: string): string {
  return query
    .split('&')
    .map((parameter) => {
      const equalsAt = parameter.indexOf('=');
      if (equalsAt < 0) return /^[\w.-]{0,24}$/.test(parameter) ? parameter : redacted;
      const name = parameter.slice(0, equalsAt);
      if (shownParameters.has(name.replace(/^amp;/i, '').toLowerCase())) return parameter;
      const tail = /[),.;\]}]+$/.exec(parameter.slice(equalsAt + 1).slice(-4))?.[0] ?? '';
      return `${/^[\w.;$-]{1,40}$/.test(name) ? name : redacted}=${redacted}${tail}`;
    })
    .join('&');
}

/**
 * `text` without anything that grants access: signatures of shared access signatures, keys, tokens, passwords, and the
 * values of all query parameters that are not known to be harmless. Doing it twice changes nothing more.
 */
export function redactSecrets(text: string): string {
  let result = text.replace(address, redactAddress);
  for (const { pattern, replace } of rules) result = result.replace(pattern, replace);
  return result;
}
