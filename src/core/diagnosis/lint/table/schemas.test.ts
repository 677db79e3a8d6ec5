import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import jsonLanguage, { type MarkupContent, type TextDocument } from 'vscode-json-languageservice';
import { runs } from '../../../../../test/builders/nightly.ts';
import { root } from '../../../../../test/workbench/places.ts';
import { findModels } from '../../../../simulator/schema/findModels.ts';
import { lintDefinition } from '../../lintDefinition.ts';

// The module is CommonJS, and Node does not see all of its exports.
const { getLanguageService, TextDocument: documents } = jsonLanguage;
const folder = path.join(root, 'schemas');

interface Manifest {
  readonly contributes: {
    readonly jsonValidation: readonly { readonly fileMatch: string | string[]; readonly url: string }[];
    readonly languages: readonly { readonly id: string; readonly filenamePatterns?: readonly string[] }[];
  };
}
const { contributes }: Manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** VS Code's own JSON service, configured for the schemas of the manifest as in VS Code's extension. */
const service = getLanguageService({
  schemaRequestService: async (uri) => readFileSync(path.join(folder, path.basename(new URL(uri).pathname)), 'utf8'),
  workspaceContext: { resolveRelativePath: (relative, base) => new URL(relative, base).href },
  clientCapabilities: { textDocument: { completion: { completionItem: { documentationFormat: ['markdown'] } } } },
});
service.configure({
  validate: true,
  allowComments: true,
  schemas: [
    ...contributes.jsonValidation.map(({ fileMatch, url }) => ({
      fileMatch: [fileMatch].flat(),
      uri: new URL(url, 'azurebatch:/').href,
    })),
    { uri: 'azurebatch:/schemas/template.json', fileMatch: ['*.template.json'] },
  ],
});

const names = ['pool', 'job', 'task', 'tasks', 'jobschedule', 'template'] as const;
type Name = (typeof names)[number];

function open(name: Name, text: string): TextDocument {
  return documents.create(`file:///work/a.${name}.json`, 'jsonc', 1, text);
}

async function listReports(name: Name, text: string): Promise<readonly string[]> {
  const document = open(name, text);
  const reports = await service.doValidation(document, service.parseJSONDocument(document));
  return reports.map(({ message }) => textOf(message));
}

const textOf = (documentation: string | MarkupContent | undefined): string =>
  typeof documentation === 'object' ? documentation.value : (documentation ?? '');

/** Returns the suggestions at the `|` of a text. */
async function complete(name: Name, marked: string) {
  const at = marked.indexOf('|');
  const document = open(name, marked.slice(0, at) + marked.slice(at + 1));
  const list = await service.doComplete(document, document.positionAt(at), service.parseJSONDocument(document));
  return list?.items ?? [];
}

async function hover(name: Name, text: string, word: string): Promise<string> {
  const document = open(name, text);
  const position = document.positionAt(text.indexOf(word) + 1);
  const found = await service.doHover(document, position, service.parseJSONDocument(document));
  return JSON.stringify(found?.contents ?? '');
}

test('schemas contain nothing that makes VS Code mark a file', () => {
  const harmless = new Set(
    (
      '$schema $ref definitions properties items additionalProperties allOf anyOf enum markdownEnumDescriptions ' +
      'markdownDescription examples defaultSnippets'
    ).split(' '),
  );
  const look = (schema: Readonly<Record<string, unknown>>, place: string): void => {
    for (const [key, value] of Object.entries(schema)) {
      assert.ok(harmless.has(key), `${place}: ${key}`);
      if (key === 'definitions' || key === 'properties')
        for (const [name, inner] of Object.entries(value as object)) look(inner, `${place}.${name}`);
      if (key === 'items' || key === 'additionalProperties') look(value as Record<string, unknown>, `${place}.${key}`);
      if (key === 'allOf') for (const inner of value as Record<string, unknown>[]) look(inner, place);
      // One alternative accepts everything.
      if (key === 'anyOf') assert.deepEqual((value as unknown[]).at(-1), {}, place);
      if (key === 'enum') assert.fail(`${place} refuses other values`);
    }
  };
  for (const file of readdirSync(folder)) look(JSON.parse(readFileSync(path.join(folder, file), 'utf8')), file);
});

