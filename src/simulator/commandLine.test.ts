import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { asksForHelp, asksForVersion, help, parseCommandLine, UsageError } from './commandLine.ts';
import { wellKnownKey } from './http/exposure.ts';

const nothingMore = {
  images: [],
  vmSizes: [],
  controlToken: undefined,
  outcomes: [],
  seed: undefined,
  stateFolder: undefined,
  startMs: undefined,
  isHeld: false,
  host: '127.0.0.1',
  externalUrl: undefined,
  allowedHosts: [],
  armPort: 0,
  allowPlainHttp: false,
  allowRemoteCommands: false,
  autoStorage: undefined,
  maxOutputBytes: undefined,
  resourceHosts: [],
  accountName: undefined,
  accountKey: undefined,
  nodeArrivalMs: 0,
  defaultJobAction: 'terminate',
  faultFile: undefined,
  roles: {},
  readyFile: undefined,
  isTls: false,
  isLenient: false,
  isLogging: false,
  isQuiet: false,
};

test('without arguments, the simulator uses any free port, an empty account, real processes, and real time', () => {
  assert.deepEqual(parseCommandLine([]), {
    port: 0,
    scenario: undefined,
    executor: 'process',
    speed: 1,
    ...nothingMore,
  });
});

test('an option and its value can be written in both usual ways', () => {
  const expected = { port: 8080, scenario: 'sample', executor: 'scripted', speed: 2.5, ...nothingMore };
  const args = ['--port', '8080', '--scenario=sample', '--executor', 'scripted', '--speed=2.5'];
  assert.deepEqual(parseCommandLine(args), expected);
});

const mistakes: readonly (readonly string[])[] = [
  ['--prot', '1'],
  ['--port'],
  ['--port', 'x'],
  ['--port', ''],
  ['--port', '70000'],
  ['--port', '1.5'],
  ['--speed', '0'],
  ['--speed', '1e12'],
  ['--executor', 'docker'],
  ['8080'],
  ['--auto-storage', 'inputs'],
  ['--auto-storage', 'file:///inputs'],
  ['--auto-storage', 'http://127.0.0.1/a?sig=x', '--scenario', 'sample'],
  ['--key', 'not Base64'],
  ['--key', 'wellknown'],
  ['--key', ''],
  ['--ready-file'],
  ['--ready-file='],
  ['--fault'],
  ['--node-arrival', '30'],
  ['--node-arrival', '-1s'],
  ['--node-arrival', '2 min'],
  ['--default-job-action', 'disable'],
  ['--max-output', '10'],
  ['--max-output', '0G'],
  ['--roles', 'vscode'],
  ['--roles', 'vscode=Owner'],
  ['--roles', 'vscode=Contributor'],
  ['--roles', '=Reader'],
  ['--log=requests.txt'],
  ['--quiet=yes'],
  ['--tls', '--quiet'],
  ['--arm-port', '70000'],
  ['--control-token', 'short'],
  ['--control-token', 'x'.repeat(15)],
  ['--control-token', 'two words, and sixteen characters'],
  ['--fail-next', '0'],
  ['--fail-next', '1:0'],
  ['--fail-next', 'all'],
  ['--start-time', 'tomorrow'],
  ['--hold', '--speed', '2'],
  ['--image', 'ubuntu'],
  ['--image', 'a/b/c/d'],
  ['--host', '0.0.0.0'],
  ['--host', '0.0.0.0', '--key', 'well-known', '--tls', '--scenario', 'sample'],
  ['--host', '0.0.0.0', '--key', 'bWluZQ==', '--scenario', 'sample'],
  ['--host', '0.0.0.0', '--key', 'bWluZQ==', '--tls'],
];
for (const args of mistakes) {
  test(`${args.join(' ')} is refused with an explanation`, () => {
    assert.throws(
      () => parseCommandLine(args),
      (error) => error instanceof UsageError && error.message.length > 10,
    );
  });
}

test('a scenario is simulated unless programs are requested', () => {
  assert.equal(parseCommandLine([]).executor, 'process');
  assert.equal(parseCommandLine(['--scenario', 'sample']).executor, 'scripted');
  assert.equal(parseCommandLine(['--scenario', 'sample', '--executor', 'process']).executor, 'process');
});

test('auto-storage is a URL, and an error in it is described without its signature', () => {
  const url = 'http://127.0.0.1:10000/account?sig=secret';
  assert.equal(parseCommandLine([`--auto-storage=${url}`]).autoStorage, url);
  assert.throws(() => parseCommandLine(['--auto-storage', 'ftp://account?sig=secret']), /^(?!.*secret)/);
});

test('help lists every option, whatever the other arguments are', () => {
  assert.ok(asksForHelp(['--port', '1', '--help']) && asksForHelp(['-h']) && !asksForHelp(['--port', '1']));
  for (const flag of [
    '--port P',
    '--scenario NAME|FILE',
    '--executor process|scripted',
    '--speed N',
    '--auto-storage URL',
    '--account NAME',
    '--key KEY',
    '--node-arrival TIME',
    '--default-job-action terminate|none',
    '--fault FILE',
    '--roles CLIENT=ROLE,…',
    '--ready-file FILE',
    '--tls',
    '--log',
    '--quiet',
    '--version',
    '--help',
  ]) {
    assert.ok(help.includes(`  ${flag} `) || help.includes(`  ${flag}\n`), flag);
  }
});

