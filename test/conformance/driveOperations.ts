import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { type Held, startHeld } from './heldSimulator.ts';
import { newVersion, oldVersion, poolBody, type RawBody, type RawReply } from './rawClient.ts';

const secondMs = 1000;

/** A successful answer to the request of an operation. */
export interface Driven {
  readonly operation: string;
  /** URL of the request, without its query. */
  readonly url: string;
  readonly reply: RawReply;
}

const everything: Scenario = {
  name: 'everything',
  description: 'An account with an application, in which commands do as they are called.',
  applications: [{ id: 'blender', displayName: 'Blender', versions: ['4.2'] }],
  pools: [],
  jobs: [],
  rules: [
    { commandLineIncludes: 'fail', outcomes: [{ durationMs: secondMs, exitCode: 1, stdout: 'no\n' }] },
    { commandLineIncludes: 'long', outcomes: [{ durationMs: 3600 * secondMs, exitCode: 0 }] },
    { commandLineIncludes: '', outcomes: [{ durationMs: secondMs, exitCode: 0, stdout: 'yes\n' }] },
  ],
};

/** Sends a successful request of every operation in a version, and returns the answers. */
export async function driveOperations(version: string): Promise<readonly Driven[]> {
  const storage = await startStorage();
  const held = await startHeld(everything);
  try {
    const drive = new Drive(held, version, `http://127.0.0.1:${(storage.address() as AddressInfo).port}/logs?sig=x`);
    const node = await drive.pools();
    await drive.nodes(node);
    await drive.jobs();
    await drive.tasks();
    await drive.files(node);
    await drive.schedules();
    await drive.end();
    return drive.driven;
  } finally {
    storage.close();
    await held.simulator.close();
  }
}

async function startStorage(): Promise<Server> {
  const storage = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(201).end());
  });
  storage.listen(0, '127.0.0.1');
  await once(storage, 'listening');
  return storage;
}

/** Returns a pool that supports every operation. */
function richPool(version: string): RawBody {
  const nat = {
    name: 'ssh',
    protocol: 'tcp',
    backendPort: 22,
    frontendPortRangeStart: 1000,
    frontendPortRangeEnd: 1100,
  };
  const network = { networkConfiguration: { endpointConfiguration: { inboundNATPools: [nat] } } };
  const pool = poolBody('p', 2, version === newVersion ? network : {});
  const extension = { name: 'monitor', publisher: 'Contoso', type: 'Agent' };
  const dataDisks = [{ lun: 1, diskSizeGB: 50 }];
  const machine = { ...pool.virtualMachineConfiguration, dataDisks, extensions: [extension] };
  const userAccounts = [{ name: 'nonAdminUser', password: 'Correct-horse-7' }];
  return { ...pool, virtualMachineConfiguration: machine, startTask: { commandLine: 'begin' }, userAccounts };
}

class Drive {
  readonly driven: Driven[] = [];
  readonly #held: Held;
  readonly #version: string;
  readonly #containerUrl: string;

  constructor(held: Held, version: string, containerUrl: string) {
    this.#held = held;
    this.#version = version;
    this.#containerUrl = containerUrl;
  }

