import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asksForHelp, help, parseCommandLine, UsageError } from './commandLine.ts';

test('without arguments: any port, an empty account, real processes, real time', () => {
  assert.deepEqual(parseCommandLine([]), {
    port: 0,
    scenario: undefined,
    executor: 'process',
    speed: 1,
    autoStorage: undefined,
  });
});

test('both ways to write a value', () => {
  const expected = { port: 8080, scenario: 'sample', executor: 'scripted', speed: 2.5, autoStorage: undefined };
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
  ['--executor', 'docker'],
  ['8080'],
  ['--auto-storage', 'inputs'],
  ['--auto-storage', 'file:///inputs'],
  ['--auto-storage', 'http://127.0.0.1/a?sig=x', '--scenario', 'sample'],
];
for (const args of mistakes) {
  test(`${args.join(' ')} is refused with words`, () => {
    assert.throws(
      () => parseCommandLine(args),
      (error) => error instanceof UsageError && error.message.length > 10,
    );
  });
}

test('a scenario is played unless programs are asked for', () => {
  assert.equal(parseCommandLine([]).executor, 'process');
  assert.equal(parseCommandLine(['--scenario', 'sample']).executor, 'scripted');
  assert.equal(parseCommandLine(['--scenario', 'sample', '--executor', 'process']).executor, 'process');
});

test('auto-storage is a URL, and what is wrong with it is told without its signature', () => {
  const url = 'http://127.0.0.1:10000/account?sig=secret';
  assert.equal(parseCommandLine([`--auto-storage=${url}`]).autoStorage, url);
  assert.throws(() => parseCommandLine(['--auto-storage', 'ftp://account?sig=secret']), /^(?!.*secret)/);
});

test('help tells every option, whatever stands beside it', () => {
  assert.ok(asksForHelp(['--port', '1', '--help']) && asksForHelp(['-h']) && !asksForHelp(['--port', '1']));
  for (const flag of [
    '--port P',
    '--scenario NAME',
    '--executor process|scripted',
    '--speed N',
    '--auto-storage URL',
  ]) {
    assert.ok(help.includes(`  ${flag} `), flag);
  }
});
