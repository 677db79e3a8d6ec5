/** Schema of one property of a request body. */
export interface PropertySchema {
  readonly kind:
    | 'string'
    | 'int'
    | 'number'
    | 'bool'
    | 'date'
    | 'duration'
    | 'object'
    | 'texts'
    | 'files'
    | 'any'
    | 'enum'
    | 'model';
  /** The values of an `enum`, in the service's spelling. */
  readonly values: readonly string[];
  readonly model: string;
  readonly isArray: boolean;
  readonly isRequired: boolean;
}

type ModelSchema = ReadonlyMap<string, PropertySchema>;
export type Models = ReadonlyMap<string, ModelSchema>;

const plainKinds = ['string', 'int', 'number', 'bool', 'date', 'duration', 'object', 'texts', 'files', 'any'] as const;

/**
 * Parses tables of models: `Name: property=type property=type`, continued on indented lines. A type is a plain kind,
 * the name of another model, or the values of an enum with `|` between or after them; `[]` makes it an array, and `!`
 * at the end makes it required.
 */
export function parseModels(...tables: readonly string[]): Models {
  const models = new Map<string, ModelSchema>();
  const lines = tables.join('\n').replaceAll(/\n +/g, ' ').split('\n');
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) models.set(line.slice(0, colon), parseModel(line.slice(colon + 1)));
  }
  return models;
}

/** Returns a line of a table for `parseModels`, from a table with more than the type of each property. */
export function toModelLine(name: string, properties: Readonly<Record<string, { readonly type: string }>>): string {
  return `${name}: ${Object.entries(properties)
    .map(([property, { type }]) => `${property}=${type}`)
    .join(' ')}`;
}

function parseModel(text: string): ModelSchema {
  const properties = new Map<string, PropertySchema>();
  for (const item of text.split(/\s+/).filter((part) => part !== '')) {
    const [name = '', type = ''] = item.split('=');
    properties.set(name, parseType(type));
  }
  return properties;
}

function parseType(text: string): PropertySchema {
  const isRequired = text.endsWith('!');
  const unmarked = isRequired ? text.slice(0, -1) : text;
  const isArray = unmarked.endsWith('[]');
  const name = isArray ? unmarked.slice(0, -2) : unmarked;
  const values = name.includes('|') ? name.split('|').filter((value) => value !== '') : [];
  const plain = plainKinds.find((kind) => kind === name);
  return { kind: plain ?? (values.length > 0 ? 'enum' : 'model'), values, model: name, isArray, isRequired };
}
