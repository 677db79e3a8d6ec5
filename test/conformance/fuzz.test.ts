import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { operations } from '../../src/simulator/operations.ts';
import { findModels } from '../../src/simulator/schema/findModels.ts';
import { runs } from '../builders/nightly.ts';
import { type Held, startHeld } from './heldSimulator.ts';
import { newVersion, oldVersion, poolBody } from './rawClient.ts';

let held: Held;
let nodeId = '';

before(async () => {
  held = await startHeld();
  await held.client.send('POST /pools', { body: poolBody('p', 1) });
  await held.client.send('POST /jobs', { body: { id: 'j', poolInfo: { poolId: 'p' }, usesTaskDependencies: true } });
  await held.client.send('POST /jobs/j/tasks', { body: { id: 't', commandLine: 'work' } });
  await held.clock.advance(10_000);
  nodeId = String((await held.client.send('GET /pools/p/nodes')).body.value?.[0]?.['id']);
});

after(() => held.simulator.close());

const strange = fc.oneof(
  fc.constantFrom('', ' ', '..', "o'hara", '$(reboot)', '-oProxyCommand', '\u202e', '%', 'ä', '{}', 'constructor'),
  fc.string({ maxLength: 20 }),
);

/** Generates a name for a path segment, usually an existing one. */
function nameFor(variable: string): fc.Arbitrary<string> {
  const known: Readonly<Record<string, string>> = { poolId: 'p', jobId: 'j', taskId: 't', filePath: 'stdout.txt' };
  const name = variable === 'nodeId' ? nodeId : (known[variable] ?? 'x');
  return fc.oneof({ weight: 4, arbitrary: fc.constant(name) }, { weight: 1, arbitrary: strange });
}

function pathOf(template: string): fc.Arbitrary<string> {
  const parts = template.split(/\{(\w+)\}/);
  const filled = parts.map((part, index) =>
    index % 2 === 0 ? fc.constant(part) : nameFor(part).map(encodeURIComponent),
  );
  return fc.tuple(...filled).map((texts) => texts.join(''));
}

