import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CliCommand, commonOptions } from './commandLine.ts';
import { complete } from './completion.ts';

const list: CliCommand = {
  describe: () => 'List',
  options: {
    job: { type: 'string', describe: () => 'Job' },
    kind: { type: 'string', choices: ['pool', 'job'], describe: () => '' },
  },
  run: async () => 0,
};
const commands = { list, speak: { ...list, choices: ['loud', 'low'] } };

test('commands, options, and their values are completed from the table of options', () => {
  const common = Object.keys(commonOptions).map((name) => `--${name}`);
  for (const [line, expected] of [
    ['prog ', ['help', 'list', 'speak']],
    ['prog l', ['list']],
    ['prog --', ['--help', '--version']],
    ['prog help s', ['speak']],
    ['prog list ', []],
    ['prog list --k', ['--kind']],
    ['prog list --', ['--job', '--kind', ...common]],
    ['prog list --job a --', ['--kind', ...common]],
    ['prog list --kind ', ['pool', 'job']],
    ['prog list --kind p', ['pool']],
    ['prog list --job ', []],
    ['prog list --color a', ['auto', 'always']],
    ['prog speak l', ['loud', 'low']],
    ['prog nosuch --', []],
    ['prog constructor --', []],
  ] as const)
    assert.deepEqual(complete(line, commands), expected, line);
});
