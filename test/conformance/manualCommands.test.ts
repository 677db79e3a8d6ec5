import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text as readText } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { HeldClock, RealClock, SteppedClock } from '../../src/simulator/clock.ts';
import { parseFaults } from '../../src/simulator/faultFile.ts';
import { wellKnownKey } from '../../src/simulator/http/exposure.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { root } from '../workbench/places.ts';
import { poolBody, RawClient } from './rawClient.ts';

/** Code blocks of the manual, whose commands run unchanged except for the port, which is a free one. */
const blocks = readBlocks('docs/simulator.md');

function readBlocks(file: string) {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', code = '']) => ({
    language,
    text: code.trim(),
  }));
}

const packageName = "'azure-batch-simulator'";
/** Programs that import the package alone; those that import a client as well are tested with the package. */
const imports = (text: string): boolean => text.includes(packageName) && !text.includes("'@azure/batch'");
const isStart = (text: string): boolean => text.startsWith('npm ');
/** Tested with a separate account (`export.test.ts`). */
const isExport = (text: string): boolean => text.startsWith('azure-batch-simulator export ');
const starts = blocks.filter(({ text }) => isStart(text));
const exports = blocks.filter(({ text }) => text.startsWith('export ')).map(({ text }) => text);
const byToken = blocks.filter(({ text }) => text.startsWith('control()')).map(({ text }) => text);
const asked = blocks.filter(
  ({ text }) =>
    !isStart(text) && !exports.includes(text) && !byToken.includes(text) && !imports(text) && !isExport(text),
);

/**
 * Commands that run code blocks by language, read from standard input, and probes that check whether the program is
 * installed.
 */
const runners: Readonly<Record<string, { readonly command: readonly string[]; readonly probe: string }>> = {
  sh: { command: ['/bin/sh', '-eu'], probe: 'command -v az' },
  js: { command: [process.execPath, '--input-type=module'], probe: 'true' },
  python: { command: ['python3', '-'], probe: 'python3 -c "import azure.batch"' },
};

function hasProgram(probe: string): boolean {
  return spawnSync('/bin/sh', ['-c', probe], { stdio: 'ignore' }).status === 0;
}

test('the manual shows how to start the simulator, and how each client connects', () => {
  assert.equal(starts.length, 2);
  assert.equal(exports.length, 1);
  assert.equal(byToken.length, 1);
  assert.deepEqual(
    asked.map(({ language }) => language),
    ['sh', 'js', 'python', 'json', 'http', 'http', 'http'],
  );
});

