import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { operations } from '../../src/simulator/operations.ts';
import { findModels } from '../../src/simulator/schema/findModels.ts';
import { type Held, newVersion, oldVersion, poolBody, startHeld } from './rawClient.ts';

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

/** A name for a place in a path: mostly one that exists. */
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

/** A body that has the properties of a model, or nearly. */
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
  test(`whatever is sent to ${version}, the answer is the service's, not a failure of the simulator`, async () => {
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
      { numRuns: 400 },
    );
  });
}
