import { findNearNames } from '../nearNames.ts';
import { operations } from '../operations.ts';
import { checkBody } from '../schema/checkBody.ts';
import { parseModels } from '../schema/models.ts';
import type { WireObject } from '../state/wire.ts';
import { type Fault, faultProperties } from './fault.ts';
import { invalidPropertyValue } from './serviceError.ts';

const faultTypes = Object.entries(faultProperties).map(([name, { type }]) => `${name}=${type}`);
const faultModels = parseModels(`Fault: ${faultTypes.join(' ')}`);

/** A fault out of JSON. Throws the refusals of `checkBody`, and one for an operation that there is none of. */
export function parseFault(json: unknown): Fault {
  const { operation, headers, ...others } = checkBody(faultModels, 'Fault', json);
  const texts = Object.entries((headers ?? {}) as WireObject).map(([name, value]) => [name, String(value)]);
  // What is left has the types of `faultProperties`, which are those of `Fault`.
  return { operation: checkOperation(String(operation)), headers: Object.fromEntries(texts), ...others };
}

const operationNames = ['*', ...operations.map(({ id }) => id)];

/** Its name in the spelling of the table. */
function checkOperation(name: string): string {
  const known = operationNames.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  if (known !== undefined) return known;
  const near = findNearNames(name, operationNames);
  const hint = near.length === 0 ? 'docs/simulator.md lists them' : `most like it are ${near.join(', ')}`;
  throw invalidPropertyValue('operation', name, `There is no such operation; ${hint}`);
}