for (const { text } of starts) {
  test(`the command prints the address in its first line, and ends on Ctrl+C: ${text}`, async (context) => {
    // In its own process group, to which Ctrl+C is sent.
    const shell = spawn('/bin/sh', ['-c', `${onFreePort(text)}; exit`], {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let hasEnded = false;
    shell.once('close', () => {
      hasEnded = true;
    });
    const interrupt = (): void => {
      if (!hasEnded && shell.pid !== undefined) process.kill(-shell.pid, 'SIGINT');
    };
    context.after(interrupt);
    const [line] = await once(createInterface(shell.stdout), 'line');
    const told = JSON.parse(String(line)) as Pick<Simulator, 'url' | 'accountName' | 'accountKey'>;
    const reply = await new RawClient(told, new RealClock()).send('GET /pools');
    assert.equal(reply.status, 200);
    // A remaining process would keep the pipe open.
    const closed = once(shell, 'close');
    interrupt();
    await closed;
  });
}

test('the simulator ends when npm ends, in any way', async (context) => {
  const script = path.join(root, 'scripts/simulator.mjs');
  const shell = spawn('/bin/sh', ['-c', `"$0" "$1" --port 0; exit`, process.execPath, script], {
    env: { ...process.env, npm_lifecycle_event: 'simulator' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  context.after(() => shell.stdout.destroy());
  await once(createInterface(shell.stdout), 'line');
  // A remaining process would keep the pipe open.
  const closed = once(shell, 'close');
  shell.kill('SIGKILL');
  await closed;
});

function onFreePort(command: string): string {
  assert.match(command, / --port 8080\b/);
  return command.replace(' --port 8080', ' --port 0');
}

for (const { text } of asked.filter(({ language }) => language === 'json')) {
  test('the file of faults in the manual is valid', () => {
    assert.equal(parseFaults(text, 'faults.json').length, 2);
  });
}

for (const text of byToken) {
  const skip = hasProgram('command -v curl') ? false : 'what it takes (curl) is not installed';
  test('curl controls the simulator with a token', { skip }, async (context) => {
    const CONTROL_TOKEN = 'shown-in-the-manual';
    const simulator = await startSimulator({ controlToken: CONTROL_TOKEN, clock: new SteppedClock() });
    context.after(() => simulator.close());
    const before = simulator.controls.status.time;
    const child = spawn('/bin/sh', ['-euc', text], {
      env: { ...process.env, CONTROL_TOKEN, AZURE_BATCH_ENDPOINT: simulator.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [printed, [exitCode]] = await Promise.all([readText(child.stdout), once(child, 'close')]);
    assert.equal(exitCode, 0);
    const { time } = JSON.parse(printed) as { time: string };
    assert.equal(Date.parse(time) - Date.parse(before), 20 * 60_000);
  });
}

const programs = [...blocks, ...readBlocks('docs/simulatorPackage.md')].filter(({ text }) => imports(text));

test('the manual and the README show programs that import the package', () => assert.equal(programs.length, 3));

for (const { text } of programs) {
  test(`the program runs as printed: ${text.split('\n').at(2)}`, async (context) => {
    const CONTROL_TOKEN = 'shown-in-the-manual';
    const simulator = await startSimulator({ controlToken: CONTROL_TOKEN, clock: new HeldClock() });
    context.after(() => simulator.close());
    const source = (file: string): string => JSON.stringify(pathToFileURL(path.join(root, file)).href);
    const program = text
      .replace(packageName, source('src/simulator/main.ts'))
      .replace('http://127.0.0.1:8080', simulator.url)
      .replace(
        /^\/\/ … your code .*$/m,
        `await (await import(${source('test/conformance/addFrames.ts')})).addFrames({ url, accountName, accountKey });`,
      );
    const child = spawn(process.execPath, [...process.execArgv, '--input-type=module', '-'], {
      env: { ...process.env, CONTROL_TOKEN },
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    child.stdin.end(program);
    const [exitCode] = await once(child, 'close');
    assert.equal(exitCode, 0);
  });
}

describe("the manual's requests to the account with the well-known key succeed", () => {
  let simulator: Simulator;
  let client: RawClient;
  const poolId = 'shown-in-the-manual';

  before(async () => {
    simulator = await startSimulator({ accountKey: wellKnownKey });
    client = new RawClient(simulator, new RealClock());
    await client.send('POST /pools', { body: poolBody(poolId, 1) });
  });
  after(() => simulator.close());

  /** Resolves to the pool's node when it exists. */
  async function findNode(): Promise<string> {
    for (;;) {
      const [node] = (await client.send(`GET /pools/${poolId}/nodes`)).body.value ?? [];
      if (node !== undefined) return String(node['id']);
      await client.send('POST /$simulator/time/advance', { body: { duration: 'PT1S' } });
    }
  }

  for (const { language, text } of asked) {
    const runner = runners[language];
    if (runner === undefined) continue;
    const {
      command: [program = '', ...args],
      probe,
    } = runner;
    const title = text.split('\n').find((line) => line !== '') ?? '';
    const skip = hasProgram(probe) ? false : `what it takes (${probe}) is not installed`;
    test(`the example in ${language} works: ${title}`, { skip }, async () => {
      const [exported = ''] = exports;
      assert.match(exported, /127\.0\.0\.1:8080$/m);
      const names = exported.replace('http://127.0.0.1:8080', simulator.url);
      const child = spawn('/bin/sh', ['-euc', `${names}\nexec "$0" "$@"`, program, ...args], {
        cwd: root,
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      child.stdin.end(`${text}\n`);
      let printed = '';
      child.stdout.on('data', (chunk) => {
        printed += String(chunk);
      });
      const [exitCode] = await once(child, 'close');
      assert.equal(exitCode, 0);
      assert.match(printed, /shown-in-the-manual/);
    });
  }

  for (const { text } of asked.filter(({ language }) => language === 'http')) {
    for (const line of text.split('\n')) {
      test(line, async () => {
        const [shown = '', body] = line.split(/ (?=\{)/);
        const what = shown.replace('POOL/nodes/NODE', `${poolId}/nodes/${await findNode()}`);
        const reply = await client.send(what, body === undefined ? {} : { text: body });
        assert.ok(reply.status >= 200 && reply.status < 300, `${reply.status} ${reply.text}`);
      });
    }
  }
});
