import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { explainTask } from '../explainTask.ts';

const shell = '/bin/bash: line 1:';

function explain(changes: Partial<Task>, stderr: string, pool: Pool = { id: 'p' }) {
  const task: Task = {
    id: 't',
    state: 'completed',
    nodeInfo: { nodeId: 'n' },
    executionInfo: {
      exitCode: 127,
      result: 'failure',
      failureInfo: { category: 'UserError', code: 'FailureExitCode' },
    },
    ...changes,
  };
  const { fixes, confidence, cause } = explainTask({ task, pool, os: 'linux', stdout: '', stderr });
  return { step: fixes[0]?.text ?? '', confidence, cause };
}

/** Commands that change only the environment of their own shell. */
const settings: readonly (readonly [command: string, named: string, program: string])[] = [
  ['source /opt/intel/oneapi/setvars.sh', 'source /opt/intel/oneapi/setvars.sh', 'mpiexec'],
  ['export PATH=/opt/openfoam/bin:$PATH', 'export PATH=/opt/openfoam/bin:$PATH', 'simpleFoam'],
  ['conda activate sim', 'conda activate sim', 'lmp'],
  ['. /etc/profile && module load gcc/12', 'module load gcc/12', 'gmx_mpi'],
];

test('settings of a coordination command do not reach the application command', () => {
  for (const [command, named, program] of settings) {
    const multiInstanceSettings = { numberOfInstances: 2, coordinationCommandLine: `/bin/bash -c "${command}"` };
    const commandLine = `/bin/bash -c "${program} -i in.txt"`;
    const { step, confidence } = explain(
      { commandLine, multiInstanceSettings },
      `${shell} ${program}: command not found\n`,
    );
    assert.ok(step.includes(`\`${named}\``), step);
    assert.match(step, /application command/);
    assert.equal(confidence, 'likely');
    const own = explain(
      { commandLine: `/bin/bash -c "${command} && ${program}"`, multiInstanceSettings },
      `${shell} ${program}: command not found\n`,
    );
    assert.doesNotMatch(own.step, /application command/, 'it sets the same itself');
  }
});

test("settings of a start task's shell do not reach tasks", () => {
  for (const [command, named, program] of settings) {
    const pool: Pool = { id: 'p', startTask: { commandLine: `/bin/bash -c "install.sh; ${command}"` } };
    const task = { commandLine: `/bin/bash -c "${program} -i in.txt"` };
    const { step, cause } = explain(task, `${shell} ${program}: command not found\n`, pool);
    assert.ok(step.includes(`\`${named}\``), step);
    assert.match(cause, /start task/);
    const image = { containerSettings: { imageName: 'contoso.azurecr.io/x:1' } };
    assert.match(explain({ ...task, ...image }, `${shell} ${program}: command not found\n`, pool).step, /image/);
  }
  const quiet: Pool = {
    id: 'p',
    startTask: { commandLine: '/bin/bash -c "export DEBIAN_FRONTEND=noninteractive; apt-get install -y jq"' },
  };
  assert.doesNotMatch(
    explain({ commandLine: '/bin/bash -c "yq ."' }, `${shell} yq: command not found\n`, quiet).step,
    /export/,
  );
});

const hpc: Pool = {
  id: 'p',
  virtualMachineConfiguration: { imageReference: { publisher: 'microsoft-dsvm', offer: 'ubuntu-hpc', sku: '2204' } },
};

test('definitions of login shells do not exist in other shells', () => {
  for (const [program, line] of [
    ['module', `${shell} module: command not found`],
    ['nvm', `${shell} nvm: command not found`],
    ['spack', `${shell} spack: command not found`],
  ] as const) {
    const { step, confidence } = explain({ commandLine: `/bin/bash -c "${program} load x && run"` }, `${line}\n`, hpc);
    assert.match(step, /login shell/, program);
    assert.match(step, /-lc/, program);
    assert.notEqual(confidence, 'certain');
    const login = explain({ commandLine: `/bin/bash -lc "${program} load x"` }, `${line}\n`);
    assert.doesNotMatch(login.step, /login shell/, program);
  }
  for (const offer of ['ubuntu-24_04-lts', '0001-com-ubuntu-server-jammy', undefined]) {
    const pool: Pool = {
      id: 'p',
      virtualMachineConfiguration: { imageReference: offer === undefined ? {} : { offer } },
    };
    const task = { commandLine: '/bin/bash -c "module load x"' };
    const { step } = explain(task, `${shell} module: command not found\n`, pool);
    assert.doesNotMatch(step, /login shell/, 'it has no modules');
  }
});

test('quoting a pattern is suggested if a program complains about the file names in its place', () => {
  for (const [script, said, pattern] of [
    ['upload --include out/*.dat', 'upload: error: unrecognized arguments: out/b.dat out/c.dat', 'out/*.dat'],
    ['scan --only *.log', "error: unexpected argument 'b.log' found", '*.log'],
    ['store list main part-?.bin', 'expected 3 arguments, got 57', 'part-?.bin'],
  ] as const) {
    const found = explain(
      { commandLine: `/bin/bash -c '${script}'`, executionInfo: { exitCode: 2, result: 'failure' } },
      `${said}\n`,
    );
    assert.ok(found.step.startsWith(`Put \`${pattern}\` in quotes`), found.step);
    const quoted = script.replace(pattern, `"${pattern}"`);
    const other = explain(
      { commandLine: `/bin/bash -c '${quoted}'`, executionInfo: { exitCode: 2, result: 'failure' } },
      `${said}\n`,
    );
    assert.doesNotMatch(other.step, /in quotes/);
  }
});

test('a part of the start task that never ran explains why something is missing, and no other part does', () => {
  const lines = [
    [
      "/bin/bash -c 'apt-get update' && apt-get install -y jq",
      '/bin/bash -c "jq ."',
      `${shell} jq: command not found\n`,
    ],
    [
      "bash -c './a.sh' ; bash -c 'pip3 install numpy'",
      'python3 a.py',
      "ModuleNotFoundError: No module named 'numpy'\n",
    ],
    [
      'cmd /c setup.exe /quiet cmd /c pip install numpy',
      'cmd /c python a.py',
      "ModuleNotFoundError: No module named 'numpy'\n",
    ],
  ] as const;
  for (const [start, commandLine, stderr] of lines) {
    const { step, cause } = explain({ commandLine }, stderr, { id: 'p', startTask: { commandLine: start } });
    assert.match(step, /^Join the commands of the start task/, start);
    assert.match(cause, /never ran/, start);
    const joined = start.replace(/'(?: &&| ;) (?:bash -c ')?|cmd \/c (?=pip)/, '; ').replace(/jq$/, "jq'");
    assert.doesNotMatch(
      explain({ commandLine }, stderr, { id: 'p', startTask: { commandLine: joined } }).step,
      /^Join/,
      joined,
    );
  }
});
