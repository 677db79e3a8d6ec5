import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { readScenario } from '../../src/simulator/scenarioFile/readScenario.ts';
import { root } from '../workbench/places.ts';
import { startHeld } from './heldSimulator.ts';
import { newVersion, oldVersion, type RawBody } from './rawClient.ts';

const secondMs = 1000;

interface Seen extends RawBody {
  readonly id: string;
  readonly state: string;
  readonly startTaskInfo?: { readonly exitCode: number };
  readonly executionInfo?: { readonly exitCode?: number; readonly failureInfo?: { readonly code: string } };
}

for (const version of [oldVersion, newVersion]) {
  test(`the example file is served as described, in ${version}`, async (context) => {
    const scenario = await readScenario(path.join(root, 'docs/scenario.example.json'));
    const { client, clock, simulator } = await startHeld(scenario);
    context.after(() => simulator.close());
    const get = async (what: string): Promise<Seen> => {
      const reply = await client.send(`GET ${what}`, { version });
      assert.equal(reply.status, 200, reply.text);
      return reply.body as Seen;
    };
    const findNode = async (wanted: string): Promise<Seen | undefined> => {
      const nodes = ((await get('/pools/render/nodes')).value ?? []) as readonly Seen[];
      return nodes.find(({ state }) => state === wanted);
    };
    const told = simulator.controls.status;
    assert.deepEqual([told.accountName, told.quotas.poolQuota, told.tasks['failed']], ['contosorender', 5, 2]);
    assert.equal((await client.send('GET /jobs/frames/tasks', { version })).status, 503);

    assert.equal((await findNode('starttaskfailed'))?.startTaskInfo?.exitCode, 127);
    assert.deepEqual((await findNode('unusable'))?.['errors'], [
      { code: 'DiskFull', message: 'There is not enough disk space on the node' },
    ]);
    const files = '/jobs/frames/tasks/frame-1/files';
    assert.match((await client.send(`GET ${files}/stderr.txt`, { version })).text, /MemoryError/);
    assert.match((await client.send(`GET ${files}/wd/frame-1.log`, { version })).text, /out of memory/);
    const unfetched = await get('/jobs/frames/tasks/frame-2');
    assert.equal(unfetched.executionInfo?.failureInfo?.code, 'BlobNotFound');
    assert.equal((await get('/jobschedules')).value?.length, 1);

    await clock.advance(11 * secondMs);
    simulator.controls.healNode('render', (await findNode('preempted'))?.id ?? '');
    await client.send('POST /jobs/frames/tasks/frame-1/reactivate', { version });
    await client.send('POST /jobs/frames/tasks', {
      version,
      body: { id: 'added', commandLine: 'python3 render.py 4' },
    });
    await clock.advance(600 * secondMs);
    assert.equal((await get('/jobs/frames/tasks/frame-1')).executionInfo?.exitCode, 0);
    assert.match((await client.send('GET /jobs/frames/tasks/added/files/stdout.txt', { version })).text, /^done/);

    await client.send('POST /pools/render/resize', { version, body: { targetDedicatedNodes: 4 } });
    await clock.advance(5 * secondMs);
    assert.equal(((await get('/pools/render'))['resizeErrors'] as readonly RawBody[])[0]?.code, 'AllocationFailed');
  });
}
