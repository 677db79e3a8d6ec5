import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCommandLine } from './main.mjs';

const usage = 'npm run fly [-- --high]\n\nFlies.';
const commandLine = { usage, names: true, options: { high: { type: 'boolean' }, to: { type: 'string', short: 't' } } };

test('flags and names are read, including --help', () => {
  const { values, names } = readCommandLine(commandLine, ['north', '--high', '-t', 'sea']);
  assert.deepEqual([{ ...values }, names], [{ high: true, to: 'sea' }, ['north']]);
  assert.equal(readCommandLine({ usage }, ['--help']).values.help, true);
});

const refused = [
  [commandLine, ['--hi'], /^npm run fly: Unknown option '--hi'\n/],
  [commandLine, ['--high=1'], /'--high' does not take an argument/],
  [commandLine, ['--to'], /'-t, --to <value>' argument missing/],
  [commandLine, ['--to=a', '-t', 'b'], /--to is specified twice/],
  [{ usage }, ['north'], /Unexpected argument 'north'\n/],
];

for (const [known, args, why] of refused)
  test(`a wrong command line is refused with the usage: ${args.join(' ')}`, () => {
    assert.throws(() => readCommandLine(known, args), { name: 'Failure', message: why });
    assert.throws(() => readCommandLine(known, args), { message: /\n\nnpm run fly \[-- --high\]\n\nFlies\.$/ });
  });