const samples = path.join(root, 'media/sample/definitions');
const sound = readdirSync(samples).map((file) => readFileSync(path.join(samples, file), 'utf8'));
const odd = [
  ...[
    'null',
    '7',
    '"x"',
    'true',
    '[]',
    '{}',
    '[[]]',
    '[7, "x"]',
    '{ "id": 7, "vmSize": [], "unknown": { "a": null } }',
  ],
  '{ "id": "t", "commandLine": 7, "constraints": "x", "requiredSlots": -5, "resourceFiles": {}, "exitConditions": [] }',
  '{ "onAllTasksComplete": "whatever", "poolInfo": [], "priority": 100000, "jobManagerTask": { "commandLine": [] } }',
  '{ "networkConfiguration": { "endpointConfiguration": { "inboundNATPools": [{ "protocol": 7, "backendPort": "x" }] } } }',
  '{ "parameters": { "a": 7, "b": { "type": "money" } }, "job": [], "pool": "x", "value": {} }',
  '{ "enableAutoScale": "yes", "virtualMachineConfiguration": null, "startTask": true, "userAccounts": [[]] }',
  '{ "$schema": 7 }',
  '{ "$schema": "azurebatch:/schemas/pool.json", // why\n "id": "x", }',
];

for (const name of names)
  test(`the schema ${name}.json reports no problem in any file`, async () => {
    for (const text of [...sound, ...odd])
      assert.deepEqual(await listReports(name, text.replace(/,(\s*[}\]])/g, '$1')), [], text);
    const words = [
      'id',
      'poolInfo',
      'commandLine',
      'vmSize',
      'startTask',
      'schedule',
      'taskFactory',
      'type',
      'value',
      'constraints',
    ];
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown>('x', '', 7, -1, null, true, 'terminatejob', 'PT1M'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...words), tie('value'), { maxKeys: 5 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(fc.oneof(value, fc.jsonValue()), async (document) => {
        assert.deepEqual(await listReports(name, JSON.stringify(document)), []);
      }),
      { numRuns: runs(200) },
    );
  });

/**
 * Lists the places of all objects that a definition of `model` can have: property names, and [] for an item of a list.
 */
function listPlaces(model: string): ReadonlyMap<string, readonly string[]> {
  const models = findModels('2025-06-01');
  const found = new Map<string, readonly string[]>([[model, []]]);
  for (const [name, place] of found)
    for (const [property, { kind, model: inner, isArray }] of models.get(name) ?? [])
      if (kind === 'model' && !found.has(inner)) found.set(inner, [...place, property, ...(isArray ? ['[]'] : [])]);
  return found;
}

/** Returns JSON with an object at a place, whose content is `inner`. */
function nest(place: readonly string[], inner: string): string {
  return place.reduceRight((text, part) => (part === '[]' ? `[${text}]` : `{ "${part}": ${text} }`), inner);
}

const createdBy = {
  pool: 'PoolAddParameter',
  job: 'JobAddParameter',
  task: 'TaskAddParameter',
  jobschedule: 'JobScheduleAddParameter',
} as const;

