/** Stands in the place of a secret. */
export const hiddenText = '[hidden]';

/** A quoted or bare value of `name=value`, ending where the next field begins. */
const fieldValue = `(?:\\[hidden\\]|"[^"]*"|'[^']*'|[^\\s;,&"']+)`;
const secretField =
  'account[_-]?key|shared[_-]?access[_-]?(?:key|signature)|passw(?:or)?d|pwd|(?:client[_-]?)?secret|sas[_-]?token|(?:access|refresh|id|auth|bearer)[_-]?token|api[_-]?key';

/** Each matches a secret with what makes it known as one; the first group, if any, is kept. */
const secretPatterns: readonly RegExp[] = [
  /(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)[\s\S]*?(?:(?=-----END )|$)/g,
  // The signature of a SAS URL, percent-encoded any number of times, at any place in the query.
  /((?<![a-z])sig(?:=|%(?:25)*3d))(?:(?!%(?:25)*26)[^&\s"'<>\\;,])+/gi,
  /((?<![\w-])(?:Bearer|Basic|SharedKey|SharedKeyLite)\s+)[\w+/=.~:-]{20,}/g,
  /(?<![\w-])eyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g,
  new RegExp(`((?<![a-z])(?:${secretField})["']?\\s{0,4}[=:]\\s{0,4})${fieldValue}`, 'gi'),
  new RegExp(`((?<!\\S)--(?:${secretField}|token|key)\\s{1,4})${fieldValue}`, 'gi'),
  /(:\/\/[^\s/:@"']{1,256}:)[^\s/@"']{1,1024}(?=@)/g,
];

/**
 * Hides what gives access to something: signatures of SAS URLs, keys in connection strings, tokens, passwords,
 * private keys. Applying it twice changes nothing more.
 */
export function redactText(text: string): string {
  let result = text;
  for (const pattern of secretPatterns) {
    result = result.replace(pattern, (_match, kept: unknown) => (typeof kept === 'string' ? kept : '') + hiddenText);
  }
  return result;
}

/** Properties of Batch's requests that hold nothing but a secret (Batch documentation: pool and mount configurations). */
const secretProperties: ReadonlySet<string> = new Set([
  'password',
  'accountkey',
  'saskey',
  'sastoken',
  'sshprivatekey',
  'protectedsettings',
  'accesskey',
  'data',
]);

const secretSettingName =
  /pass(?:word|wd)?|pwd|secret|token|(?:^|_)key|key$|credential|(?:^|_)sas(?:_|$)|connection_?string|signature|private/i;

/** Forty or more characters of base64 or hexadecimal: an account key, a token, never a sentence. */
const opaqueValue = /^[A-Za-z0-9+/_-]{40,}={0,2}$/;

function isSetting(value: object): value is { readonly name: string; readonly value: string } {
  return 'name' in value && typeof value.name === 'string' && 'value' in value && typeof value.value === 'string';
}

function redactSetting(setting: { readonly name: string; readonly value: string }): object {
  const secret = secretSettingName.test(setting.name) || opaqueValue.test(setting.value);
  return { ...setting, value: secret ? hiddenText : redactText(setting.value) };
}

/**
 * A copy of JSON data without its secrets: whole values where the property says so (`password`, `accountKey`, …) or
 * where an environment setting's name or look does, parts of them where a text holds one.
 */
export function redactJson(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(redactJson);
  if (isSetting(value)) return redactSetting(value);
  const entries = Object.entries(value).map(([name, held]): [string, unknown] => [
    name,
    secretProperties.has(name.toLowerCase()) ? hiddenText : redactJson(held),
  ]);
  return Object.fromEntries(entries);
}
