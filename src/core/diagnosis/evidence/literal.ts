import { kindAt, kinds } from './characters.ts';

/** Whether a word is something that differs between failures of one cause: an id, a path, a number, a hash, a time. */
export function isLiteral(word: string): boolean {
  for (let index = 0; index < word.length; index++) {
    const kind = kindAt(word, index);
    if (kind === kinds.digit || kind === kinds.slash) return true;
  }
  return isAddress(word) || isLettersOfHash(word) || isRandom(word);
}

/** `name@place`: of a person, a license server, an image. */
function isAddress(word: string): boolean {
  const at = word.indexOf('@');
  return at > 0 && at < word.length - 1;
}

const shortestHash = 8;

/** A hash that happens to have no digit. */
function isLettersOfHash(word: string): boolean {
  return word.length >= shortestHash && /^(?:[a-f]+|[A-F]+)$/.test(word);
}

const shortestRandom = 20;

/** Long base64 that happens to have no digit: its case changes at every second letter; names have words in them. */
function isRandom(word: string): boolean {
  if (word.length < shortestRandom) return false;
  let changes = 0;
  for (let index = 1; index < word.length; index++) if (isUpper(word, index) !== isUpper(word, index - 1)) changes++;
  return changes > word.length / 3;
}

function isUpper(word: string, index: number): boolean {
  const code = word.charCodeAt(index);
  return code >= 65 && code <= 90;
}

const months = 'january february march april may june july august september october november december'.split(' ');
const days = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const calendarNames: ReadonlySet<string> = new Set(
  [...months, ...days]
    .flatMap((name) => [name, name.slice(0, 3)])
    .map((name) => name.charAt(0).toUpperCase() + name.slice(1)),
);

/** A month or a day of the week, which is part of a time when a number is beside it. */
export function isCalendarName(word: string): boolean {
  return calendarNames.has(word);
}

const sizes = 'k m g kb mb gb tb kib mib gib tib byte bytes %';
const durations = 'ns us ms s sec secs second seconds m min mins minute minutes h hr hrs hour hours day days';
const clocks = 'am pm a.m p.m utc gmt cet cest est edt cst cdt pst pdt';
const units: ReadonlySet<string> = new Set(`${sizes} ${durations} ${clocks}`.split(' '));
const longestUnit = 7;

/** What may follow a number and is part of it: failures of one cause may say 900 MB and 1.2 GB. */
export function isUnit(word: string): boolean {
  return word.length <= longestUnit && units.has(word.toLowerCase());
}

const codeNames: ReadonlySet<string> = new Set(
  (
    'code exitcode errorcode errcode retcode returncode statuscode responsecode rc exit status exitstatus httpstatus ' +
    'errno winerror http signal hresult sqlstate'
  ).split(' '),
);
const longestCodeName = 20;

/** A word whose number says what happened: `status 404` is another cause than `status 500`, and `"exit_code": 3`. */
export function isCodeName(word: string): boolean {
  return word.length <= longestCodeName && codeNames.has(word.toLowerCase().replace(/[^a-z]/g, ''));
}

/** A number as codes are written: decimal, signed or not, or hexadecimal. */
export function isCode(word: string): boolean {
  return /^(?:-?\d{1,10}|0x[0-9a-f]{1,8})$/i.test(word);
}
