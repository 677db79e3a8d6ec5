import { findModels } from '../schema/findModels.ts';
import type { Models, PropertySchema } from '../schema/models.ts';
import { isObject, type WireObject } from '../state/wire.ts';

/** Text that replaces values that the service never returns, and values that are left out. */
export const removed = 'removed';

const models: Models = findModels('2025-06-01');

/**
 * Returns the body of a request that would add the item in a response: without properties that only responses have, and
 * with substitutes for those that only requests have. Parts that cannot be completed are left out.
 */
export function pruneBody(model: string, answer: WireObject): WireObject {
  return prune(model, answer) ?? {};
}

function prune(model: string, value: unknown): WireObject | undefined {
  const schema = models.get(model);
  if (schema === undefined || !isObject(value)) return undefined;
  const body: Record<string, unknown> = {};
  for (const [name, property] of schema) {
    const kept = pruneProperty(property, value[name]);
    const isMissing = kept === undefined && property.isRequired;
    if (isMissing && property.kind !== 'string') return undefined;
    if (kept !== undefined) body[name] = kept;
    else if (isMissing) body[name] = removed;
  }
  return body;
}

function pruneProperty(property: PropertySchema, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  if (!property.isArray) return pruneValue(property, value);
  const items = Array.isArray(value) ? value.map((item) => pruneValue(property, item)) : [];
  return items.filter((item) => item !== undefined);
}

function pruneValue({ kind, model, values }: PropertySchema, value: unknown): unknown {
  switch (kind) {
    case 'model':
      return prune(model, value);
    case 'enum':
      return values.find((known) => known.toLowerCase() === String(value).toLowerCase());
    default:
      return value;
  }
}
