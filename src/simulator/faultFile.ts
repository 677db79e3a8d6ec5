import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Fault } from './http/fault.ts';
import { parseFault } from './http/parseFault.ts';
import { ServiceError } from './http/serviceError.ts';
import { parseJsonText } from './jsonText.ts';

/**
 * Reads the faults in a JSON file: one, or an array. Rejects with an error that names the location, worded for the
 * file's author.
 */
export async function readFaultFile(file: string): Promise<readonly Fault[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`The faults in ${resolve(file)} cannot be read (${error.code}).`);
  });
  return parseFaults(text, file);
}

/** Parses the faults in a file's text. Throws an error that names the location, worded for the file's author. */
export function parseFaults(text: string, file: string): readonly Fault[] {
  const json = parseJsonText(text, file).value;
  if (!Array.isArray(json)) return [toFault(json, file)];
  return json.map((item: unknown, index) => toFault(item, `${file}, fault ${index + 1} of ${json.length}`));
}

function toFault(json: unknown, place: string): Fault {
  try {
    return parseFault(json);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { PropertyName, Reason } = error.valuesByKey;
    throw new Error(`${[place, PropertyName].filter(Boolean).join(', ')}: ${Reason ?? splitCode(error.code)}.`);
  }
}

/** Describes a refusal without a reason. */
function splitCode(code: string): string {
  if (code === 'MissingRequiredProperty') return 'it is missing';
  return 'a fault must be an object';
}
