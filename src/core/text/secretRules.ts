/** Stands in the place of a secret. */
export const hiddenText = '[hidden]';

/** `=` as it is, percent-encoded once, and twice. */
const equals = '(?:=|%3[Dd]|%253[Dd])';
const secretNames =
  'password|passwd|passphrase|pwd|secret|token|credential|signature|cookie|authorization|' +
  'connection[-_ ]?string|(?:account|access|api|shared|storage|primary|secondary|private|encryption|subscription|' +
  'functions|batch|host|master|ssh|auth)[-_ ]?(?:access[-_ ]?)?key(?![a-z])|sharedaccess[a-z]{0,10}';

/** What makes the name of an option a secret's; `key` only where a word of the name begins. */
const optionName = `(?:${secretNames}|\\bkey|sas)`;

/** What may follow in the name: `_BASE64`, `-value`, `Value`; `tokenizer` and `max_tokens` are no secrets. */
const nameTail = '(?:[_-][\\w-]{0,40}|value|base64|\\d{1,4})?';

interface SecretRule {
  readonly pattern: RegExp;
  readonly replace: (match: string, ...groups: string[]) => string;
}

function keepFirst(_match: string, kept: string): string {
  return kept + hiddenText;
}

/** Bounded repetitions only: every rule is linear in the length of the text. */
export const secretRules: readonly SecretRule[] = [
  {
    pattern: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g,
    replace: () => hiddenText,
  },
  // Authorization headers, to the end of the value.
  { pattern: /(authorization["']?\s{0,3}[:=]\s{0,3}["']?)[^"'\r\n]+/gi, replace: keepFirst },
  { pattern: /(\b(?:bearer|sharedkey(?:lite)?)\s{1,3})[A-Za-z0-9._~+/=:-]{20,}/gi, replace: keepFirst },
  { pattern: /(\bbasic\s{1,3})[A-Za-z0-9+/=]{20,}/gi, replace: keepFirst },
  // JSON web tokens, keys of GitHub and Entra applications. What only begins like a token is taken too, so that the
  // next one begins behind it: else a text of many such begins would be read to its end from each of them.
  {
    pattern: /eyJ[A-Za-z0-9_-]{6,}(\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?)?/g,
    replace: (match, rest: string | undefined) => (rest === undefined ? match : hiddenText),
  },
  { pattern: /\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}/g, replace: () => hiddenText },
  { pattern: /[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,}/g, replace: () => hiddenText },
  // The signature of a SAS, wherever it stands and however it is encoded.
  { pattern: new RegExp(`(sig${equals})(?:[^\\s&"'<>;,)%]|%(?!26|2526))+`, 'gi'), replace: keepFirst },
  { pattern: /(["']sig["']\s{0,3}:\s{0,3}["']?)[^"'\s,}]+/gi, replace: keepFirst },
  // A value named as a secret: name=value, name: value, "name": "value".
  {
    pattern: new RegExp(
      `((?:${secretNames})${nameTail}\\\\?["']?\\s{0,3}(?:=>|:=|${equals}|:)\\s{0,3})` +
        `(\\\\?"[^"\\r\\n]{0,2000}"?|'[^'\\r\\n]{0,2000}'?|(?:[^\\s"'&;,%]|%(?!26|2526))+)`,
      'gi',
    ),
    replace: (_match, name: string, value: string) => name + hideQuoted(value),
  },
  // The same as an option of a command: --name value. The name is looked for first, and the dashes before it then: a
  // ruler of dashes has no names.
  {
    pattern: new RegExp(
      `(${optionName}(?<=-[\\w-]{0,20}${optionName})[\\w-]{0,20}\\s{1,3})` +
        `("[^"\\r\\n]{0,2000}"?|'[^'\\r\\n]{0,2000}'?|[^\\s"'-][^\\s"']*)`,
      'gi',
    ),
    replace: (_match, name: string, value: string) => name + hideQuoted(value),
  },
  // Keys of storage and Batch accounts (64 bytes) and signatures (32 bytes) in base64, named or not; from their begin,
  // which is not within %2B.
  {
    pattern: /(?<![A-Za-z0-9+/]|%(?=2[BbFf]))(?:[A-Za-z0-9+/]|%2[BbFf]){43,1024}(?:={1,2}|(?:%3[Dd]){1,2})/g,
    replace: () => hiddenText,
  },
];

/** A hidden value in the quotes of `value`, also where the closing one is cut off. */
export function hideQuoted(value: string): string {
  const opening = /^\\?["']/.exec(value)?.[0] ?? '';
  if (opening === '') return hiddenText;
  return opening + hiddenText + (value.endsWith(opening) && value.length > opening.length ? opening : '');
}

/** Every rule, and every address with a query or a user, needs one of these: text without them holds no secret. */
export const secretSign = /[=:%~]|eyJ|gh[pousr]_|github_pat_|--|bearer|basic|sharedkey/i;
