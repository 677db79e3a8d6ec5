/** "Password" in other languages, in names and before a colon; `ö` also in decomposed form. */
export const foreignPassword =
  'mots?[-_ ]?de[-_ ]?passe|wachtwoord(?:en)?|l(?:\u00f6|o\u0308?|\u00c3\u00b6)senord(?:et|en)?|passwort|kennwort|' +
  'contrase(?:\u00f1|n\u0303?)a|senha|has\u0142o|\u043f\u0430\u0440\u043e\u043b\u044c|\u5bc6\u7801|\u5bc6\u78bc|\u53e3\u4ee4|' +
  '\u30d1\u30b9\u30ef\u30fc\u30c9|\ube44\ubc00\ubc88\ud638';

const foreign = new RegExp(foreignPassword, 'gi');

/**
 * Words at the end of a name that mean a secret even if the rest is short; these also end longer words (`dbpassword`).
 */
const revealingEnd = new RegExp(
  '(?:password|passwd|passphrase|passcode|pwd|secrets?|token|credentials?|signature|cookies?|authorization|bearer|' +
    'connectionstring|identityheader|(?:account|access|api|app|application|client|shared|storage|primary|secondary|private|' +
    'encryption|signing|subscription|functions|instrumentation|workspace|admin|query|batch|host|master|ssh|auth|' +
    'secret)key|(?:db|user|admin|root|ssh|ftp|sql|mysql|pg|smtp|mail|proxy|http|login)(?:pass|pw|pin))$',
);

/** Words that also mean a secret in the middle of a name: `SECRET_KEY_BASE`, `password-prod`. */
const revealingWord = /^(?:password|passwd|passphrase|passcode|pwd|secrets?)$/;

/** Words that mean a secret only at the end of a name; in ordinary text they have other meanings. */
const shortWords: ReadonlySet<string> = new Set(
  'pass pw pin auth key sas pat dsn cred creds sentry jwt psk otp hmac'.split(' '),
);

/** Plurals of words for secrets: `KEYS`, `API_TOKENS`. Their value may also be a list of words, or a count. */
const several = /(?:password|passwd|passphrase|passcode|pwd|token|key|signature|pin|pat|jwt|psk|otp|hmac)s$/;

/** Words before a plural that make it harmless: a program looks for it, or anyone may see it. */
const harmlessSeveral: ReadonlySet<string> = new Set('missing expected required duplicate known authorized'.split(' '));

/** Words after the name of a secret that make it harmless: a location, a number or a kind. */
const harmlessEnds: ReadonlySet<string> = new Set(
  (
    'file filename path dir directory folder url uri endpoint host name names id ids count length len size limit min ' +
    'max policy expiry expires expiration ttl timeout type types version required enabled disabled field prompt ' +
    'algorithm method mode scheme format status state error errors manager provider service store vault reference ' +
    'ref usage index position number num budget rate bucket map memory setting settings stdin'
  ).split(' '),
);

const harmlessKinds: ReadonlySet<string> = new Set(
  (
    'public sort partition row shard group join foreign index cache dict object blob bucket unique lookup map config ' +
    'json routing dedup idempotency page continuation next max min num eos bos pad unk mask sep cls special start stop ' +
    'end eot unexpected'
  ).split(' '),
);

/** Ends of names without a meaning: `DB_PASS_BASE64` is a `DB_PASS`. */
const emptyEnds: ReadonlySet<string> = new Set('value base64 b64 text plaintext plain string str'.split(' '));

const maxNameLength = 120;

/** The storage account at the end of a Hadoop setting: `fs.azure.account.key.contoso.dfs.core.windows.net`. */
const hostOfSetting = /\.[\w-]{1,63}\.(?:dfs|blob|file|queue|table)\.[\w.-]{3,40}$/i;

/** Returns the name of a setting without its storage account. */
export function withoutHost(name: string): string {
  return name.replace(hostOfSetting, '');
}

/** Number of names that are cached, since text repeats the same few names. */
const mostRemembered = 1000;

function remember<T>(find: (name: string) => T): (name: string) => T {
  const found = new Map<string, { readonly result: T }>();
  return (name) => {
    const known = found.get(name) ?? { result: find(name) };
    if (found.size >= mostRemembered) found.clear();
    if (name.length <= maxNameLength) found.set(name, known);
    return known.result;
  };
}

const toWords = remember((name): readonly string[] => {
  const words = withoutHost(name)
    .slice(0, maxNameLength)
    .replace(/connection[-_ ]?string/i, 'connectionstring')
    .replace(foreign, 'password')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .map((word) => (emptyEnds.has(word) ? word : word.replace(/\d{1,4}$/, '')))
    .filter((word) => word !== '' && !/^\d+$/.test(word));
  while (words.length > 1 && emptyEnds.has(words.at(-1) ?? '')) words.pop();
  return words;
});

/**
 * Judges whether a name means a secret: `certain` everywhere (`db_password`, `ACCOUNT_KEY`); `likely` for an
 * environment variable whose name has other meanings in ordinary text (`PIN`, `X_PASS`, `auth`).
 */
