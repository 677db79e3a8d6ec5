import assert from 'node:assert/strict';

/** How it is known what an answer looks like. */
type Evidence = 'recorded' | 'documented' | 'inferred';

/** What the service answers a request of an operation that succeeds with. */
export interface ShapeLine {
  readonly operation: string;
  readonly version: string;
  readonly evidence: Evidence;
  /** Key of the file it was recorded in. */
  readonly source: string | undefined;
  readonly status: number;
  /** Those that not all answers have. */
  readonly headers: readonly string[];
  /** After `$metadata#`; absent where there is no JSON. */
  readonly metadata: string | undefined;
  /** Of the body; of each item of a list when it ends in `[]`. */
  readonly model: string | undefined;
}

/** A property: `name=type`, or `name?=type` where it may be left out. */
interface Property {
  readonly type: string;
  readonly isOptional: boolean;
}

export type ShapeModels = ReadonlyMap<string, ReadonlyMap<string, Property>>;

const evidences: readonly string[] = ['recorded', 'documented', 'inferred'] satisfies readonly Evidence[];

/**
 * Reads lines `operation | version | evidence source | status headers | metadata model`. Throws where one is not that.
 */
export function parseLines(text: string): readonly ShapeLine[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [operation = '', version = '', known = '', answer = '', body = ''] = line
        .split('|')
        .map((one) => one.trim());
      const [evidence = '', source] = known.split(' ');
      const [status, ...headers] = answer.split(' ');
      const [metadata, model] = body === '' ? [] : body.split(' ');
      assert.ok(evidences.includes(evidence) && Number(status) > 0, `no line of the table: ${line}`);
      assert.equal(
        evidence === 'recorded',
        source !== undefined,
        `what is recorded has a source, and only that: ${line}`,
      );
      return {
        operation,
        version,
        evidence: evidence as Evidence,
        source,
        status: Number(status),
        headers,
        metadata,
        model,
      };
    });
}

/** Reads `Model: property=type …`, continued on indented lines. */
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
      models.set(name, new Map(properties));
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

/** What of a value is not as a type says, and where; `seen` gets each property there is, as `Model.property`. */
export function listShapeFaults(
  models: ShapeModels,
  type: string,
  value: unknown,
  path: string,
  seen: Set<string>,
): readonly string[] {
  if (type.endsWith('[]')) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((item, index) => listShapeFaults(models, type.slice(0, -2), item, `${path}[${index}]`, seen));
  }
  const isPlain = plainTypes[type];
  if (isPlain !== undefined) return isPlain(value) ? [] : [`${path} is no ${type}: ${JSON.stringify(value)}`];
  const model = models.get(type);
  if (model === undefined) return [`${path}: there is no model ${type}`];
  if (typeof value !== 'object' || value === null) return [`${path} is no ${type}`];
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  const names = new Set(entries.map(([name]) => name));
  const missing = [...model]
    .filter(([name, { isOptional }]) => !isOptional && !names.has(name))
    .map(([name]) => `${path}.${name} is missing`);
  const wrong = entries.flatMap(([name, item]) => {
    seen.add(`${type}.${name}`);
    const property = model.get(name);
    return property === undefined
      ? [`${path}.${name} is not one of ${type}`]
      : listShapeFaults(models, property.type, item, `${path}.${name}`, seen);
  });
  return [...missing, ...wrong];
}