const anyValue = fc.oneof(
  fc.constantFrom(
    'p',
    'PT5M',
    '2026-11-20T00:00:00Z',
    'requeue',
    'terminatejob',
    'standard_d2s_v3',
    null,
    true,
    -1,
    0,
    2,
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Generates a body with the properties of a model, or similar ones. */
function bodyOf(model: string, version: typeof oldVersion | typeof newVersion, depth = 0): fc.Arbitrary<unknown> {
  const entries = [...(findModels(version).get(model) ?? [])].map(([name, property]) => {
    const isNested = property.kind === 'model' && depth < 3;
    const one = isNested ? bodyOf(property.model, version, depth + 1) : fc.oneof(anyValue, choiceOf(property.values));
    const value = property.isArray ? fc.array(one, { maxLength: 2 }) : one;
    return [name, property.isRequired ? value : fc.option(value, { nil: undefined, freq: 1 })] as const;
  });
  return fc.record(Object.fromEntries(entries));
}

function choiceOf(values: readonly string[]): fc.Arbitrary<unknown> {
  return values.length > 0 ? fc.constantFrom(...values) : strange;
}

const query = fc.dictionary(
  fc.constantFrom('$filter', '$select', '$expand', 'maxresults', 'timeout', 'recursive', '$skiptoken', 'starttime'),
  fc.oneof(fc.constantFrom("id eq 'x'", 'id', 'stats', '5', 'true', "state eq 'active'"), strange),
  { maxKeys: 2 },
);

for (const version of [oldVersion, newVersion] as const) {
  test(`every request to ${version} gets a valid answer, and never makes the simulator fail`, async () => {
    const requests = operations
      .filter(({ versions }) => versions.some((known) => known === version))
      .map((operation) =>
        fc.record({
          what: pathOf(operation.path).map((path) => `${operation.verb} ${path}`),
          body: operation.body === undefined ? fc.constant(undefined) : bodyOf(operation.body.model, version),
          query,
        }),
      );
    await fc.assert(
      fc.asyncProperty(fc.oneof(...requests), async (request) => {
        const { what, body, query: parameters } = request;
        const asked = { version, query: parameters, ...(body === undefined ? {} : { body }) };
        const reply = await held.client.send(what, asked);
        assert.notEqual(reply.body.code, 'InternalError', `${what}: ${reply.text}`);
        assert.ok(reply.status < 500 || reply.status === 501 || reply.status === 503, `${what}: ${reply.status}`);
        await held.clock.advance(100);
      }),
      { numRuns: runs(400) },
    );
  });
}

const nested = 200_000;
/** Valid JSON values without a meaning. */
const hostile: readonly string[] = [
  '['.repeat(nested) + ']'.repeat(nested),
  `${'{"a":'.repeat(nested / 2)}1${'}'.repeat(nested / 2)}`,
  `[${'[[]],'.repeat(nested / 2)}0]`,
  `"${'\\ud800'.repeat(1000)}"`,
  `"${'ä'.repeat(400_000)}"`,
  `"$a = ${'-'.repeat(7000)}1;"`,
  `"$a = 1${'+1'.repeat(4000)};"`,
  `"$a = 1${'[0]'.repeat(2600)};"`,
  `"$a = ${'('.repeat(4000)}1;"`,
  `"$a = ${'1?'.repeat(3000)}1;"`,
  '1e999',
  '-0',
  '"\\u0000"',
  '{"__proto__":{"constructor":1}}',
  '{"toString":null,"hasOwnProperty":[]}',
  '"P99999999999999999999D"',
  '"9999-99-99T99:99:99Z"',
];

/** Placeholder in a body for a value that JSON.stringify can't write. */
const place = '@hostile@';

/** Returns bodies of a model with the placeholder at each of its properties in turn. */
function bodiesWith(model: string, version: typeof oldVersion | typeof newVersion, depth = 0): readonly unknown[] {
  const properties = [...(findModels(version).get(model) ?? [])];
  return properties.flatMap(([name, property]) => {
    const isNested = property.kind === 'model' && depth < 2;
    const values = isNested ? [place, ...bodiesWith(property.model, version, depth + 1)] : [place];
    return values.map((value) => ({ [name]: property.isArray ? [value] : value }));
  });
}

for (const version of [oldVersion, newVersion] as const) {
  test(`no value in a body makes the simulator of ${version} fail`, async (context) => {
    const formula = { enableAutoScale: true, targetDedicatedNodes: undefined };
    const known: Readonly<Record<string, object>> = {
      PoolAddParameter: { ...poolBody('hostile'), ...formula },
      JobAddParameter: { id: 'hostile', poolInfo: { poolId: 'p' } },
      TaskAddParameter: { id: 'hostile', commandLine: 'work' },
      JobScheduleAddParameter: { id: 'hostile', schedule: {}, jobSpecification: { poolInfo: { poolId: 'p' } } },
      PoolEnableAutoScaleParameter: {},
    };
    const requests = operations.flatMap(({ verb, path, body, versions }) => {
      const isOfVersion = versions.some((one) => one === version);
      if (body === undefined || !isOfVersion) return [];
      const filled = path.replace('{poolId}', 'p').replace('{jobId}', 'j').replace('{taskId}', 't');
      const what = `${verb} ${filled.replace('{nodeId}', nodeId).replace(/\{\w+\}/g, 'x')}`;
      const bodies = [place, ...bodiesWith(body.model, version)];
      return bodies.map((one) => ({
        what,
        text: JSON.stringify(typeof one === 'string' ? one : { ...known[body.model], ...Object(one) }),
      }));
    });
    context.diagnostic(`${requests.length} places, ${hostile.length} values`);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...requests), fc.constantFrom(...hostile), async ({ what, text }, value) => {
        const asked = { version, text: text.replaceAll(`"${place}"`, () => value) };
        const reply = await held.client.send(what, asked);
        assert.ok(
          reply.status < 500 || reply.status === 501,
          `${what} ${text}: ${reply.status} ${reply.text.slice(0, 500)}`,
        );
        const read = await held.client.send('GET /pools', { version });
        assert.equal(read.status, 200, `${what} ${text}, then GET /pools`);
        await held.clock.advance(100);
      }),
      {
        numRuns: runs(500),
        includeErrorInReport: true,
        examples: [[{ what: 'POST /jobs', text: `{"id":"${place}","poolInfo":{"poolId":"p"}}` }, hostile[0] ?? '']],
      },
    );
  });
}

for (const [name, value] of [
  ['7,000 minus signs', `${'-'.repeat(7000)}1`],
  ['4,000 additions', `1${'+1'.repeat(4000)}`],
  ['2,000 alternatives', `0${'||0'.repeat(2000)}`],
] as const) {
  test(`a formula of ${name} is evaluated`, async () => {
    const autoScaleFormula = `$TargetDedicatedNodes = min(1, ${value});`;
    const { targetDedicatedNodes: _target, ...pool } = poolBody(`long-${value.length}`);
    const added = await held.client.send('POST /pools', { body: { ...pool, enableAutoScale: true, autoScaleFormula } });
    assert.equal(added.status, 201, added.text);
    await held.clock.advance(10_000);
    const reply = await held.client.send(`POST /pools/${pool.id}/evaluateautoscale`, { body: { autoScaleFormula } });
    assert.equal(reply.status, 200, reply.text);
    assert.match(String(reply.body['results']), /^\$TargetDedicatedNodes=[01];/);
  });
}
