import { isHarmlessValue, isPlainValue, judgeName } from './secretNames.ts';
import { quote } from './secretPatterns.ts';
import { assignedValue, readValue } from './secretValue.ts';

/** Possible name of a setting. */
export const settingName = '[A-Za-z_\u00c0-\u00ff][\\w.\u00c0-\u00ff\u0308-]{1,120}';

/** Separator of a pair: a comma, or white space as in YAML and in XML attributes. */
const between = '(?:,\\s{0,40}|\\s{1,40})';

const others = `(?:(?:${quote})?(?!(?:name|key|value)\\b)\\w{1,40}(?:${quote})?\\s{0,3}[:=]\\s{0,3}(?:${quote})?[\\w.-]{0,100}(?:${quote})?${between}){0,3}?`;

const isNamed = `\\b(?:name|key)(?:${quote})?\\s{0,3}[:=]\\s{0,3}(?:${quote})?(${settingName})(?:${quote})?`;
const isValue = `value(?:${quote})?\\s{0,3}[:=]\\s{0,3}`;

/** name: "X_PASS", value: …, as in JSON, YAML and XML. */
export const nameBeforeValue = new RegExp(`${isNamed}${between}${others}(?:${quote})?${isValue}`, 'gi');

const pairedValue = new RegExp(`\\b${isValue}`, 'gi');

/** Text after a value, with its name. Sticky. */
const nameBehind = new RegExp(`${between}${others}(?:${quote})?${isNamed}`, 'iy');

/** Matches text that ends with a name: the following value belongs to that name, and not to the next one. */
const endsWithName = new RegExp(`${isNamed}${between}(?:${quote})?$`, 'i');

/** Maximum length of a value that is hidden because of a name after it, which is only found at the value's end. */
const maxLength = 4000;

const maxBefore = 120;

/** Redacts the values of secrets whose names follow them: `- value: …` and `name: DB_PASSWORD` below it. */
export function redactPairs(text: string): string {
  let shown = '';
  let end = 0;
  let endOfName = 0;
  for (const match of text.matchAll(pairedValue)) {
    const at = match.index + match[0].length;
    if (at < end) continue; // Within a hidden value.
    // A name before the value that doesn't belong to an earlier value.
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
