import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { explainNode } from '../../src/core/diagnosis/explainNode.ts';
import { explainPool } from '../../src/core/diagnosis/explainPool.ts';
import { explainTask } from '../../src/core/diagnosis/explainTask.ts';
import { isFailed } from '../../src/core/model/task.ts';
import { toAccountSource } from '../../src/extension/sample/accountSource.ts';
import { systemClock } from '../../src/service/clock.ts';
import type { Pages } from '../../src/service/ports.ts';
import { HeldClock } from '../../src/simulator/clock.ts';
import { openByKey } from '../../src/simulator/export/openByKey.ts';
import { readAccount } from '../../src/simulator/export/readAccount.ts';
import { type ExportOptions, toScenarioFile } from '../../src/simulator/export/toScenarioFile.ts';
import { parseScenario } from '../../src/simulator/scenarioFile/readScenario.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { connectTo } from '../fakes/connect.ts';
import { root, runsSource } from '../workbench/places.ts';
import { newVersion, poolBody, RawClient } from './rawClient.ts';
import { readLog } from './readLog.ts';

const startMs = Date.UTC(2026, 10, 20, 9);

async function open(context: TestContext, scenario?: string | Scenario): Promise<Simulator> {
  const simulator = await startSimulator({ scenario, clock: new HeldClock(startMs) });
  context.after(() => simulator.close());
  return simulator;
}

const everything = { poolIds: [], jobIds: [], mostTasks: 1000, logBytes: 64 * 1024, onProgress: () => undefined };

/** Returns the export of an account as text. */
async function exportOf(simulator: Simulator, more: Partial<ExportOptions> = {}, source = openByKey(simulator)) {
  const account = await readAccount(source, everything);
  const nowMs = Date.parse(simulator.controls.status.time);
  const { file, preview } = toScenarioFile(account, {
    anonymizesIds: false,
    anonymizesCommands: false,
    nowMs,
    ...more,
  });
  return { text: JSON.stringify(file, undefined, 2), preview: preview.join('\n') };
}

async function readAll<T>(pages: Pages<T>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}

/** Lists the explanations of all items with problems: the title, or only the kind for nodes, whose IDs differ. */
async function explainAll(simulator: Simulator): Promise<readonly string[]> {
  const { service } = connectTo(simulator.url, {
    credential: { kind: 'sharedKey', accountName: simulator.accountName, key: simulator.accountKey },
    clock: systemClock,
  });
  const said: string[] = [];
  const pools = await readAll(service.pools.listPools());
  for (const pool of pools) {
    said.push(`pool ${pool.id}: ${explainPool({ pool }).title}`);
    for (const node of await readAll(service.nodes.listNodes(pool.id))) {
      said.push(`node of ${pool.id}: ${node.state} ${explainNode({ node, pool }).category}`);
    }
  }
  for (const job of await readAll(service.jobs.listJobs())) {
    for (const task of (await readAll(service.tasks.listTasks(job.id))).filter(isFailed)) {
      const [stdout, stderr] = [
        await readLog(service, job.id, task.id, 'stdout.txt'),
        await readLog(service, job.id, task.id, 'stderr.txt'),
      ];
      const { title } = explainTask({ task, job, stdout, stderr });
      said.push(`${job.id}/${task.id}: ${title}`);
    }
  }
  return said.sort();
}

test('the exported sample has the same explanations as the sample', async (context) => {
  const sample = await open(context, 'sample');
  const { text, preview } = await exportOf(sample);
  assert.deepEqual([...new Set(sample.requests.map(({ method }) => method))].sort(), ['GET', 'HEAD']);
  const scenario = parseScenario(text, 'exported.json');
  const again = await open(context, scenario);
  const [expected, seen] = [await explainAll(sample), await explainAll(again)];
  assert.ok(expected.length > 60, `${expected.length} things`);
  assert.deepEqual(seen, expected);
  assert.match(preview, /pools: \d+, nodes: \d+, jobs: \d+/);
});

