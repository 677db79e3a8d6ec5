import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCommandLine, UsageError } from './commandLine.ts';

test('without arguments: any port, an empty account, real processes, real time', () => {
  assert.deepEqual(parseCommandLine([]), { port: 0, scenario: undefined, executor: 'process', speed: 1 });
});

test('both ways to write a value', () => {
  const expected = { port: 8080, scenario: 'sample', executor: 'scripted', speed: 2.5 };
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
