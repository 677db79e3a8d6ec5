import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { parseScenario, readScenario } from './readScenario.ts';
import { renderScenarioSchema } from './scenarioSchema.ts';

const docs = path.join(import.meta.dirname, '../../../docs');
const schemaFile = path.join(docs, 'scenario.schema.json');
const example = readFileSync(path.join(docs, 'scenario.example.json'), 'utf8');
const isValid = new Ajv({ strict: true, formats: { 'date-time': true } }).compile(renderScenarioSchema());

test('the schema file for editors matches the schema that is checked; UPDATE_MANUAL=1 rewrites it', () => {
  const schema = renderScenarioSchema();
  if (process.env['UPDATE_MANUAL'] === '1') writeFileSync(schemaFile, `${JSON.stringify(schema, undefined, 2)}\n`);
  assert.deepEqual(JSON.parse(readFileSync(schemaFile, 'utf8')), schema);
});

test('the example scenario is accepted by both the reader and the schema', () => {
  assert.ok(isValid(JSON.parse(example)), JSON.stringify(isValid.errors));
  const { accountName, pools, jobs } = parseScenario(example, 'example.json');
  assert.deepEqual([accountName, pools.length, jobs.length], ['contosorender', 1, 1]);
});

/**
 * A change to the example, the beginning of the expected message, and whether the schema makes editors report the
 * mistake, too.
 */
const mistakes: readonly (readonly [from: string, to: string, words: string, isInSchema: boolean])[] = [
  ['"pools": [\n', '"pools": [\n,', 'line 16, column 1: this is not JSON.', true],
  [
    '"location":',
    '"locaton":',
    'line 7, column 5, account.locaton: There is no such property. The closest match is location. Valid properties: name, location, properties.',
    true,
  ],
  ['"state": "unusable"', '"state": "sad"', 'nodes[1].state: The value must be one of idle, offline, unusable, ', true],
  ['"id": "render",\n', '', 'line 17, column 15, pools[0].body.id: It is missing.', true],
  [
    '"duration": "PT1H"',
    '"duration": "an hour"',
    'tasks[2].outcomes[0].duration: The value is not an ISO 8601 duration.',
    true,
  ],
  ['"wd/frame-1.log"', '"../frame-1.log"', 'The path "../frame-1.log" does not stay in its folder.', true],
  ['"wd/frame-1.log"', '""', 'outcomes[0].files: The path "" does not stay in its folder.', true],
  ['"wd/frame-1.log": "loading scene\\nout of memory\\n"', '"wd/frame-1.log": 3', 'The value is not a string.', true],
  [
    '"vmSize": "standard_d2s_v3"',
    '"vmSize": "huge"',
    'line 19, column 19, pools[0].body.vmSize: The specified VM size is not supported: this simulator',
    false,
  ],
  [
    '"name": "contosorender"',
    '"name": "Contoso-Render"',
    'account.name: It must have 3 to 24 lowercase letters and digits.',
    false,
  ],
  ['"version": 1', '"version": 2', 'version: This simulator reads scenario versions from 1 to 1.', false],
  ['"poolQuota": 5', '"poolQuota": -5', 'account.properties.poolQuota: The value is below 0.', false],
  [
    '"poolInfo": { "poolId": "render" } },\n      "tasks"',
    '"poolInfo": { "poolId": "rendr" } },\n      "tasks"',
    'jobs[0].body.poolInfo.poolId: There is no such pool here; the pools are render.',
    false,
  ],
  [
    '"node": 3',
    '"node": 4',
    'events[0].node: The pool has no such node here; its nodes are numbered from 0 to 3.',
    false,
  ],
  ['"node": 3', '"node": 2', 'events[0].node: Dedicated nodes are never preempted; a Spot node has', false],
  ['"state": "unusable"', '"state": "preempted"', 'nodes[1].state: Dedicated nodes are never preempted; a Spot', false],
  [
    ',\n        "startTask": { "commandLine": "bash setup.sh", "waitForSuccess": true }',
    '',
    'nodes[2].state: The pool has no start task.',
    false,
  ],
  ['"PT30M"', '"P100000Y"', 'jobs[0].tasks[0].endedAgo: It must be at most a hundred years ago.', false],
  [
    '"frames", "poolInfo": { "poolId": "render" } },',
    '"frames", "poolInfo": { "poolId": "render" } }, "state": "completed",',
    'jobs[0].tasks[2].state: All tasks in a completed job must be completed.',
    false,
  ],
  [
    '"outcomes": [{ "duration": "PT1H"',
    '"node": 0, "outcomes": [{ "duration": "PT1H"',
    'jobs[0].tasks[2].node: Only a completed task can have it.',
    false,
  ],
  ['[{ "duration": "PT1H", "exitCode": 0 }]', '[]', 'jobs[0].tasks[2].outcomes: It must have at least one run.', false],
  ['[{ "duration": "PT2M", "stdout": "done\\n" }]', '[]', 'rules[0].outcomes: It must have at least one run.', false],
  ['"id": "frame-2"', '"id": "FRAME-1"', 'jobs[0].tasks[1].body.id: Another one already has this ID.', false],
  [
    '"operation": "Task_List"',
    '"operation": "Tasks_List"',
    'faults[0].operation: There is no such operation; the closest',
    false,
  ],
  ['"category": "UserError"', '"category": "MyError"', 'The value must be one of UserError, ServerError.', true],
];
for (const [from, to, words, isInSchema] of mistakes) {
  test(`for an invalid scenario, the position and the expected value are reported: ${JSON.stringify(to)}`, () => {
    assert.ok(example.includes(from));
    const text = example.replace(from, () => to);
    assert.throws(
      () => parseScenario(text, 'f.json'),
      ({ message }: Error) => {
        assert.ok(message.startsWith('f.json, line ') && message.includes(words), message);
        return true;
      },
    );
    if (!words.endsWith('not JSON.')) assert.equal(isValid(JSON.parse(text)), !isInSchema);
  });
}

test('a missing file is named', async () => {
  await assert.rejects(readScenario('no/such/world.json'), /no\/such\/world\.json cannot be read \(ENOENT\)/);
});