test('the extension reads the same data of an account through its own connection', async (context) => {
  const sample = await open(context, 'sample');
  const { service } = connectTo(sample.url, {
    credential: { kind: 'sharedKey', accountName: sample.accountName, key: sample.accountKey },
    clock: systemClock,
  });
  context.after(() => service.dispose());
  const ownWay = toAccountSource(service, new AbortController().signal);
  const [{ text }, own] = [await exportOf(sample), await exportOf(sample, {}, ownWay)];
  assert.deepEqual([...new Set(sample.requests.map(({ method }) => method))].sort(), ['GET', 'HEAD']);
  const again = await open(context, parseScenario(own.text, 'exported.json'));
  assert.deepEqual(await explainAll(again), await explainAll(sample));
  assert.equal(withoutApplications(own.text), withoutApplications(text));
});

/** Removes unreferenced applications, which the extension doesn't know. */
function withoutApplications(text: string): string {
  const { applications: _applications, ...scenario } = JSON.parse(text);
  return JSON.stringify(scenario, undefined, 2).toLowerCase();
}

for (const name of [
  'exit-codes',
  'pre-processing',
  'upload',
  'unusable-node',
  'start-task',
  'quota',
  'autoscale-error',
  'stuck-job',
  'preemption',
  'resize',
]) {
  test(`the exported scenario ${name} has the same explanations too`, async (context) => {
    const first = await open(context, name);
    // Nodes in transition reach their last state before the export.
    if (name === 'start-task') await first.controls.advanceTime(7_200_000);
    const { text } = await exportOf(first);
    const again = await open(context, parseScenario(text, 'exported.json'));
    assert.deepEqual(await explainAll(again), await explainAll(first));
  });
}

const secret = 'planted-secret';

/** Opens an account with a secret in every possible place. */
async function plant(context: TestContext): Promise<Simulator> {
  const simulator = await open(context);
  const client = new RawClient(simulator, { now: () => Date.now() } as HeldClock);
  const send = async (what: string, body: unknown): Promise<void> => {
    const reply = await client.send(what, { body, version: newVersion });
    assert.ok(reply.status < 300, reply.text);
  };
  const sas = `https://renderfarm.blob.core.windows.net/inputs/scene.blend?sv=2020&sig=${secret}&se=2026`;
  await send(
    'POST /pools',
    poolBody('contoso-pool', 1, {
      userAccounts: [{ name: 'ann-contoso', password: secret }],
      startTask: {
        commandLine: `setup --password ${secret} && curl -u ann:${secret} https://x.example && mysql -p${secret} db`,
        environmentSettings: [{ name: 'X', value: secret }],
      },
      metadata: [
        { name: 'owner', value: 'ann@contoso.com' },
        { name: 'apiKey', value: secret },
      ],
      mountConfiguration: [
        {
          azureFileShareConfiguration: {
            accountName: 'renderfarm',
            azureFileUrl: 'https://renderfarm.file.core.windows.net/s',
            accountKey: secret,
            relativeMountPath: 'm',
          },
        },
      ],
    }),
  );
  await send('POST /jobs', {
    id: 'contoso-job',
    poolInfo: { poolId: 'contoso-pool' },
    commonEnvironmentSettings: [{ name: 'TOKEN', value: secret }],
    jobPreparationTask: { id: 'contoso-prepare', commandLine: `sshpass -p ${secret} true` },
    usesTaskDependencies: true,
  });
  simulator.controls.planOutcome({
    taskId: 'contoso-*',
    always: true,
    outcome: {
      durationMs: 1000,
      exitCode: 4,
      stdout: `contoso-frame of contoso-job: password=${secret} Authorization: Bearer ${secret}\n`,
      stderr: `cannot read ${sas}\nAccountKey=${secret};\ndocker login contoso.azurecr.io -p ${secret}\n`,
      failure: {
        category: 'UserError',
        code: 'BlobDownloadMiscError',
        message: 'The storage account renderfarm was not found',
        details: [{ name: 'Message', value: 'getaddrinfo ENOTFOUND renderfarm.blob.core.windows.net' }],
      },
    },
  });
  await send('POST /jobs/contoso-job/tasks', {
    id: 'contoso-frame',
    commandLine: `python3 render.py --token ${secret} --url '${sas}'`,
    resourceFiles: [{ httpUrl: sas, filePath: 'scene.blend' }],
    outputFiles: [
      {
        filePattern: 'contoso-*.png',
        destination: {
          container: { containerUrl: sas, path: 'contoso/out', uploadHeaders: [{ name: 'x', value: secret }] },
        },
        uploadOptions: { uploadCondition: 'taskcompletion' },
      },
    ],
    environmentSettings: [{ name: 'KEY', value: secret }],
  });
  await send('POST /jobs/contoso-job/tasks', {
    id: 'contoso-next',
    commandLine: 'true',
    dependsOn: { taskIds: ['contoso-frame'] },
  });
  await simulator.controls.waitUntilIdle();
  return simulator;
}