export const judgeName = remember((name): 'certain' | 'likely' | 'no' => {
  const words = toWords(name);
  for (const [index, word] of words.entries()) {
    const before = words[index - 1] ?? '';
    const isHarmless = /(?:key|token)$/.test(word) && harmlessKinds.has(before);
    const isRevealing = revealingEnd.test(word) || revealingEnd.test(before + word);
    if (!isRevealing || isHarmless) continue;
    const behind = words.slice(index + 1);
    if (behind.length === 0) return 'certain';
    if (revealingWord.test(word) && !behind.some((after) => harmlessEnds.has(after))) return 'certain';
  }
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (harmlessKinds.has(before)) return 'no';
  if (!several.test(last)) return shortWords.has(last) ? 'likely' : 'no';
  const one = last.slice(0, -1);
  const isSecret = shortWords.has(one) || revealingEnd.test(one) || revealingEnd.test(before + one);
  return isSecret && !harmlessSeveral.has(before) ? 'likely' : 'no';
});

/** A count: `TOKENS=1.5k`. */
const count = /^-?\d[\d.,_]{0,20}[kKMG]?[,)\]}]{0,3}$/;

/** A path in an object: `missing keys: Layer0.SelfAttention.weight1`. */
const propertyPath = /^[A-Za-z_]\w{0,60}(?:\.\w{1,60}){1,20}[,)\]}]{0,3}$/;

/** A list of words: `KEYS=id,name`. */
const wordList = /^[a-z][a-z_]{0,15}(?:[,;| ]{1,2}[a-z][a-z_]{0,15}){0,100}[,)\]}]{0,3}$/;

/** Checks whether a value shows that a name has another meaning than a secret here: a count, words, an algorithm. */
export function isOtherMeaning(name: string, value: string): boolean {
  const words = toWords(name);
  const last = words.at(-1) ?? '';
  const plain = unquote(value);
  if (/hmacs?$/.test(last)) return /^(?:hmac[-_]?)?(?:sha|md)[-_]?\d/i.test(plain);
  if (!several.test(last)) return false;
  if (count.test(plain)) return true;
  const isOfObject = /keys$/.test(last) && !revealingEnd.test(`${words.at(-2)}key`);
  return ((isOfObject || /tokens$/.test(last)) && wordList.test(plain)) || (isOfObject && propertyPath.test(plain));
}

/** A boolean or an empty value, possibly followed by closing brackets. */
const nothing = /^(?:true|false|null|none|nil|undefined|n\/a|yes|no|on|off)?[)\]},.;]{0,4}$/i;

/** Name or number of a render pass: `RENDER_PASS=beauty`, `PASS=1024`. */
const step = /^(?:[a-z]{1,20}|\d{1,5})$/;

/** A path that consists of words: `PWD=/mnt/batch`. */
const folder = /^(?:~?\/|[A-Za-z]:[\\/]|\\\\)[\w./\\ ~-]*$/;

/**
 * Checks whether a value can't be a secret although its name suggests one: it is empty, or the name is about a file or
 * name of a secret (`PASSWORD_FILE`, `secret_name`), the working directory, or a table column.
 */
export function isHarmlessValue(name: string, value: string): boolean {
  const plain = unquote(value);
  if (nothing.test(plain) || isOtherMeaning(name, value)) return true;
  // Public key token of a .NET assembly.
  if (/publickeytoken$/i.test(name)) return /^[\da-f]{16}(?![\w+/=])/i.test(plain);
  if (/\bcookie$/i.test(name) && /^[\da-f]{2}$/i.test(plain)) return true; // From the legend of an AddressSanitizer report.
  if (looksSecret(plain)) return false;
  const words = toWords(name);
  if (words.at(-1) === 'pass' && name !== 'pass' && judgeName(name) !== 'certain' && step.test(plain)) return true;
  const [before = '', last = ''] = words.slice(-2);
  // Connection strings contain `Pwd`.
  if (/^(?:(?:old)?pwd|(?:OLD)?PWD)$/.test(name)) return folder.test(plain);
  if (/^(?:primary|secondary) ?key$/.test(words.join(' '))) return /^[a-z_]{1,20}[),]{0,2}$/i.test(plain);
  return words.length > 1 && harmlessEnds.has(last) && `${before} ${last}` !== 'secret id';
}

/** A small number, a boolean, or an empty value, which is never a secret, even if its name suggests one. */
const plainValue = /^(?:-?\d{1,3}(?:\/\d{1,3})?|true|false|null|none|nil|undefined|yes|no|on|off|ok)?$/i;

/** A variable or a template instead of a value, whose content is unknown. */
const variable = /^(?:\$\{?[\w:]{1,100}\}?|%\w{1,100}%|\$?\{\{[^{}]{1,100}\}\})$/;

/** Checks whether a value, with or without quotes, can't be a secret. */
export function isPlainValue(value: string): boolean {
  return plainValue.test(unquote(value)) || isVariable(value);
}

/** Checks whether a value is a variable, whose content is unknown. */
export function isVariable(value: string): boolean {
  return variable.test(unquote(value));
}

/** Removes the quotes around a value, which may be escaped. */
export function unquote(value: string): string {
  const opened = value.replace(/^\\{0,7}["']/, '');
  return /["']$/.test(opened.slice(-1)) ? opened.replace(/\\{0,7}["']$/, '') : opened;
}

/** Checks whether a value is long and mixed like a secret: uppercase, lowercase and digits, and no path or word. */
export function looksSecret(value: string): boolean {
  if (value.length < 20 || value.length > 4096 || !/^[\w+/=.~!@#$%^&*-]+$/.test(value)) return false;
  if (/^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(value)) return true;
  return (
    !/^[./\\~]|^[A-Za-z]:|[/\\][^/\\]*[/\\]/.test(value) &&
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    /\d/.test(value)
  );
}
