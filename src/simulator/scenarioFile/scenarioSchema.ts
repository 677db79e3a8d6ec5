import { relativePath } from '../schema/checkBody.ts';
import type { PropertySchema } from '../schema/models.ts';
import { scenarioModels, scenarioSections } from './scenarioModels.ts';

type Schema = Readonly<Record<string, unknown>>;

const root = 'Scenario';
/** Durations that `parseDurationMs` accepts: at least one number, and one after a `T`. */
const durationPattern = '^P(?!$)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(?!$)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$';

/** Returns the JSON schema of scenarios, for editors: the rules in `scenarioModels`, and the meaning of each part. */
export function renderScenarioSchema(): Schema {
  const names = [...reach(root, new Set())].filter((name) => name !== root).sort();
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A world for the Batch simulator',
    ...toObjectSchema(root),
    definitions: Object.fromEntries(names.map((name) => [name, toObjectSchema(name)])),
  };
}

function reach(name: string, reached: Set<string>): ReadonlySet<string> {
  if (reached.has(name)) return reached;
  reached.add(name);
  for (const { kind, model } of scenarioModels.get(name)?.values() ?? []) {
    if (kind === 'model') reach(model, reached);
  }
  return reached;
}

function toObjectSchema(name: string): Schema {
  const properties = [...(scenarioModels.get(name) ?? [])];
  const required = properties.filter(([, { isRequired }]) => isRequired).map(([property]) => property);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(
      properties.map(([property, schema]) => {
        const meaning = scenarioSections[name]?.[property]?.meaning;
        return [property, { ...(meaning === undefined ? {} : { description: meaning }), ...toPropertySchema(schema) }];
      }),
    ),
  };
}

function toPropertySchema(property: PropertySchema): Schema {
  const { isArray, ...single } = property;
  return isArray ? { type: 'array', items: toValueSchema(single) } : toValueSchema(single);
}

function toValueSchema({ kind, values, model }: Omit<PropertySchema, 'isArray'>): Schema {
  switch (kind) {
    case 'model':
      // Draft 07 ignores everything next to a reference.
      return { allOf: [{ $ref: `#/definitions/${model}` }] };
    case 'enum':
      return { enum: values };
    case 'bool':
      return { type: 'boolean' };
    case 'int':
      return { type: 'integer' };
    case 'number':
      return { type: 'number' };
    case 'any':
      return {};
    case 'date':
      return { type: 'string', format: 'date-time' };
    case 'duration':
      return { type: 'string', pattern: durationPattern };
    case 'object':
      return { type: 'object' };
    case 'texts':
      return { type: 'object', additionalProperties: { type: 'string' } };
    case 'files':
      return {
        type: 'object',
        propertyNames: { pattern: relativePath.source },
        additionalProperties: { type: 'string' },
      };
    case 'string':
      return { type: 'string' };
  }
}
