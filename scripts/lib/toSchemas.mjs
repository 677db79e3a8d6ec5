import { snippets } from './definitionSnippets.mjs';

/*
 * Schemas that complete and explain definitions but never report anything, which is the checker's task. They have no
 * `required`, `additionalProperties: false`, or ranges, and use `type`, `enum`, and `pattern` only next to an
 * alternative that accepts anything, since VS Code marks every violation.
 */

const draft = 'http://json-schema.org/draft-07/schema#';

/** Address at which a file with another name finds its schema. */
const address = (name) => `azurebatch:/schemas/${name}.json`;

const names = ['pool', 'job', 'task', 'tasks', 'jobschedule', 'template'];

const common = 'batch.json';
const ref = (name) => ({ $ref: `${common}#/definitions/${name}` });

/** Returns the schemas by file name; `batch` contains the objects that the others reference. */
export function toSchemas({ table }) {
  const definitions = Object.fromEntries(
    Object.entries(table).map(([name, properties]) => [
      name,
      { properties: mapValues(properties, (property) => toSchema(property)) },
    ]),
  );
  const { job, pool, ...besides } = mapValues(table.Template, (property) => toSchema(property, common));
  const templateOf = (part) => ({ properties: { ...part, ...besides } });
  const roots = {
    pool: [ref('Pool'), templateOf({ pool })],
    job: [ref('Job'), templateOf({ job })],
    task: [ref('Task')],
    tasks: [ref('TaskList'), { items: ref('Task') }],
    jobschedule: [ref('JobSchedule')],
    template: [templateOf({ job, pool })],
  };
  return {
    batch: { $schema: draft, definitions },
    ...Object.fromEntries(names.map((name) => [name, toRoot(roots[name], snippets[name])])),
  };
}

function toRoot(parts, snippets) {
  return {
    $schema: draft,
    properties: {
      $schema: {
        markdownDescription:
          "What the file defines, if it isn't named `*.pool.json` or similar. It's removed when you submit the file from VS Code.",
        examples: names.map(address),
      },
    },
    allOf: parts,
    ...(snippets.length > 0 && { defaultSnippets: snippets }),
  };
}

/**
 * Returns the schema of a property. The objects that it references are in `file`, or in the same file if that is empty.
 */
function toSchema(property, file = '') {
  const markdownDescription = describe(property);
  const value = toValue(property, file);
  return { markdownDescription, ...(property.isList ? { items: value } : value) };
}

/** Returns the schema of a value: suggestions, and for objects a reference. */
function toValue({ kind, of, values, default: usual, example }, file) {
  switch (kind) {
    case 'object':
      return { $ref: `${file}#/definitions/${of}` };
    case 'map':
      return of === undefined ? {} : { additionalProperties: { $ref: `${file}#/definitions/${of}` } };
    case 'choice':
      return suggest(Object.keys(values), Object.values(values));
    case 'boolean':
      return suggest(usual === true ? [true, false] : [false, true]);
    default: {
      const examples = [example, usual].filter((value, at, all) => value !== undefined && all.indexOf(value) === at);
      return examples.length > 0 ? { examples: examples.slice(0, 1) } : textual(kind);
    }
  }
}

/** Suggests values without excluding others. */
function suggest(values, meanings) {
  return { anyOf: [{ enum: values, ...(meanings && { markdownEnumDescriptions: meanings }) }, {}] };
}

/** Returns a snippet with the quotes of a text, for properties without an example. */
function textual(kind) {
  const isText = ['text', 'id', 'secret', 'commandLine', 'time', 'duration'].includes(kind);
  return isText ? { defaultSnippets: [{ label: '""', body: '$1' }] } : {};
}

/** Describes a property: its sentence, its facts, and where it doesn't apply. */
function describe(property) {
  const { about, since, until, os, isExtension } = property;
  const where = [
    since !== undefined && `Available in API version ${since} and later.`,
    until !== undefined && `Not available in API version 2025-06-01: the last version that has it is ${until}.`,
    os !== undefined && `Affects ${os} nodes only.`,
    isExtension &&
      'Supported only by the Azure Batch CLI extensions (`az batch … create --template`); the service rejects it.',
  ].filter(Boolean);
  return [about, listFacts(property).join(' · '), where.join(' ')].filter((part) => part !== '').join('\n\n');
}

function listFacts({ kind, isList, required, default: usual, example, from, to, orUnlimited, chars, items }) {
  const code = (value) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
  return [
    required && 'Required',
    usual !== undefined && `Default: ${code(usual)}`,
    kind === 'id' && 'Letters, digits, hyphens, and underscores, at most 64',
    describeRange(from, to, orUnlimited, code),
    chars !== undefined && `At most ${chars} characters`,
    items !== undefined && `At most ${items} items`,
    example !== undefined && `Example: ${code(isList ? [example] : example)}`,
  ].filter(Boolean);
}

function describeRange(from, to, orUnlimited, code) {
  if (from === undefined) return undefined;
  const range = to === undefined ? `At least ${code(from)}` : `From ${code(from)} to ${code(to)}`;
  return orUnlimited ? `${range}, or ${code(-1)} for no limit` : range;
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
}
