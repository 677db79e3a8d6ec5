import { blanks, withLineEnds } from './continuedLines.ts';
import { hiddenText } from './hiddenText.ts';
import { hideQuoted, quote } from './secretPatterns.ts';

/** Space around an assignment operator; French has a no-break space before a colon. */
export const space = `[${blanks}\\u00a0\\u202f]{0,40}`;

/** Meaningless text before a value: tags and anchors of YAML. */
const lead = `(?<lead>(?:!{1,2}[\\w:/.,-]{0,60}[ \\t]{1,20}|&[\\w-]{1,60}[ \\t]{1,20}|[${blanks}\\u00a0\\u202f]{1,20}){0,6})`;

/** Prefix of a quote: `b'…'` of Python, `@"…"` of C#. */
const prefix = '(?:[bBuUrRfFL@$]{1,2})?';

/**
 * A quoted text up to the closing quote, which may be cut off; inner quotes are escaped at the level of the opening
 * one. Other forms, such as `&quot;` and `\u0022`, end at their next occurrence.
 */
export const quoted =
  '"(?:[^"\\\\\\r\\n]|\\\\[^\\r\\n])*"?|' +
  "'(?:[^'\\\\\\r\\n]|\\\\[^\\r\\n])*'?|" +
  '\\\\"(?:[^"\\\\\\r\\n]|\\\\{4}|\\\\{3}["\']|\\\\{1,3}(?![\\\\"]))*(?:\\\\")?|' +
  `(?<opening>${quote})(?:(?!\\k<opening>)[^\\r\\n])*(?:\\k<opening>)?`;

const inQuotes = new RegExp(`${prefix}(?:${quoted})`, 'g');

const opens = `(?=${prefix}${quote})`;

/** The lines of a YAML block, with the indentation of the first line. */
const block =
  '(?<head>[|>][-+\\d]{0,2}[ \\t]{0,20}\\r?\\n)(?<indent>[ \\t]{1,80})(?<block>[^\\r\\n]{1,}(?:\\r?\\n\\k<indent>[^\\r\\n]*)*)';

/** A list or a function call that contains quotes: `["a", "b"]`, `Some("a")`, `('a' 'b')`. */
const items =
  `(?<items>[\\w.:*$@]{0,60}[([]{1,2}\\s{0,80}${opens}${prefix}(?:${quoted})` +
  `(?:\\s{0,80},?\\s{0,80}${opens}${prefix}(?:${quoted.replaceAll('opening', 'following')}))*)`;

/** A list of YAML whose entries have no names. */
const entry = '\\r?\\n[ \\t]{0,80}-[ \\t]{1,20}';
const entries = `(?<entries>(?:${entry}(?![^\\s:]{1,80}:\\s)[^\\r\\n]{1,})+)`;

/** Base64 on several lines, up to its end; `NAME=value` on the next line is separate. */
const base64 = '[A-Za-z0-9+/]';
const wrapped = `${base64}{40,}(?:\\r?\\n[ \\t]{0,20}${base64}{20,})*\\r?\\n[ \\t]{0,20}${base64}{1,}={1,2}(?![^\\s"'\\\\,;&<>)\\]}])`;

/** A value on the next line: in quotes, or after a colon as the only word of an indented line. */
const nextLine = `(?<next>\\r?\\n[ \\t]{0,80})(?<nextValue>${opens}${prefix}(?:${quoted.replaceAll('opening', 'below')})`;
const nextWord = '|(?<=[ \\t])[^\\s"\'&;,]+(?<!:)(?=[ \\t]*(?:\\r?\\n|$))';

function assigned(bare: string, isColon: boolean): RegExp {
  const single =
    `(?<single>${prefix}(?:${quoted.replaceAll('opening', 'own')})|\\{[^{}\\r\\n]{1,1000}\\}|` +
    `\\[[^[\\]\\r\\n"']{1,1000}\\]|${wrapped}|${bare})`;
  const line = isColon ? `|${entries}` : '';
  const below = `${nextLine}${isColon ? nextWord : ''})`;
  return new RegExp(`${lead}(?:${block}|${items}|${single}${line}|${below})`, 'y');
}

/** A value without quotes; an encoded `&` ends only encoded values. */
const bare = '[^\\s"\'&;,]+';
const bareEncoded = '(?:[^\\s"\'&;,%]|%(?!2[26]|252[26]))+';

const afterColon = assigned(bare, true);
const afterEquals = assigned(bare, false);
const afterEncoded = assigned(bareEncoded, true);

const bareList = '[^\\s"\'&;]+';
const listAfterColon = assigned(bareList, true);
const listAfterEquals = assigned(bareList, false);

/** Matches only lists of values, on a single line or in YAML. Sticky. */
export const listed = new RegExp(`${lead}(?:${items}|(?<single>\\[[^[\\]\\r\\n"']{1,1000}\\])|${entries})`, 'y');

/** Returns the pattern of a value after `introduction`, which ends with the assignment operator. Sticky. */
export function assignedValue(introduction: string): RegExp {
  if (/%(?:25)?3[ad]/i.test(introduction)) return afterEncoded;
  return /[=\uff1d][^:=\uff1d]*$/.test(introduction) ? afterEquals : afterColon;
}

/** Like `assignedValue`, for a plural name. */
export function assignedList(introduction: string): RegExp {
  if (/%(?:25)?3[ad]/i.test(introduction)) return afterEncoded;
  return /[=\uff1d][^:=\uff1d]*$/.test(introduction) ? listAfterEquals : listAfterColon;
}

/** A value, and its replacement. */
export interface ReadValue {
  readonly length: number;
  /** The part that is checked: the first of several values. */
  readonly judged: string;
  /** The replacement, with the original line breaks. */
  readonly shown: string;
}

/** Reads the value that `expression`, which is sticky, matches at `at`; undefined if there is none. */
export function readValue(text: string, at: number, expression: RegExp): ReadValue | undefined {
  expression.lastIndex = at;
  const match = expression.exec(text);
  if (match === null || match[0] === '') return undefined;
  const groups = match.groups ?? {};
  const whole = match[0];
  const before = groups['lead'] ?? '';
  if (groups['items'] !== undefined) {
    const judged = groups['items'].match(inQuotes)?.[0] ?? '';
    return read(whole, judged, before + groups['items'].replace(inQuotes, hideQuoted));
  }
  if (groups['entries'] !== undefined) {
    const shown = groups['entries'].replace(
      /(-[ \t]{1,20})([^\r\n]+)/g,
      (_entry, kept: string, value: string) => kept + hideQuoted(value),
    );
    return read(whole, /-[ \t]+([^\r\n]+)/.exec(groups['entries'])?.[1] ?? '', before + shown);
  }
  if (groups['block'] !== undefined) {
    return read(whole, groups['block'], `${before}${groups['head']}${groups['indent']}${hiddenText}`);
  }
  if (groups['nextValue'] !== undefined) {
    return read(whole, groups['nextValue'], `${before}${groups['next']}${hideQuoted(groups['nextValue'])}`);
  }
  const single = groups['single'] ?? whole;
  return read(whole, single, before + hideQuoted(single.trimStart()));
}

function read(whole: string, judged: string, shown: string): ReadValue {
  return { length: whole.length, judged, shown: withLineEnds(shown, whole) };
}
