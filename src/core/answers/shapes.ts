/** Evidence for the shape of an answer. */
type Evidence = (typeof evidences)[number];
const evidences = ['recorded', 'documented', 'inferred'] as const;

/** Shape of a successful answer of an operation. */
export interface ShapeLine {
  readonly operation: string;
  readonly version: string;
  readonly evidence: Evidence;
  /** Key of the file with the recorded answer. */
  readonly source: string | undefined;
  readonly status: number;
  /** Headers that only some answers have. */
  readonly headers: readonly string[];
  /** Text after `$metadata#`; absent if the body isn't JSON. */
  readonly metadata: string | undefined;
  /** Model of the body, or of each list item if it ends in `[]`. */
  readonly model: string | undefined;
}

/** A property: `name=type`, or `name?=type` if it is optional. */
interface Property {
  readonly type: string;
  readonly isOptional: boolean;
}

export type ShapeModels = ReadonlyMap<string, ReadonlyMap<string, Property>>;

/**
 * Parses lines `operation | version | evidence source | status headers | metadata model`. Throws for an invalid line.
 */
export function parseLines(text: string): readonly ShapeLine[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [operation = '', version = '', known = '', answer = '', body = ''] = splitLine(line);
      const [word, source] = known.split(' ');
      const evidence = evidences.find((name) => name === word);
      const [status, ...headers] = answer.split(' ');
      const [metadata, model] = body === '' ? [] : body.split(' ');
      if (evidence === undefined || !(Number(status) > 0)) throw new Error(`not a valid line of the table: ${line}`);
      if ((evidence === 'recorded') !== (source !== undefined))
        throw new Error(`a recorded line must have a source, and no other line can: ${line}`);
      return {
        operation,
        version,
        evidence,
        source,
        status: Number(status),
        headers,
        metadata,
        model,
      };
    });
}

/** Splits a line of a table into its columns. */
export function splitLine(line: string): readonly string[] {
  return line.split('|').map((one) => one.trim());
}

/** Parses `Model: property=type …`, continued on indented lines. Later arguments add properties to a model. */
export function parseShapeModels(...texts: readonly string[]): ShapeModels {
  const models = new Map<string, ReadonlyMap<string, Property>>();
  for (const text of texts) {
    for (const block of text.trim().split(/\n(?! )/)) {
      const [name = '', rest = ''] = block.split(/:(.*)/s);
      const properties = rest
        .trim()
        .split(/\s+/)
        .map((one) => {
          const [key = '', type = ''] = one.split('=');
          return [key.replace('?', ''), { type, isOptional: key.endsWith('?') }] as const;
        });
      models.set(name, new Map([...(models.get(name) ?? []), ...properties]));
    }
  }
  return models;
}

const plainTypes: Readonly<Record<string, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  flag: (value) => typeof value === 'boolean',
  time: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value),
  duration: (value) => typeof value === 'string' && /^P/.test(value),
  object: (value) => typeof value === 'object' && value !== null,
  long: (value) => typeof value === 'string' && /^\d+$/.test(value),
};

export interface ShapeSearch {
  readonly models: ShapeModels;
  /** True if only some properties were requested. */
  readonly isPart?: boolean;
  /** Receives each existing property as `Model.property`. */
  readonly seen?: Set<string>;
}

/**
 * Lists differences between a value and its type: the place, as names of models and properties, and the actual type.
 * Contains no values. Unknown properties are named, but not searched.
 */
export function listShapeDifferences(search: ShapeSearch, type: string, value: unknown, where = type): string[] {
  if (type.endsWith('[]')) {
    if (!Array.isArray(value)) return [`${where}: ${nameType(value)} instead of a list`];
    return value.flatMap((item) => listShapeDifferences(search, type.slice(0, -2), item, where));
  }
  const { isPart = false, models, seen } = search;
  const isPlain = plainTypes[type];
  if (isPlain !== undefined) return isPlain(value) ? [] : [`${where}: ${nameType(value)} instead of ${type}`];
  const model = models.get(type);
  if (model === undefined) return [`${where}: there is no model ${type}`];
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [`${where}: ${nameType(value)} instead of object`];
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  const names = new Set(entries.map(([name]) => name));
  const missing = [...model]
    .filter(([name, { isOptional }]) => !isOptional && !isPart && !names.has(name))
    .map(([name]) => `${type}.${name}: missing`);
  const wrong = entries.flatMap(([name, item]) => {
    const property = model.get(name);
    if (property === undefined) return [`${type}.${toSafeName(name)}: new, ${nameType(item)}`];
    seen?.add(`${type}.${name}`);
    return listShapeDifferences(search, property.type, item, `${type}.${name}`);
  });
  return [...missing, ...wrong];
}

/**
 * Returns a property name if it is one word, as all names in the API are, or else a stand-in for possible user text.
 */
function toSafeName(name: string): string {
  return /^[a-z][A-Za-z]{0,59}$/.test(name) ? name : "(a name that isn't a word)";
}

/** Returns the type of a value in the terms of the table. */
function nameType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'empty list' : `list of ${nameType(value[0])}`;
  const known = ['time', 'duration', 'long', 'text', 'number', 'flag'].find((type) => plainTypes[type]?.(value));
  return known ?? 'object';
}
