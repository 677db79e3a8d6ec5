import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lines2022 } from '../../../src/core/answers/lines2022.ts';
import { lines2025 } from '../../../src/core/answers/lines2025.ts';
import { newShapeModels, oldShapeModels, sharedShapeModels } from '../../../src/core/answers/models.ts';
import {
  listShapeDifferences,
  parseLines,
  parseShapeModels,
  type ShapeLine,
  type ShapeModels,
} from '../../../src/core/answers/shapes.ts';
import { type Driven, driveOperations } from '../driveOperations.ts';
import { newVersion, oldVersion } from '../rawClient.ts';
import { recordedFiles } from './sources.ts';

const lines = [...parseLines(lines2022), ...parseLines(lines2025)];

const models: Readonly<Record<string, ShapeModels>> = {
  [oldVersion]: parseShapeModels(sharedShapeModels, oldShapeModels),
  [newVersion]: parseShapeModels(sharedShapeModels, newShapeModels),
};

/** Headers of all answers and of the connection. */
const commonHeaders: readonly string[] = [
  'connection',
  'dataserviceversion',
  'date',
  'keep-alive',
  'request-id',
  'server',
  'strict-transport-security',
  'x-content-type-options',
];

const contentTypes: Readonly<Record<string, string>> = {
  json: 'application/json;odata=minimalmetadata',
  text: 'text/plain',
};

/** Lists the headers of an answer that differ from its line. */
function listHeaderFaults(line: ShapeLine, { url, reply }: Driven): readonly string[] {
  const isHead = /Exists$|_GetProperties/.test(line.operation);
  const expected = new Set(line.headers.map((name) => (contentTypes[name] === undefined ? name : 'content-type')));
  // Without a length, the body is chunked; Node.js omits that header without a body.
  if (!expected.has('content-length') && !isHead) expected.add('transfer-encoding');
  const names = Object.keys(reply.headers).filter((name) => !commonHeaders.includes(name));
  const contentType = line.headers.map((name) => contentTypes[name]).find((type) => type !== undefined);
  const location = reply.headers['location'];
  const named = reply.headers['dataserviceid'];
  return [
    ...[...expected].filter((name) => !name.endsWith('?') && !names.includes(name)).map((name) => `no ${name}`),
    ...names.filter((name) => !expected.has(name) && !expected.has(`${name}?`)).map((name) => `${name} is sent`),
    ...(reply.headers['content-type'] === contentType ? [] : [`content-type ${reply.headers['content-type']}`]),
    ...(named === undefined || named === (location ?? url) ? [] : [`dataserviceid is ${String(named)}`]),
  ];
}

function listBodyFaults(line: ShapeLine, { reply }: Driven, seen: Set<string>): readonly string[] {
  const { metadata, model } = line;
  if (metadata === undefined || model === undefined) return [];
  const { 'odata.metadata': told, 'odata.nextLink': _next, ...body } = reply.body;
  const known = models[line.version] ?? new Map();
  const faults = model.endsWith('[]')
    ? [
        ...Object.keys(body).filter((name) => name !== 'value'),
        ...listShapeDifferences({ models: known, seen }, model, body['value']),
      ]
    : listShapeDifferences({ models: known, seen }, model, body);
  return told?.endsWith(`/$metadata#${metadata}`) === true ? faults : [...faults, `odata.metadata is ${told}`];
}

for (const version of [oldVersion, newVersion]) {
  test(`answers of ${version} match the table exactly`, async (context) => {
    const ofVersion = new Map(lines.filter((line) => line.version === version).map((line) => [line.operation, line]));
    const seen = new Set<string>();
    const faults = new Set<string>();
    const driven = await driveOperations(version);
    for (const one of driven) {
      const line = ofVersion.get(one.operation);
      const wrong =
        line === undefined
          ? ['is not in the table']
          : [
              ...(one.reply.status === line.status ? [] : [`status ${one.reply.status}`]),
              ...listHeaderFaults(line, one),
              ...listBodyFaults(line, one, seen),
            ];
      for (const fault of wrong) faults.add(`${one.operation}: ${fault}`);
    }
    assert.deepEqual([...faults], []);
    const answered = new Set(driven.map(({ operation }) => operation));
    assert.deepEqual(
      [...ofVersion.keys()].filter((operation) => !answered.has(operation)),
      [],
    );
    const counted = Object.entries(Object.groupBy(ofVersion.values(), ({ evidence }) => evidence));
    context.diagnostic(counted.map(([evidence, some]) => `${some?.length} ${evidence}`).join(', '));
    context.diagnostic(`${seen.size} properties seen`);
  });
}

test('each operation and version has one line, and each recorded one names its file', () => {
  const keys = lines.map(({ operation, version }) => `${operation} ${version}`);
  assert.deepEqual(keys, [...new Set(keys)]);
  const named = new Set(lines.flatMap(({ source }) => (source === undefined ? [] : [source])));
  assert.deepEqual(
    [...named].filter((source) => recordedFiles[source] === undefined),
    [],
  );
  assert.deepEqual(
    Object.keys(recordedFiles).filter((source) => !named.has(source)),
    [],
  );
  for (const { commit, path } of Object.values(recordedFiles))
    assert.match(`${commit} ${path}`, /^[0-9a-f]{40} \S+\.json$/);
});
