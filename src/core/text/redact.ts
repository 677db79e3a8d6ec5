import { redactCommands } from './commandSecrets.ts';
import { hiddenText, secretRules, secretSign } from './secretRules.ts';

export { hiddenText };

/** Query parameters whose values are shown; every other parameter of an address may carry a secret. */
const shownParameters = new Set(
  (
    'sv se st sp sr sip spr ss srt skt ske sks skv saoid suoid scid tn api-version comp restype timeout maxresults ' +
    'prefix delimiter include recursive version snapshot blockid'
  ).split(' '),
);

/** An address up to white space or a quote; the query is judged parameter by parameter. */
const address = /\b[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/[^\s"'<>`]{1,8192}/g;

function redactAddress(match: string): string {
  const [beforeQuery = '', ...rest] = match.split('?');
  const withoutUser = beforeQuery.replace(/^([^:]+:\/\/)[^/@]{1,512}@/, `$1${hiddenText}@`);
  if (rest.length === 0) return withoutUser;
  return `${withoutUser}?${redactQuery(rest.join('?'))}`;
}

function redactQuery(query: string): string {
  return query
    .split('&')
    .map((parameter) => {
      const equalsAt = parameter.indexOf('=');
      if (equalsAt < 0) return /^[\w.-]{0,24}$/.test(parameter) ? parameter : hiddenText;
      const name = parameter.slice(0, equalsAt);
      if (shownParameters.has(name.replace(/^amp;/i, '').toLowerCase())) return parameter;
      const value = parameter.slice(equalsAt + 1);
      if (value.startsWith(hiddenText)) return parameter;
      const tail = /[),.;\]}]{0,4}$/.exec(value.slice(-4))?.[0] ?? '';
      return `${/^[\w.;$-]{1,40}$/.test(name) ? name : hiddenText}=${hiddenText}${tail}`;
    })
    .join('&');
}

/**
 * `text` without anything that grants access: signatures of shared access signatures, keys, tokens, passwords, and the
 * values of all query parameters that are not known to be harmless. Doing it twice changes nothing more,
 * and lines stay where they are.
 */
export function redactText(text: string): string {
  return redactCommands(redactNamed(text));
}

function redactNamed(text: string): string {
  if (!secretSign.test(text)) return text;
  let result = text.replace(address, redactAddress);
  for (const { pattern, replace } of secretRules) {
    result = result.replace(pattern, (match: string, ...groups: string[]) => {
      const shown = replace(match, ...groups);
      return shown + '\n'.repeat(Math.max(0, countLineFeeds(match) - countLineFeeds(shown)));
    });
  }
  return result;
}

function countLineFeeds(text: string): number {
  return text.split('\n').length - 1;
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
