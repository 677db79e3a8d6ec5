import { validateHeaderName, validateHeaderValue } from 'node:http';
import { findNearNames } from '../nearNames.ts';
import { operations } from '../operations.ts';
import { checkAsked } from '../schema/checkBody.ts';
import { parseModels, toModelLine } from '../schema/models.ts';
import type { WireObject } from '../state/wire.ts';
import { type Fault, faultProperties } from './fault.ts';
import { invalidPropertyValue } from './serviceError.ts';

const faultModels = parseModels(toModelLine('Fault', faultProperties));

/** Bounds of numbers: a lower number would never match a call, and HTTP doesn't allow a status outside these bounds. */
const bounds = {
  nthCall: [1, Number.POSITIVE_INFINITY],
  times: [1, Number.POSITIVE_INFINITY],
  status: [200, 599],
} as const;

/** Parses a fault from JSON. Throws the refusals of `checkAsked`, also for a fault that could never apply or be sent. */
export function parseFault(json: unknown): Fault {
  const { operation, headers, ...others } = checkAsked(faultModels, 'Fault', json);
  for (const [name, [least, most]] of Object.entries(bounds)) checkBounds(name, others[name], least, most);
  if (others['effect'] !== undefined && others['status'] !== undefined)
    throw invalidPropertyValue('status', others['status'], 'A fault has either an effect or a status');
  const texts = Object.entries((headers ?? {}) as WireObject).map(([name, value]) => [name, checkHeader(name, value)]);
  // The remaining properties have the types in `faultProperties`, which match `Fault`.
  return { operation: toOperationName(String(operation)), headers: Object.fromEntries(texts), ...others };
}

function checkBounds(name: string, value: unknown, least: number, most: number): void {
  if (typeof value !== 'number') return;
  if (value < least) throw invalidPropertyValue(name, value, `The value is below ${least}`);
  if (value > most) throw invalidPropertyValue(name, value, `The value is above ${most}`);
}

function checkHeader(name: string, value: unknown): string {
  const property = `headers.${name}`;
  if (!passes(() => validateHeaderName(name)))
    throw invalidPropertyValue(property, name, 'It is not a valid header name');
  const isText = typeof value !== 'object' && passes(() => validateHeaderValue(name, String(value)));
  if (!isText) throw invalidPropertyValue(property, value, 'It is not a valid header value');
  return String(value);
}

function passes(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

const operationNames = ['*', ...operations.map(({ id }) => id)];

/** Returns the operation with this name, in any case, or `*`. Throws a refusal with the closest names. */
export function toOperationName(name: string, property = 'operation'): string {
  const known = operationNames.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  if (known !== undefined) return known;
  const near = findNearNames(name, operationNames);
  const hint = near.length === 0 ? 'docs/simulator.md lists them' : `the closest matches are ${near.join(', ')}`;
  throw invalidPropertyValue(property, name, `There is no such operation; ${hint}`);
}
