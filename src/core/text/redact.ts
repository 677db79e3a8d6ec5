import { redactCommands } from './commandSecrets.ts';
import { changeJoined, withLineEnds } from './continuedLines.ts';
import { hiddenText } from './hiddenText.ts';
import { rememberRecent } from './rememberRecent.ts';
import { namedRules, redactByName } from './secretNamed.ts';
import { redactPairs } from './secretPairs.ts';
import { dividedSignature, secretRules } from './secretPatterns.ts';
import { slash } from './secretTokens.ts';
import { unseen } from './unseen.ts';

/** Query parameters whose values are shown; every other parameter of a URL may contain a secret. */
const shownParameters = new Set(
  (
    'sv se st sp sr sip spr ss srt skt ske sks skv saoid suoid scid tn api-version comp restype timeout maxresults ' +
    'prefix delimiter include recursive version snapshot blockid'
  ).split(' '),
);

/** A URL up to white space or a quote; its query is checked parameter by parameter. */
const address = new RegExp(`\\b[A-Za-z][A-Za-z0-9+.-]{1,20}:${slash}{2}[^\\s"'<>\`]+`, 'g');

/** A user, and a password that may contain `/` and `@`; a number followed by `/` is a port and a path. */
const userInfo = new RegExp(`^([^:]+:${slash}{2})(?:[^/@:]*:(?!\\d{1,5}${slash})[^\\s]+@|[^/@]+@)`);

/** A user of a program that asks for a key (`ssh://git@host`), and a container of a data lake. */
const plainUser = new RegExp(
  `^(?:(?:(?:[a-z]{1,10}\\+)?(?:ssh|sftp|rsync|git):${slash}{2}[a-z][a-z_-]{0,20}|https?:${slash}{2}git)@|` +
    `(?:abfs|wasb)s?:${slash}{2}[a-z0-9$-]{3,63}@[a-z0-9-]{3,30}\\.(?:dfs|blob)\\.)[^@]*$`,
  'i',
);

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
      // The number of an issue, or of another thing on a page.
      if (/^(?:amp;)?id$/i.test(name) && /^\d{1,10}[),.;\]}]{0,4}$/.test(value)) return parameter;
      if (value.startsWith(hiddenText)) return parameter;
      const tail = /[),.;\]}]{0,4}$/.exec(value.slice(-4))?.[0] ?? '';
      return `${/^[\w.;$-]{1,40}$/.test(name) ? name : hiddenText}=${hiddenText}${tail}`;
    })
    .join('&');
}

/**
 * Redacts everything in `text` that grants access: shared access signatures, keys, tokens, passwords, and the values of
 * all query parameters that aren't known to be harmless. Redacting the result again changes nothing, and lines stay in
 * place. A line with hidden text also loses its invisible characters. Titles and evidence are redacted wherever they are
 * shown, so most short texts recur.
 */
export const redactText: (text: string) => string = rememberRecent(redactNew, { limit: 1000, maxLength: 500 });

function redactNew(text: string): string {
  const seen = text.replace(unseen, '');
  const shown = redactSeen(seen);
  if (seen === text) return shown;
  const given = text.split('\n');
  const before = seen.split('\n');
  return shown
    .split('\n')
    .map((line, index) => (line === before[index] ? (given[index] ?? line) : line))
    .join('\n');
}

function redactSeen(text: string): string {
  return changeJoined(text, (joined) => redactCommands(redactNamed(joined)));
}

function redactNamed(text: string): string {
  let result = text.replace(dividedSignature.pattern, dividedSignature.replace).replace(address, redactAddress);
  for (const { pattern, replace } of secretRules) {
    result = result.replace(pattern, (match: string, ...groups: string[]) =>
      withLineEnds(replace(match, ...groups), match),
    );
  }
  result = redactPairs(hideCutKeys(result));
  for (const rule of namedRules) result = redactByName(result, rule);
  return result;
}

const keyEnd = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/** Line of a key: only base64, or a long line that ends with base64 if the log writes a time before each line. */
const keyLine = /^(?:[ \t]{0,40}|.{0,80}[ \t"'](?=[A-Za-z0-9+/]{40}))[A-Za-z0-9+/=]{1,120}[ \t]{0,40}\r?$/;

/** Redacts private keys whose start is missing, as when only the end of a log was read. Lines stay in place. */
function hideCutKeys(text: string): string {
  let shown = '';
  let from = 0;
  for (const { 0: end, index } of text.matchAll(keyEnd)) {
    shown += hideLastLines(text.slice(from, index)) + end;
    from = index + end.length;
  }
  return shown + text.slice(from);
}

function hideLastLines(text: string): string {
  const lines = text.split('\n');
  const last = lines.length - 1;
  let first = last;
  while (first > 0 && keyLine.test(lines[first - 1] ?? '')) first -= 1;
  if (first === last) return text;
  return [...lines.slice(0, first), hiddenText, ...lines.slice(first + 1, last).map(() => ''), lines[last]].join('\n');
}