test('an export contains no secrets, but all other data', async (context) => {
  const simulator = await plant(context);
  const { text, preview } = await exportOf(simulator);
  assert.ok(!text.includes(secret), text);
  assert.match(text, /"id": "contoso-frame"/);
  assert.match(text, /python3 render\.py --token removed/);
  assert.match(text, /sv=2020&sig=removed&se=2026/);
  assert.match(preview, /secrets removed: \d\d/);
  assert.match(preview, /command lines: unchanged \("python3 render\.py --token removed/);
  assert.match(preview, /IDs: unchanged \("contoso-job"/);
  await open(context, parseScenario(text, 'exported.json'));
});

test('names are replaced on request, including names in logs and in references between tasks', async (context) => {
  const simulator = await plant(context);
  const { text, preview } = await exportOf(simulator, { anonymizesIds: true, anonymizesCommands: true });
  for (const name of ['contoso', 'renderfarm', 'scene', secret]) assert.ok(!text.includes(name), `${name}: ${text}`);
  assert.match(text, /"commandLine": "python3 …"/);
  assert.match(text, /"taskIds": \[\s*"task-2"/);
  assert.match(text, /task-2 of job-1: password=removed/);
  assert.match(preview, /IDs and storage names: replaced/);
  const again = await open(context, parseScenario(text, 'exported.json'));
  assert.deepEqual(again.controls.status.tasks, simulator.controls.status.tasks);
});

test('the export command shows a preview, asks, and writes a file that only its owner can read', async (context) => {
  const simulator = await plant(context);
  const folder = await mkdtemp(path.join(tmpdir(), 'simulator-export-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const out = path.join(folder, 'scenario.json');
  const env = {
    ...process.env,
    AZURE_BATCH_ACCOUNT: simulator.accountName,
    AZURE_BATCH_ENDPOINT: simulator.url,
    AZURE_BATCH_ACCESS_KEY: simulator.accountKey,
  };
  const run = async (args: readonly string[], more: Readonly<Record<string, string>> = {}) => {
    const main = path.join(root, 'src/simulator/main.ts');
    const child = spawn(process.execPath, [runsSource, main, 'export', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...env, ...more },
    });
    const [stderr, [code]] = await Promise.all([readText(child.stderr), once(child, 'close')]);
    return { stderr, code: Number(code) };
  };
  const asked = await run(['--out', out]);
  assert.equal(asked.code, 2);
  assert.match(asked.stderr, /pools: 1, nodes: 1, jobs: 1,.*no terminal for the confirmation: add --yes/s);
  await assert.rejects(stat(out), /ENOENT/);
  const written = await run([
    '--out',
    out,
    '--yes',
    '--anonymize',
    'ids,commands',
    '--job',
    'CONTOSO-JOB',
    '--log-bytes',
    '0',
  ]);
  assert.equal(written.code, 0, written.stderr);
  assert.match(written.stderr, /ends of logs: none/);
  assert.equal((await stat(out)).mode & 0o777, 0o600);
  assert.equal(parseScenario(await readFile(out, 'utf8'), out).jobs.length, 1);
  for (const [args, more, words] of [
    [[], {}, /--out is required\. It says where/],
    [['--out', out, '--anonymize', 'all'], {}, /ids, commands or both, not all/],
    [['--out', out, '--yes'], { AZURE_BATCH_ACCESS_KEY: '' }, /AZURE_BATCH_ACCESS_KEY is not set/],
    [
      ['--out', out, '--yes'],
      { AZURE_BATCH_ACCESS_KEY: 'd3Jvbmc=' },
      /GET \/pools returned 403 AuthenticationFailed\./,
    ],
    [['--out', out, '--yes'], { AZURE_BATCH_ENDPOINT: 'http://batch.example' }, /must be https:/],
  ] as const) {
    const refused = await run(args, more);
    assert.ok(refused.code > 0 && words.test(refused.stderr), refused.stderr);
    assert.ok(!refused.stderr.includes(simulator.accountKey));
  }
});
