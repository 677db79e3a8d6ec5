import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GivenFile, isGivenFile, readGivenFiles } from './givenFiles.ts';

const names = (files: readonly GivenFile[]): readonly string[] => files.map(({ name }) => name);
const read = (...given: readonly string[]) => readGivenFiles(given.map((name) => ({ name, text: `of ${name}` })));

test('the files of a task are standard output and standard error', () => {
  const { stdout, stderr } = read('stderr.txt', 'stdout.txt');
  assert.deepEqual([names(stdout), names(stderr)], [['stdout.txt'], ['stderr.txt']]);
});

test('logs of schedulers and programs are assigned by their endings', () => {
  for (const [output, errors] of [
    ['solve.o4711', 'solve.e4711'],
    ['run.out', 'run.err'],
  ] as const) {
    const { stdout, stderr } = read(output, errors);
    assert.deepEqual([names(stdout), names(stderr)], [[output], [errors]]);
  }
  assert.deepEqual(names(read('solver.log').stderr), ['solver.log']);
});

test('the folder of a Nextflow task gives its exit code and command, and each log once', () => {
  const texts = {
    '.command.err': 'no',
    '.command.out': 'yes',
    '.command.log': 'both',
    '.command.run': 'x',
    '.exitcode': '137\n',
  };
  const files = Object.entries(texts).map(([name, text]) => ({ name, text }));
  const given = readGivenFiles([...files, { name: '.command.sh', text: 'bwa mem' }]);
  assert.deepEqual([names(given.stdout), names(given.stderr)], [['.command.out'], ['.command.err']]);
  assert.deepEqual([given.exitCode, given.commandLine], [137, 'bash .command.sh']);
  assert.deepEqual(names(readGivenFiles(files.filter(({ name }) => name === '.command.log')).stderr), ['.command.log']);
});

test('JSON of an item is read in the style of each client, and of a list, the failed one', () => {
  const { item } = readGivenFiles([
    {
      name: 'tasks.json',
      text: JSON.stringify([
        { id: 'a', state: 'completed', execution_info: { exit_code: 0, failure_info: null } },
        { id: 'b', state: 'completed', execution_info: { exit_code: 3, failure_info: { code: 'FailureExitCode' } } },
      ]),
    },
  ]);
  assert.deepEqual(
    [item?.['id'], item?.['executionInfo']],
    ['b', { exitCode: 3, failureInfo: { code: 'FailureExitCode' } }],
  );
  const net = readGivenFiles([{ name: '', text: '{"Id":"p","VmSize":"standard_d2_v3","AllocationState":"Steady"}' }]);
  assert.equal(net.item?.['allocationState'], 'Steady');
});

test('programs that log in JSON have logs, not items', () => {
  for (const text of [
    '{"level":"error","message":"no such table"}',
    '{"code":"E1","message":"x","logger":"app"}',
    '[1, 2]',
  ])
    assert.deepEqual(names(readGivenFiles([{ name: 'app.json', text }]).stderr), ['app.json'], text);
});

test('a folder is read for logs, exit codes, and JSON alone', () => {
  for (const name of ['stderr.txt', 'stdout.txt', 'solver.log', '.exitcode', '.command.err', 'task.json', 'job.e12'])
    assert.ok(isGivenFile(name), name);
  for (const name of ['mesh.stl', 'input.csv', '.command.run', 'core', 'a.tar.gz']) assert.ok(!isGivenFile(name), name);
});
