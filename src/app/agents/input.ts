import { countBytes } from '../../core/files/bytes.ts';
import { isObject } from '../../core/model/shape.ts';
import type { AgentTool, InputProperty } from './table.ts';

type ValueOf<P> = P extends { readonly enum: readonly (infer Word)[] }
  ? Word
  : P extends { readonly type: 'integer' }
    ? number
    : P extends { readonly type: 'array'; readonly items: infer Items }
      ? readonly ValueOf<Items>[]
      : string;

/** The validated input of a tool. */
export type InputOf<T extends AgentTool> = {
  readonly [Name in keyof T['properties']]?: ValueOf<T['properties'][Name]> | undefined;
};

/** Reads an input by its tool's table, or explains what is wrong, as a sentence for the model. Never throws. */
export function readInput<T extends AgentTool>(
  tool: T,
  given: unknown,
): { readonly input: InputOf<T> } | { readonly problem: string } {
  const names = Object.keys(tool.properties);
  const problem = findProblem(tool, given, names);
  if (problem !== undefined) {
    const example = JSON.stringify(tool.example);
    return { problem: `${problem} Call ${tool.name} again with an input such as ${example}.` };
  }
  const found = Object.entries(given ?? {}).filter(([, value]) => isGiven(value));
  return { input: Object.fromEntries(found) as InputOf<T> };
}

/** Checks whether a property has a value, because some models fill in empty values. */
function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '';
}

function findProblem(tool: AgentTool, given: unknown, names: readonly string[]): string | undefined {
  if (given === undefined || given === null) return undefined;
  if (!isObject(given) || Array.isArray(given)) return 'The input must be an object.';
  for (const [name, value] of Object.entries(given)) {
    // Do not repeat an unknown name, because it may contain anything.
    const property = Object.hasOwn(tool.properties, name) ? tool.properties[name] : undefined;
    if (property === undefined) return `The input has an unknown property. Valid properties: ${names.join(', ')}.`;
    if (value === '' && property.type === 'string' && property.minLength !== undefined)
      return `The property ${name} is empty. Give it a value, or leave it out.`;
    const rule = isGiven(value) ? findBrokenRule(property, value) : undefined;
    if (rule !== undefined) return `The property ${name} ${rule}.`;
  }
  return undefined;
}

function findBrokenRule(property: InputProperty, value: unknown): string | undefined {
  switch (property.type) {
    case 'integer': {
      const isInside =
        Number.isInteger(value) && Number(value) >= property.minimum && Number(value) <= property.maximum;
      return isInside ? undefined : `must be a whole number from ${property.minimum} to ${property.maximum}`;
    }
    case 'array': {
      if (!Array.isArray(value)) return 'must be a list of strings';
      if (value.length > property.maxItems) return `can have at most ${property.maxItems} items`;
      return value.map((one) => findBrokenText(property.items, one)).find((rule) => rule !== undefined);
    }
    case 'string':
      return findBrokenText(property, value);
  }
}

function findBrokenText(
  { maxLength, enum: words }: { readonly maxLength: number; readonly enum?: readonly string[] },
  value: unknown,
): string | undefined {
  if (typeof value !== 'string') return 'must be a string';
  if (value.length > maxLength || countBytes(value) > 4 * maxLength) return `can have at most ${maxLength} characters`;
  return words === undefined || words.includes(value) ? undefined : `must be one of: ${words.join(', ')}`;
}
