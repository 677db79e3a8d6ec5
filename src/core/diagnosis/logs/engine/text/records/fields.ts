import { isObject } from '../../../../../model/shape.ts';
import { type Level, levelNamed } from '../levels.ts';
import { type FieldUse, toFieldUse } from './fieldNames.ts';
import { type LogRecord, toLines, toPlainRecord } from './logRecord.ts';
import { toStack } from './thrown.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A field and its possible uses. */
export interface Field {
  readonly use: FieldUse;
  readonly value: unknown;
}

/** Returns the fields of an object. */
export function toFields(object: Fields): readonly Field[] {
  return Object.keys(object).map((name) => ({ use: toFieldUse(name), value: object[name] }));
}

/** Converts the fields of a logger's record to a record; undefined if no logger wrote the fields. */
export function toRecord(all: readonly Field[]): LogRecord | undefined {
  const message = findMessage(all);
  const isLogged = all.length === 1 || all.some(({ use }) => use.isStamp);
  if (message === undefined || !isLogged) return toOutput(all);
  const beside = all.filter((field) => field !== message && field.use.saysMore);
  const below = linesBelow(beside);
  const text = message.use.bare === '@mt' ? fillIn(toFieldText(message.value), all) : toFieldText(message.value);
  const [first = '', ...others] = toLines(text);
  const texts = [text, ...below];
  const reasons = toReasons(beside).filter((reason) => !texts.some((line) => line.includes(reason)));
  return { said: [...reasons, first], below: [...others, ...below], level: findLevel(all) };
}

/** Returns the text field that is most likely the message. */
function findMessage(all: readonly Field[]): Field | undefined {
  let best: Field | undefined;
  for (const field of all) {
    const { messageRank } = field.use;
    if (messageRank === undefined || !isText(field.value)) continue;
    if (messageRank < (best?.use.messageRank ?? Number.POSITIVE_INFINITY)) best = field;
  }
  return best;
}

function isText(value: unknown): value is string | readonly number[] {
  return typeof value === 'string' || isBytes(value);
}

function toFieldText(value: unknown): string {
  return isBytes(value) ? new TextDecoder().decode(Uint8Array.from(value)) : String(value);
}

/** Checks for an array of bytes, in which journald writes anything but plain text, such as colors. */
function isBytes(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((part) => Number.isInteger(part) && part >= 0 && part < 256)
  );
}

/** Fills in the fields that a Serilog message names: `Cannot open {Path}`. */
function fillIn(template: string, all: readonly Field[]): string {
  return template.replaceAll(/\{[@$]?(\w{1,60})[^{}]{0,40}\}/g, (gap, name: string) => {
    const value = all.find(({ use }) => use.bare === toFieldUse(name).bare)?.value;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : gap;
  });
}

function findLevel(all: readonly Field[]): Level | undefined {
  for (const { use, value } of all) {
    const level = use.isLevel ? toLevel(value) : undefined;
    if (level !== undefined) return level;
    if (use.bare === 'log' && isObject(value)) return toLevel(value['level']);
  }
  // Serilog leaves out the level of most records.
  return all.some(({ use }) => use.bare === '@t') ? 'info' : undefined;
}

/** Lists the reasons that the fields state in one line. Leaves out stack traces. */
function toReasons(all: readonly Field[]): readonly string[] {
  return all.flatMap(({ use, value }) => {
    if (!use.isReason || typeof value !== 'string' || (use.isStack && toStack(value).length > 0)) return [];
    const lines = toLines(value);
    return lines.length === 1 && lines[0] !== '' ? lines : [];
  });
}

/** Returns a record with a program's output from an object that is not a logger's record. */
function toOutput(all: readonly Field[]): LogRecord | undefined {
  const lines = linesBelow(all.filter(({ value }) => typeof value === 'string'));
  return lines.length === 0 ? undefined : toPlainRecord(lines);
}

function linesBelow(fields: readonly Field[]): readonly string[] {
  return fields.flatMap(({ use, value }) => {
    if (use.isStack) return toStack(value);
    return use.isOutput && typeof value === 'string' && value.includes('\n') ? toLines(value) : [];
  });
}

const known =
  /^(?:trace|trce|verbose|debug|dbug|dbg|vrb|info|information|informational|notice|inf|warn|warning|wrn|error|err|fatal|critical|crit|severe|panic|dpanic|alert|emerg|emergency|fail|ftl)$/;

/** Levels of syslog, GELF, and journald, from 0 (emergency) to 7 (debug). */
const syslog: readonly Level[] = ['error', 'error', 'error', 'error', 'warning', 'info', 'info', 'debug'];

const mostKnown = 200;
const longestKnown = 24;
const remembered = new Map<string, Level | undefined>();

/** Returns the level of a record: a word, a syslog number, or a level number of Node.js or Python (10 to 60). */
export function toLevel(said: unknown): Level | undefined {
  if (typeof said === 'number') return fromNumber(said);
  if (typeof said !== 'string') return undefined;
  if (remembered.has(said)) return remembered.get(said);
  const level = fromText(said);
  if (remembered.size < mostKnown && said.length <= longestKnown) remembered.set(said, level);
  return level;
}

function fromText(said: string): Level | undefined {
  if (/^\d{1,5}$/.test(said)) return fromNumber(Number(said));
  const word = said.toLowerCase();
  if (!known.test(word)) return undefined;
  if (word.startsWith('info')) return 'info';
  return /^(?:verbose|trce|dbug)$/.test(word) ? 'debug' : levelNamed(word);
}

function fromNumber(number: number): Level | undefined {
  if (number < 10) return syslog[number];
  if (number >= 50) return 'error';
  if (number >= 40) return 'warning';
  return number >= 30 ? 'info' : 'debug';
}
