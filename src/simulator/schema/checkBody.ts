import { invalidPropertyValue, ServiceError } from '../http/serviceError.ts';
import { findNearNames } from '../nearNames.ts';
import { isDate, isoDuration, parseDurationMs, toServiceTime } from '../state/time.ts';
import type { WireObject } from '../state/wire.ts';
import type { Models, PropertySchema } from './models.ts';

/** Maximum depth of objects: deeper than any model, but low enough to keep hostile bodies from exhausting the stack. */
const deepestObject = 32;

/** Matches segments between single slashes, without `.` and `..`. */
export const relativePath = /^(?!\.{0,2}(\/|$))([^/]+\/(?!\.{0,2}(\/|$)))*[^/]+$/;

/** Error for a property that a model does not have, with the model's properties, which the service does not list. */
export class UnsupportedPropertyError extends ServiceError {
  readonly known: readonly string[];

  constructor(property: string, known: readonly string[]) {
    super('UnsupportedProperty', { PropertyName: property });
    this.known = known;
  }
}

/** Handling of properties that the models don't have, for clients of other versions. */
export interface PropertyLenience {
  /** Returns the name of the property in the models, if it differs. */
  findNewerName(name: string): string | undefined;
  /** Called for each property that is left out. */
  ignore(path: string): void;
}

interface Rules {
  readonly models: Models;
  readonly lenience: PropertyLenience | undefined;
}

/**
 * Checks a request body against its model and returns it without nulls and with enum values, in any case, converted to
 * the service's spelling. Throws `UnsupportedProperty` unless there is lenience, `MissingRequiredProperty`,
 * `InvalidPropertyValue` or `InvalidRequestBody`.
 */
export function checkBody(models: Models, model: string, body: unknown, lenience?: PropertyLenience): WireObject {
  return checkModel({ models, lenience }, model, body, '', 0);
}

/** Like `checkBody`, for what is asked of the simulator itself: a refused property comes with the known ones. */
export function checkAsked(models: Models, model: string, given: unknown): WireObject {
  try {
    return checkBody(models, model, given);
  } catch (error) {
    if (!(error instanceof UnsupportedPropertyError)) throw error;
    const { known, valuesByKey } = error;
    const near = findNearNames((valuesByKey['PropertyName'] ?? '').replace(/^.*\./, ''), known);
    const hint = near.length === 0 ? '' : `The closest ${near.length > 1 ? 'are' : 'is'} ${near.join(', ')}. `;
    const list = known.length === 0 ? 'It takes no properties' : `It takes ${known.join(', ')}`;
    throw new ServiceError('UnsupportedProperty', { ...valuesByKey, Reason: `${hint}${list}` });
  }
}

function checkModel(rules: Rules, model: string, value: unknown, path: string, depth: number): WireObject {
  const schema = rules.models.get(model);
  if (schema === undefined) throw new Error(`There is no model named ${model}.`);
  if (!isObject(value) || depth > deepestObject) {
    throw new ServiceError('InvalidRequestBody', path === '' ? {} : { PropertyName: path });
  }
  const checked: Record<string, unknown> = {};
  for (const [given, item] of Object.entries(value)) {
    const name = schema.has(given) ? given : (rules.lenience?.findNewerName(given) ?? given);
    const property = schema.get(name);
    if (property !== undefined) {
      // Callers in Node.js may give undefined.
      if (item !== null && item !== undefined)
        checked[name] = checkProperty(rules, property, item, join(path, name), depth);
    } else if (rules.lenience === undefined) {
      throw new UnsupportedPropertyError(join(path, name), [...schema.keys()]);
    } else if (item !== null) {
      rules.lenience.ignore(join(path, name));
    }
  }
  for (const [name, property] of schema) {
    if (property.isRequired && checked[name] === undefined) {
      throw new ServiceError('MissingRequiredProperty', { PropertyName: join(path, name) });
    }
  }
  return checked;
}

function checkProperty(rules: Rules, property: PropertySchema, value: unknown, path: string, depth: number): unknown {
  if (!property.isArray) return checkValue(rules, property, value, path, depth);
  if (!Array.isArray(value)) throw invalidPropertyValue(path, value, 'The value is not an array');
  return value.map((item: unknown, index) => checkValue(rules, property, item, `${path}[${index}]`, depth));
}

function checkValue(rules: Rules, property: PropertySchema, value: unknown, path: string, depth: number): unknown {
  switch (property.kind) {
    case 'model':
      return checkModel(rules, property.model, value, path, depth + 1);
    case 'enum':
      return checkEnum(property.values, value, path);
    case 'bool':
      return require(typeof value === 'boolean', value, path, 'The value is not a boolean');
    case 'int':
      return require(isInt(value), value, path, 'The value is not an integer');
    case 'number':
      return require(Number.isFinite(value), value, path, 'The value is not a number');
    case 'any':
      return value;
    case 'date':
      return checkDate(value, path);
    case 'duration':
      return checkDuration(value, path);
    case 'object':
      return require(isObject(value), value, path, 'The value is not an object');
    case 'texts':
      return checkTexts(value, path);
    case 'files':
      return checkFiles(value, path);
    case 'string':
      return require(typeof value === 'string', value, path, 'The value is not a string');
  }
}

/** Checks that the value is an object of strings. Throws the service error that names the path otherwise. */
function checkTexts(value: unknown, path: string): WireObject {
  const texts = require(isObject(value), value, path, 'The value is not an object') as WireObject;
  for (const [name, text] of Object.entries(texts)) {
    require(typeof text === 'string', text, join(path, name), 'The value is not a string');
  }
  return texts;
}

/** Checks an object of texts whose names are paths inside their folder. */
function checkFiles(value: unknown, path: string): WireObject {
  const files = checkTexts(value, path);
  const strayed = Object.keys(files).find((file) => !relativePath.test(file));
  if (strayed === undefined) return files;
  throw invalidPropertyValue(path, strayed, `The path "${strayed}" does not stay in its folder`);
}

function checkEnum(values: readonly string[], value: unknown, path: string): string {
  const wanted = typeof value === 'string' ? value.toLowerCase() : undefined;
  const known = values.find((candidate) => candidate.toLowerCase() === wanted);
  if (known === undefined) throw invalidPropertyValue(path, value, `The value must be one of ${values.join(', ')}`);
  return known;
}

function require<T>(isValid: boolean, value: T, path: string, reason: string): T {
  if (!isValid) throw invalidPropertyValue(path, value, reason);
  return value;
}

function checkDate(value: unknown, path: string): string {
  if (typeof value !== 'string' || !isDate(value))
    throw invalidPropertyValue(path, value, 'The value is not a date and time');
  return toServiceTime(value);
}

function checkDuration(value: unknown, path: string): string {
  const ms = typeof value === 'string' ? parseDurationMs(value) : undefined;
  if (ms === undefined) throw invalidPropertyValue(path, value, 'The value is not an ISO 8601 duration');
  return isoDuration(ms);
}

const leastInt = -(2 ** 31);
const mostInt = 2 ** 31 - 1;

/** Batch documentation: all integers of request bodies have 32 bits. */
function isInt(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= leastInt && value <= mostInt;
}

function isObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