test('the account may be given a name and a key, and options without a value may be at any position', () => {
  const asked = parseCommandLine(['--log', '--account', 'mine', '--quiet', '--key=c2VjcmV0', '--ready-file', 'r.json']);
  const { accountName, accountKey, readyFile, isLogging, isQuiet } = asked;
  assert.deepEqual(
    [accountName, accountKey, readyFile, isLogging, isQuiet],
    ['mine', 'c2VjcmV0', 'r.json', true, true],
  );
  assert.ok(asksForVersion(['--version']) && !asksForVersion([]));
});

test('roles are given by name, or by the distinctive end of the name', () => {
  assert.deepEqual(parseCommandLine(['--roles', 'vscode=Reader, ci=azure batch job submitter']).roles, {
    vscode: 'Azure Batch Account Reader',
    ci: 'Azure Batch Job Submitter',
  });
  assert.throws(
    () => parseCommandLine(['--roles', 'ci=Data Contributer']),
    /these roles: Azure Batch Data Contributor, /,
  );
});

test('the time between the starts of nodes is given in seconds or milliseconds', () => {
  assert.equal(parseCommandLine(['--node-arrival', '500ms']).nodeArrivalMs, 500);
  assert.equal(parseCommandLine(['--node-arrival=1.5s']).nodeArrivalMs, 1500);
});

test('the limit for written data is given as a size', () => {
  assert.equal(parseCommandLine(['--max-output', '500M']).maxOutputBytes, 500 * 1024 ** 2);
  assert.equal(parseCommandLine(['--max-output', '10G']).maxOutputBytes, 10 * 1024 ** 3);
});

test('the default effect of failures on a job can be set', () => {
  assert.equal(parseCommandLine(['--default-job-action', 'none']).defaultJobAction, 'none');
});

test('a key is never repeated in an error, and the well-known key is the one in the documentation', () => {
  assert.throws(() => parseCommandLine(['--key', 'secret!']), /^(?!.*secret)/);
  assert.equal(parseCommandLine(['--key', 'well-known']).accountKey, wellKnownKey);
  const documentation = readFileSync(path.join(import.meta.dirname, '../../docs/simulator.md'), 'utf8');
  assert.ok(documentation.includes(`\`${wellKnownKey}\``));
});

test('environment variables can replace options, and the command line takes precedence', () => {
  const environment = {
    AZURE_BATCH_SIMULATOR_PORT: '8080',
    AZURE_BATCH_SIMULATOR_SCENARIO: 'sample',
    AZURE_BATCH_SIMULATOR_LENIENT: 'true',
    AZURE_BATCH_SIMULATOR_TLS: '0',
    AZURE_BATCH_SIMULATOR_ACCOUNT: '',
  };
  const expected = { ...nothingMore, port: 8080, scenario: 'quota', executor: 'scripted', speed: 1, isLenient: true };
  assert.deepEqual(parseCommandLine(['--scenario', 'quota'], environment), expected);
  assert.throws(
    () => parseCommandLine([], { AZURE_BATCH_SIMULATOR_TLS: 'yes' }),
    /SIMULATOR_TLS must be true or false/,
  );
  assert.throws(() => parseCommandLine([], { AZURE_BATCH_SIMULATOR_SPEED: 'fast' }), /--speed cannot be fast/);
});

test('an address that a container link puts into the port variable is ignored', () => {
  assert.equal(parseCommandLine([], { AZURE_BATCH_SIMULATOR_PORT: 'tcp://10.0.0.1:8080' }).port, 0);
});

test('serving other computers requires a key, requires TLS or the option for plain HTTP, and disables running programs', () => {
  const reached = ['--host', '0.0.0.0', '--key', 'bWluZQ=='];
  for (const args of [
    [...reached, '--tls', '--executor', 'scripted'],
    [...reached, '--allow-plain-http', '--scenario', 'sample'],
    [...reached, '--allow-plain-http', '--allow-remote-commands'],
  ]) {
    assert.equal(parseCommandLine(args).host, '0.0.0.0');
  }
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) {
    assert.equal(parseCommandLine(['--host', host]).host, host);
  }
});

test('tasks that should fail are given by number, with an exit code or the reason why they cannot start', () => {
  const readOutcomes = (text: string) => parseCommandLine(['--fail-next', text]).outcomes;
  assert.deepEqual(readOutcomes('2'), [{ times: 2, outcome: { durationMs: 0, exitCode: 1 } }]);
  assert.deepEqual(readOutcomes('1:-9'), [{ times: 1, outcome: { durationMs: 0, exitCode: -9 } }]);
  const [failed] = readOutcomes('3:DiskFull');
  assert.deepEqual([failed?.times, failed?.outcome.failure?.category], [3, 'ServerError']);
});

test('a clock can be given a start time, and can be stopped', () => {
  const { startMs, isHeld, seed } = parseCommandLine(['--start-time=2026-11-20T09:00:00Z', '--hold', '--seed', 'one']);
  assert.deepEqual([startMs, isHeld, seed], [Date.UTC(2026, 10, 20, 9), true, 'one']);
});

test('images and sizes are given as a list or one by one', () => {
  const args = ['--image', 'a/b/c=agent one,d/e/f', '--vm-size', 'standard_x1', '--image=g/h/i'];
  const { images, vmSizes } = parseCommandLine(args);
  assert.deepEqual([images, vmSizes], [['a/b/c=agent one', 'd/e/f', 'g/h/i'], ['standard_x1']]);
});
