import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { root } from '../workbench/places.ts';
import { languages } from '../workbench/texts.ts';
import { cliBillOfMaterials, cliTgz } from './made.ts';

/**
 * Tests the package of the command line as its users get it: installed by npm in an empty folder, without network
 * access.
 */
const folder = mkdtempSync(path.join(tmpdir(), 'cli-package-'));
const installed = path.join(folder, 'node_modules/azure-batch-why');
let simulator: Simulator;

before(async () => {
  simulator = await startSimulator({ scenario: makeSmallWorld(1, 3, 0) });
  const { status, stderr } = npm('install', '--offline', cliTgz);
  assert.equal(status, 0, stderr);
});
after(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

function npm(...args: readonly string[]) {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=notice'];
  return spawnSync('npm', [...args, ...quiet], { cwd: folder, encoding: 'utf8' });
}

/** Runs the installed program, which has no access to a checkout. */
async function run(args: readonly string[], language = 'C') {
  const { PATH = '' } = process.env;
  const { accountName, accountKey, url } = simulator;
  const child = spawn(path.join(folder, 'node_modules/.bin/azure-batch-why'), args, {
    cwd: folder,
    env: {
      PATH,
      HOME: folder,
      LC_ALL: language,
      AZURE_BATCH_ACCOUNT: accountName,
      AZURE_BATCH_ACCESS_KEY: accountKey,
      AZURE_BATCH_ENDPOINT: url,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [code, stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}

/** Runs the installation script from the page about pipelines, with its own global prefix. */
function installInPipeline(sha256: string) {
  const cwd = mkdtempSync(path.join(folder, 'pipeline-'));
  const page = readFileSync(path.join(root, 'docs/pipelines.md'), 'utf8');
  const [, script = ''] = /^## Install it.*?^```sh\n(.*?)^```$/ms.exec(page) ?? [];
  const env = {
    PATH: process.env['PATH'],
    HOME: cwd,
    WHY_URL: pathToFileURL(cliTgz).href,
    WHY_SHA256: sha256,
    npm_config_prefix: cwd,
    npm_config_offline: 'true',
  };
  const { status, stderr } = spawnSync('sh', ['-e', '-c', script], { cwd, env, encoding: 'utf8' });
  return { status, stderr, program: path.join(cwd, 'bin/azure-batch-why') };
}

const mayRunSh = { skip: process.platform === 'win32' && 'the script is for sh' };

test('pipelines install the program after checking its checksum, without a registry', mayRunSh, () => {
  const sha256 = createHash('sha256').update(readFileSync(cliTgz)).digest('hex');
  const { status, stderr, program } = installInPipeline(sha256);
  assert.equal(status, 0, stderr);
  assert.equal(spawnSync(program, ['--help'], { encoding: 'utf8' }).status, 0);
});

test('pipelines refuse a file that has another checksum', mayRunSh, () => {
  const { status, stderr, program } = installInPipeline('0'.repeat(64));
  assert.notEqual(status, 0);
  assert.match(stderr, /checksum did NOT match/);
  assert.ok(!existsSync(program));
});

test('the package of the program contains its lazily loaded files, texts and documents, and no development files', () => {
  const files = readdirSync(installed, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(installed, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  const bundles = ['auth', 'causes', 'cli', 'diagnosis', 'mcp', 'redaction', 'search', 'service'];
  assert.deepEqual(
    files.sort(),
    [
      'LICENSE',
      'README.md',
      'ThirdPartyNotices.txt',
      ...bundles.map((name) => `dist/${name}.cjs`),
      'docs/cli.md',
      'docs/cli.schema.json',
      'docs/pipelines.md',
      ...languages.map((language) => `l10n/bundle.l10n.${language}.json`),
      'package.json',
      'package.nls.json',
      ...languages.map((language) => `package.nls.${language}.json`),
    ].sort(),
  );
  const { status, stdout } = spawnSync('ls', ['node_modules'], { cwd: folder, encoding: 'utf8' });
  assert.deepEqual([status, stdout], [0, 'azure-batch-why\n']);
});

test('the notices and the bill of materials of the program name the same packages', () => {
  const bom: { readonly components: readonly { readonly name: string; readonly version: string }[] } = JSON.parse(
    readFileSync(cliBillOfMaterials, 'utf8'),
  );
  const notices = readFileSync(path.join(installed, 'ThirdPartyNotices.txt'), 'utf8');
  const named = [...notices.matchAll(/^={80}\n(\S+ \S+) \([^)]+\)\n={80}$/gm)].map(([, name = '']) => name);
  assert.deepEqual(
    bom.components.map(({ name, version }) => `${name} ${version}`),
    named,
  );
  for (const name of ['@azure/batch ', '@azure/identity ', '@modelcontextprotocol/sdk '])
    assert.ok(
      named.some((one) => one.startsWith(name)),
      name,
    );
});

test('npm can publish the package of the program', () => {
  const { status, stderr } = npm('publish', '--dry-run', '--offline', cliTgz);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /azure-batch-why@\d/);
});

test('the installed program lists failures, explains one and shows its log', async () => {
  const failures = await run(['failures', '--json']);
  assert.equal(failures.code, 1, failures.stderr);
  const [cause] = JSON.parse(failures.stdout).causes;
  assert.equal(cause.count, 3);
  const [explained, ofCause, logs] = await Promise.all([
    run(['explain', '--job', 'broken', '--task', 'f0']),
    run(['explain', '--cause', cause.fingerprint]),
    run(['logs', '--job', 'broken', '--task', 'f0']),
  ]);
  assert.equal(explained.code, 0, explained.stderr);
  assert.match(explained.stdout, /^# f0 failed[\s\S]+\[Retry Task: azure-batch-why retry broken f0\b[^\]]*\]/);
  assert.deepEqual([ofCause.code, logs.code], [0, 0], ofCause.stderr + logs.stderr);
  assert.match(logs.stdout, /> 1 \| no/);
});

test('the installed program checks definitions without an account', async () => {
  writeFileSync(path.join(folder, 'job.json'), '{"id": "j", "poolInfo": {"poolId": "p"}, "priorty": 3}');
  const { code, stdout } = await run(['check', 'job.json']);
  assert.equal(code, 1);
  assert.match(stdout, /^job\.json:1:\d+: error: .*priorty/);
});

test("the installed program uses the terminal's language, even for actions in VS Code", async () => {
  const [help, explained] = await Promise.all([
    run(['--help'], 'fr_FR.UTF-8'),
    run(['explain', '--job', 'broken', '--task', 'f0', '--json'], 'fr_FR.UTF-8'),
  ]);
  assert.match(help.stdout, /Explique dans un terminal/);
  const [{ remedies }] = JSON.parse(explained.stdout);
  assert.ok(remedies.length > 0);
  for (const { title } of remedies) assert.doesNotMatch(title, /^azureBatch\./);
});

test('the installed program prints its version, which matches the package', async () => {
  const { version } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
  assert.equal((await run(['--version'])).stdout, `${version}\n`);
});
