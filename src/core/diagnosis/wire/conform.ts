/**
 * Shapes of JSON that comes from outside. A string names a primitive; an array holds the shape of its items; a record
 * the shapes of its properties; `any` lets a value through as it is. A record without a `string!` says nothing: it fits
 * no more than what is no record.
 */
export type Shape =
  | 'string'
  | 'string!'
  | 'number'
  | 'boolean'
  | 'any'
  | readonly [Shape]
  | { readonly [name: string]: Shape };

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
  return conformRecord(shape as RecordShape, value);
}

type RecordShape = { readonly [name: string]: Shape };

/** The properties of shapes: ten thousand tasks are read by the same few. */
const known = new WeakMap<RecordShape, readonly (readonly [string, Shape])[]>();

function propertiesOf(shape: RecordShape): readonly (readonly [string, Shape])[] {
  const properties = known.get(shape) ?? Object.entries(shape);
  known.set(shape, properties);
  return properties;
}

/** Numbers may come as strings of digits: 64-bit integers do on the wire. */
function conformPrimitive(shape: 'string' | 'string!' | 'number' | 'boolean', value: unknown): unknown {
  if (shape === 'number' && typeof value === 'string' && /^-?\d{1,15}$/.test(value)) return Number(value);
  if (shape === 'number' && typeof value === 'number' && !Number.isFinite(value)) return undefined;
  if (shape === 'string!') return typeof value === 'string' ? value : undefined;
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

function conformRecord(shape: RecordShape, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const properties = value as Record<string, unknown>;
  const result: Record<string, unknown> = {};
  for (const [name, property] of propertiesOf(shape)) {
    const held = properties[name];
    const conformed = held === undefined || held === null ? undefined : conform(property, held);
    if (conformed === undefined && property === 'string!') return undefined;
    if (conformed !== undefined) result[name] = conformed;
  }
  return result;
}

/** What is known, by name: nothing where a caller from outside passes what is no object. Never throws. */
export function toParts<Evidence extends object>(evidence: Evidence): Partial<Evidence> {
  return typeof evidence === 'object' && evidence !== null ? evidence : {};
}
