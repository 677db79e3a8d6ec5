import { redactCommands } from './commandSecrets.ts';
import { hideCutKeys } from './cutKeys.ts';
import { hiddenText } from './hiddenText.ts';
import { namedRules, redactByName } from './secretNamed.ts';
import { secretRules } from './secretRules.ts';

/** Query parameters whose values are shown; every other parameter of an address may carry a secret. */
const shownParameters = new Set(
  (
    'sv se st sp sr sip spr ss srt skt ske sks skv saoid suoid scid tn api-version comp restype timeout maxresults ' +
    'prefix delimiter include recursive version snapshot blockid'
  ).split(' '),
);

/** An address up to white space or a quote; the query is judged parameter by parameter. */
const address = /\b[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/[^\s"'<>`]+/g;

/** A user, and a password that may hold `/` and `@`; a number and `/` are a port and a path. */
const userInfo = /^([^:]+:\/\/)(?:[^/@:]*:(?!\d{1,5}\/)[^\s]+@|[^/@]+@)/;

/** A user of a program that asks for a key: `ssh://git@host`. */
const plainUser = /^(?:[a-z]{1,10}\+)?(?:ssh|sftp|rsync|git):\/\/[a-z][a-z_-]{0,20}@[^@]*$/i;

function redactAddress(match: string): string {
  const [beforeQuery = '', ...rest] = match.split('?');
  const withoutUser = plainUser.test(beforeQuery) ? beforeQuery : beforeQuery.replace(userInfo, `$1${hiddenText}@`);
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
  let result = text.replace(address, redactAddress);
  for (const { pattern, replace } of secretRules) {
    result = result.replace(pattern, (match: string, ...groups: string[]) => {
      const shown = replace(match, ...groups);
      return shown + '\n'.repeat(Math.max(0, countLineFeeds(match) - countLineFeeds(shown)));
    });
  }
  result = hideCutKeys(result);
  for (const rule of namedRules) result = redactByName(result, rule);
  return result;
}

function countLineFeeds(text: string): number {
  return text.split('\n').length - 1;
}
