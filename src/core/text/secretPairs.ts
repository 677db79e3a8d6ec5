import { isHarmlessValue, isPlainValue, judgeName } from './secretNames.ts';
import { quote } from './secretRules.ts';
import { assignedValue, readValue } from './secretValue.ts';

/** What may be the name of a setting. */
export const settingName = '[A-Za-z_\u00c0-\u00ff][\\w.\u00c0-\u00ff\u0308-]{1,120}';

/** Between the two of a pair: a comma, or white space as in YAML and in the attributes of XML. */
const between = '(?:,\\s{0,40}|\\s{1,40})';

/** Properties between a name and its value, of which none can be either. */
const others = `(?:(?:${quote})?(?!(?:name|key|value)\\b)\\w{1,40}(?:${quote})?\\s{0,3}[:=]\\s{0,3}(?:${quote})?[\\w.-]{0,100}(?:${quote})?${between}){0,3}?`;

const isNamed = `\\b(?:name|key)(?:${quote})?\\s{0,3}[:=]\\s{0,3}(?:${quote})?(${settingName})(?:${quote})?`;
const isValue = `value(?:${quote})?\\s{0,3}[:=]\\s{0,3}`;

/** name: "X_PASS", value: …, as JSON, YAML and XML have it. */
export const nameBeforeValue = new RegExp(`${isNamed}${between}${others}(?:${quote})?${isValue}`, 'gi');

/** The value of a pair, of which the name comes behind or came before. */
const pairedValue = new RegExp(`\\b${isValue}`, 'gi');

/** What comes behind a value, and the name of it. Sticky. */
const nameBehind = new RegExp(`${between}${others}(?:${quote})?${isNamed}`, 'iy');

/** Ends with a name: what follows is the value of that, and not of the next name. */
const endsWithName = new RegExp(`${isNamed}${between}(?:${quote})?$`, 'i');

/** Longest value that is hidden by a name behind it, which is found only behind all of it. */
const maxLength = 4000;

/** How many characters before a value are searched for its name. */
const maxBefore = 120;

/** `text` without the values of secrets whose names come behind them: `- value: …` and `name: DB_PASSWORD` below it. */
export function redactPairs(text: string): string {
  let shown = '';
  let end = 0;
  let endOfName = 0;
  for (const match of text.matchAll(pairedValue)) {
    const at = match.index + match[0].length;
    if (at < end) continue; // Within a value that is hidden.
    // A name before it that is not of the value before that.
    if (endsWithName.test(text.slice(Math.max(endOfName, match.index - maxBefore), match.index))) continue;
    const found = readValue(text.slice(at, at + maxLength), 0, assignedValue(match[0]));
    if (found === undefined) continue;
    nameBehind.lastIndex = at + found.length;
    const name = nameBehind.exec(text)?.[1];
    if (name === undefined) continue;
    endOfName = nameBehind.lastIndex;
    if (judgeName(name) === 'no' || isPlainValue(found.judged) || isHarmlessValue(name, found.judged)) continue;
    shown += text.slice(end, at) + found.shown;
    end = at + found.length;
  }
  return shown + text.slice(end);
}
