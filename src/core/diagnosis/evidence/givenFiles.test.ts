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
    ['solve.o4711.5', 'solve.e4711-5'],
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
  assert.deepEqual([given.exitCode, given.commandLine], [137, 'bash .command.run']);
  assert.deepEqual(names(readGivenFiles(files.filter(({ name }) => name === '.command.log')).stderr), ['.command.log']);
});

test('JSON of an item is read in the style of each client, and of a list, the failed one', () => {
  const { item, failedItems } = readGivenFiles([
    {
      name: 'tasks.json',
      text: JSON.stringify([
        { id: 'a', state: 'completed', execution_info: { exit_code: 0, failure_info: null } },
        { id: 'b', state: 'completed', execution_info: { exit_code: 3, failure_info: { code: 'FailureExitCode' } } },
        { id: 'c', state: 'completed', execution_info: { exit_code: 4, failure_info: { code: 'FailureExitCode' } } },
      ]),
    },
  ]);
  assert.deepEqual(
    [item?.['id'], item?.['executionInfo']],
    ['b', { exitCode: 3, failureInfo: { code: 'FailureExitCode' } }],
  );
  assert.equal(failedItems, 2);
  const net = readGivenFiles([{ name: '', text: '{"Id":"p","VmSize":"standard_d2_v3","AllocationState":"Steady"}' }]);
  assert.equal(net.item?.['allocationState'], 'Steady');
});

test('the models of .NET are read with the names of the service', () => {
  const task = {
    Id: 't',
    State: 'Completed',
    ExecutionInformation: { ExitCode: 1, FailureInformation: { Code: 'FailureExitCode' } },
    ComputeNodeInformation: { PoolId: 'p', ComputeNodeId: 'n' },
  };
  const { item } = readGivenFiles([{ name: '', text: JSON.stringify(task) }]);
  assert.deepEqual(item, {
    id: 't',
    state: 'Completed',
    executionInfo: { exitCode: 1, failureInfo: { code: 'FailureExitCode' } },
    nodeInfo: { poolId: 'p', nodeId: 'n' },
  });
  const pool = '{"Id":"p","VirtualMachineSize":"s","TargetDedicatedComputeNodes":2,"AllocationState":"Steady"}';
  assert.deepEqual(readGivenFiles([{ name: '', text: pool }]).item, {
    id: 'p',
    vmSize: 's',
    targetDedicatedNodes: 2,
    allocationState: 'Steady',
  });
});

test('a pool of Resource Manager has the errors of its resize', () => {
  const text = JSON.stringify({
    id: '/subscriptions/0/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/a/pools/gpu',
    name: 'gpu',
    properties: {
      vmSize: 'STANDARD_NC6S_V3',
      allocationState: 'Steady',
      scaleSettings: { fixedScale: { targetDedicatedNodes: 10 } },
      resizeOperationStatus: { errors: [{ code: 'AccountCoreQuotaReached' }] },
    },
  });
  const { id, targetDedicatedNodes, resizeErrors } = readGivenFiles([{ name: 'pool.json', text }]).item ?? {};
  assert.deepEqual([id, targetDedicatedNodes, resizeErrors], ['gpu', 10, [{ code: 'AccountCoreQuotaReached' }]]);
});

test('JSON is found below the command or the headers that were copied with it, but not in a log', () => {
  const error = '{\n  "code": "PoolBeingDeleted",\n  "message": "no"\n}';
  for (const text of [
    `me@host:~$ az batch pool show --pool-id p\n${error}\nme@host:~$ `,
    `HTTP/1.1 409 Conflict\r\nContent-Type: application/json\r\n\r\n${error}`,
  ])
    assert.equal(readGivenFiles([{ name: '', text }]).item?.['code'], 'PoolBeingDeleted', text);
  assert.equal(readGivenFiles([{ name: '', text: `started\n${error}` }]).item, undefined);
});

test("Nextflow's log of both outputs counts if the separate ones are empty", () => {
  const files = [
    { name: '.command.err', text: '' },
    { name: '.command.out', text: '\n' },
    { name: '.command.log', text: 'no' },
  ];
  const { stderr } = readGivenFiles(files);
  assert.ok(names(stderr).includes('.command.log'));
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

test('an error that the Azure CLI printed is read as that of a response, and one within a log is not', () => {
  const [code, message] = ['ActiveJobAndScheduleQuotaReached', 'The maximum number of active jobs has been reached.'];
  const first = `(${code}) ${message}`;
  const ids = 'RequestId:0a\nTime:2026-11-20T05:00:00Z';
  for (const text of [
    `${first}\nCode: ${code}\nMessage: ${message}\n`,
    `${first}\n${ids}\nCode: ${code}\nMessage: ${message}\n${ids}`,
    `$ az batch job create --id a\nERROR: ${first}\n${ids}\n`,
    `Creating job a\n$ az batch job create --id a\n${first}\nCode: ${code}\nme@host:~$`,
  ])
    assert.deepEqual(readGivenFiles([{ name: '', text }]).item, { code, message });
  const log = `${first}\nCode: ${code}\nMessage: ${message}\nSegmentation fault\n`;
  assert.equal(readGivenFiles([{ name: '', text: log }]).item, undefined);
});