for (const [name, model] of Object.entries(createdBy) as [keyof typeof createdBy, string][])
  test(`every property of version 2025-06-01 below a ${name} has completion and a description`, async () => {
    const models = findModels('2025-06-01');
    let count = 0;
    for (const [object, place] of listPlaces(model)) {
      const items = await complete(name, nest(place, '{ | }'));
      for (const property of models.get(object)?.keys() ?? []) {
        const where = `${place.join('.')}.${property}`;
        const item = items.find(({ label }) => label === property);
        assert.ok(item, where);
        const documentation = textOf(item.documentation);
        assert.match(documentation, /^[A-Z`][^\n]{10,}\./, where);
        const shown = await hover(name, nest(place, `{ "${property}": null }`), `"${property}"`);
        assert.ok(shown.includes(JSON.stringify(documentation).slice(1, 60)), `${where}: ${shown}`);
        count += 1;
      }
    }
    assert.ok(count > 60, `${count} properties`);
  });

test('a list of tasks has completion, alone and as a collection', async () => {
  for (const text of ['[{ "id": "a" }, { | }]', '{ "value": [{ | }] }'])
    assert.ok((await complete('tasks', text)).some(({ label }) => label === 'commandLine'));
});

test('properties that only the Azure Batch CLI extensions know also have completion', async () => {
  const labels = async (name: Name, text: string) => (await complete(name, text)).map(({ label }) => label);
  assert.ok((await labels('job', '{ | }')).includes('taskFactory'));
  assert.ok((await labels('job', '{ "taskFactory": { | } }')).includes('parameterSets'));
  assert.ok((await labels('job', '{ "taskFactory": { "repeatTask": { | } } }')).includes('commandLine'));
  assert.ok((await labels('job', '{ "taskFactory": { "tasks": [{ | }] } }')).includes('dependsOn'));
  assert.ok((await labels('job', '{ "job": { "properties": { | } } }')).includes('poolInfo'));
  assert.ok((await labels('pool', '{ "pool": { "properties": { | } } }')).includes('vmSize'));
  assert.ok((await labels('template', '{ "parameters": { "nodes": { | } } }')).includes('defaultValue'));
  assert.deepEqual((await labels('job', '{ "taskFactory": { "type": | } }')).sort(), [
    '"parametricSweep"',
    '"taskCollection"',
    '"taskPerFile"',
  ]);
});

test('values are suggested with their meaning, and any other value is allowed', async () => {
  const items = await complete('job', '{ "onAllTasksComplete": | }');
  assert.deepEqual(
    items.map(({ label, documentation }) => `${label} ${textOf(documentation)}`),
    ['"noaction" The job stays active.', '"terminatejob" The job ends. If it has no tasks yet, it ends immediately.'],
  );
  assert.deepEqual(
    (await complete('pool', '{ "enableAutoScale": | }')).map(({ label }) => label),
    ['false', 'true'],
  );
  assert.match(
    await hover('job', '{ "onAllTasksComplete": "terminatejob" }', '"terminatejob"'),
    /If it has no tasks yet, it ends immediately/,
  );
});

test('a description has the default, the limits, an example, and the versions without the property', async () => {
  const documentation = async (name: Name, text: string, label: string) =>
    textOf((await complete(name, text)).find((item) => item.label === label)?.documentation);
  assert.equal(
    await documentation('pool', '{ | }', 'resizeTimeout'),
    'How long Batch tries to allocate nodes before the resize ends with an error. It has no effect with autoscale.\n\n' +
      'Default: `PT15M` · At least `PT5M` · Example: `PT30M`',
  );
  assert.match(
    await documentation('pool', '{ | }', 'upgradePolicy'),
    /Available in API version 2024-02-01\.19\.0 and later\.$/,
  );
  assert.match(
    await documentation('pool', '{ | }', 'certificateReferences'),
    /Not available in API version 2025-06-01: the last version that has it is 2024-07-01\.20\.0\.$/,
  );
  assert.match(
    await documentation('pool', '{ "virtualMachineConfiguration": { | } }', 'windowsConfiguration'),
    /Affects Windows nodes only\.$/,
  );
  assert.match(await documentation('job', '{ | }', 'maxParallelTasks'), /At least `1`, or `-1` for no limit/);
});

/** Returns a snippet as VS Code inserts it with the default texts. */
function fillIn(snippet: string): string {
  return snippet.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\\([$}\\])/g, '$1');
}

test('an empty file is offered complete definitions, in which the checks find nothing', async () => {
  const offered: string[] = [];
  for (const name of names)
    for (const { label, insertText, documentation } of await complete(name, '|')) {
      if (insertText === undefined || label === '{}' || label === '[]') continue;
      offered.push(label);
      assert.notEqual(textOf(documentation), '', label);
      const text = fillIn(insertText);
      assert.doesNotThrow(() => JSON.parse(text), text);
      const findings = lintDefinition(text).filter(({ code }) => code !== 'extension-only');
      assert.deepEqual(findings, [], text);
      assert.deepEqual(await listReports(name, text), []);
    }
  assert.equal(offered.length, 11);
});

test('a file with another name gets completion from the schema that it names', async () => {
  const text = '{ "$schema": "azurebatch:/schemas/pool.json", "vm": 1 }';
  const document = documents.create('file:///work/other.json', 'json', 1, text);
  const at = document.positionAt(text.indexOf('vm') + 2);
  const list = await service.doComplete(document, at, service.parseJSONDocument(document));
  assert.ok(list?.items.some(({ label }) => label === 'vmSize'));
});

test('comments are allowed in all files with a schema, and these files exist', () => {
  const patterns = contributes.languages.find(({ id }) => id === 'jsonc')?.filenamePatterns;
  assert.deepEqual(
    [...(patterns ?? [])].sort(),
    contributes.jsonValidation.flatMap(({ fileMatch }) => fileMatch).sort(),
  );
  for (const { url } of contributes.jsonValidation) assert.ok(existsSync(path.join(root, url)), url);
});