  /** Sends a request that must succeed, and lets time pass until its effect is complete. */
  async do(what: string, body?: unknown): Promise<RawReply> {
    const options = { version: this.#version, ...(body === undefined ? {} : { body }) };
    const reply = await this.#held.client.send(what, options);
    assert.ok(reply.status < 300, `${what}: ${reply.status} ${reply.text}`);
    const { requests, url } = this.#held.simulator;
    const operation = requests.at(-1)?.operation ?? '';
    this.driven.push({ operation, url: `${url}${what.split(' ')[1]}`, reply });
    await this.#held.clock.advance(20 * secondMs);
    return reply;
  }

  async all(...requests: readonly (readonly [what: string, body?: unknown])[]): Promise<void> {
    for (const [what, body] of requests) await this.do(what, body);
  }

  async pools(): Promise<string> {
    await this.all(
      ['POST /pools', richPool(this.#version)],
      ['GET /pools'],
      ['GET /pools/p'],
      ['HEAD /pools/p'],
      ['PATCH /pools/p', { metadata: [] }],
      ['POST /pools/p/updateproperties', this.#allProperties()],
      ['GET /nodecounts'],
      ['GET /poolusagemetrics'],
      ['GET /supportedimages'],
      ['GET /applications'],
      ['GET /applications/blender'],
    );
    const [node, other] = (await this.do('GET /pools/p/nodes')).body.value ?? [];
    await this.do('POST /pools/p/removenodes', { nodeList: [other?.['id']] });
    return `/pools/p/nodes/${String(node?.['id'])}`;
  }

  #allProperties(): unknown {
    const rest = { applicationPackageReferences: [], metadata: [] };
    return this.#version === oldVersion ? { ...rest, certificateReferences: [] } : rest;
  }

  async nodes(node: string): Promise<void> {
    await this.all(
      [`GET ${node}`],
      [`GET ${node}/extensions`],
      [`GET ${node}/extensions/monitor`],
      [`POST ${node}/users`, { name: 'ada', password: 'Correct-horse-7' }],
      [`PUT ${node}/users/ada`, { password: 'Correct-horse-8' }],
      [`DELETE ${node}/users/ada`],
      [`GET ${node}/remoteloginsettings`],
      [`POST ${node}/uploadbatchservicelogs`, { containerUrl: this.#containerUrl, startTime: '2026-11-20T00:00:00Z' }],
      [`POST ${node}/disablescheduling`],
      [`POST ${node}/enablescheduling`],
      [`POST ${node}/reboot`],
    );
    if (this.#version === newVersion) {
      await this.all([`POST ${node}/reimage`], [`POST ${node}/deallocate`], [`POST ${node}/start`]);
    }
  }

  async jobs(): Promise<void> {
    const tasks = { jobPreparationTask: { commandLine: 'prepare' }, jobReleaseTask: { commandLine: 'release' } };
    const { id: _id, ...pool } = poolBody('made', 0);
    const autoPoolSpecification = { poolLifetimeOption: 'job', pool };
    await this.all(
      ['POST /jobs', { id: 'auto', poolInfo: { autoPoolSpecification } }],
      ['GET /jobs/auto'],
      ['DELETE /jobs/auto'],
      ['POST /jobs', { id: 'j', poolInfo: { poolId: 'p' }, ...tasks }],
      ['GET /jobs'],
      ['GET /jobs/j'],
      ['PATCH /jobs/j', { priority: 1 }],
      ['PUT /jobs/j', { poolInfo: { poolId: 'p' } }],
      ['POST /jobs/j/disable', { disableTasks: 'wait' }],
      ['POST /jobs/j/enable'],
      ['GET /jobs/j/taskcounts'],
      ['GET /jobs/j/jobpreparationandreleasetaskstatus'],
    );
  }

  async tasks(): Promise<void> {
    await this.all(
      ['POST /jobs/j/tasks', { id: 'one', commandLine: 'work' }],
      ['POST /jobs/j/addtaskcollection', { value: [{ id: 'fails', commandLine: 'fail' }] }],
      ['GET /jobs/j/tasks'],
      ['GET /jobs/j/tasks/one'],
      ['GET /jobs/j/tasks/one/subtasksinfo'],
      ['POST /jobs/j/tasks/fails/reactivate'],
      ['POST /jobs/j/tasks', { id: 'long', commandLine: 'long' }],
      ['PUT /jobs/j/tasks/long', { constraints: { maxTaskRetryCount: 1 } }],
      ['POST /jobs/j/tasks/long/terminate'],
      ['DELETE /jobs/j/tasks/long'],
    );
  }

  async files(node: string): Promise<void> {
    const onNode = `${node}/files/workitems%2Fj%2Fjob-1%2Ffails%2Fstdout.txt`;
    await this.all(
      ['GET /jobs/j/tasks/one/files'],
      ['GET /jobs/j/tasks/one/files/stdout.txt'],
      ['HEAD /jobs/j/tasks/one/files/stdout.txt'],
      ['DELETE /jobs/j/tasks/one/files/stdout.txt'],
      [`GET ${node}/files`],
      [`GET ${onNode}`],
      [`HEAD ${onNode}`],
      [`DELETE ${onNode}`],
    );
  }

  async schedules(): Promise<void> {
    const jobSpecification = { poolInfo: { poolId: 'p' } };
    await this.all(
      ['POST /jobschedules', { id: 's', schedule: { recurrenceInterval: 'PT1H' }, jobSpecification }],
      ['GET /jobschedules'],
      ['GET /jobschedules/s'],
      ['HEAD /jobschedules/s'],
      ['GET /jobschedules/s/jobs'],
      ['PATCH /jobschedules/s', { metadata: [] }],
      ['PUT /jobschedules/s', { schedule: { recurrenceInterval: 'PT2H' }, jobSpecification }],
      ['POST /jobschedules/s/disable'],
      ['POST /jobschedules/s/enable'],
      ['POST /jobschedules/s/terminate'],
      ['DELETE /jobschedules/s'],
    );
  }

  async end(): Promise<void> {
    await this.all(
      ['POST /jobs/j/terminate'],
      ['DELETE /jobs/j'],
      ['POST /pools/p/resize', { targetDedicatedNodes: 0 }],
    );
    const formula = { autoScaleFormula: '$TargetDedicatedNodes = 0;' };
    await this.all(
      ['POST /pools/p/enableautoscale', formula],
      ['POST /pools/p/evaluateautoscale', formula],
      ['POST /pools/p/disableautoscale'],
    );
    const version = this.#version;
    await this.#held.client.send('POST /pools/p/resize', { version, body: { targetDedicatedNodes: 1 } });
    await this.all(['POST /pools/p/stopresize'], ['DELETE /pools/p']);
  }
}
