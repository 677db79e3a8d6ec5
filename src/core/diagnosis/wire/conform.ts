/**
 * Shapes of JSON that comes from outside. A string names a primitive; an array holds the shape of its items; a record
 * the shapes of its properties; `any` lets a value through as it is.
 */
export type Shape = 'string' | 'number' | 'boolean' | 'any' | readonly [Shape] | { readonly [name: string]: Shape };

/** More than a service list holds; the rest of a longer array is left out. */
const maxItems = 1_000_000;

/**
 * The part of `value` that has `shape`: what is of another type is left out, so that a diagnosis can rely on types
 * although the value was never checked. Undefined when nothing fits.
 */
export function conform(shape: Shape, value: unknown): unknown {
  if (shape === 'any') return value;
  if (typeof shape === 'string') return conformPrimitive(shape, value);
  if (Array.isArray(shape)) return conformArray(shape[0], value);
  return conformRecord(shape as { readonly [name: string]: Shape }, value);
}

/** Numbers may come as strings of digits: 64-bit integers do on the wire. */
function conformPrimitive(shape: 'string' | 'number' | 'boolean', value: unknown): unknown {
  if (shape === 'number' && typeof value === 'string' && /^-?\d{1,15}$/.test(value)) return Number(value);
  if (shape === 'number' && typeof value === 'number' && !Number.isFinite(value)) return undefined;
  if (shape === 'string' && value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  return typeof value === shape ? value : undefined;
}

function conformArray(item: Shape, value: unknown): unknown {
  if (!Array.isArray(value)) return undefined;
  return value
    .slice(0, maxItems)
    .map((element: unknown) => conform(item, element))
    .filter((element) => element !== undefined);
}

function conformRecord(shape: { readonly [name: string]: Shape }, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const result: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(shape)) {
    const held: unknown = Reflect.get(value, name);
    const conformed = held === undefined || held === null ? undefined : conform(property, held);
    if (conformed !== undefined) result[name] = conformed;
  }
  return result;
}
