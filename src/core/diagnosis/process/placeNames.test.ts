import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { explainTask } from '../explainTask.ts';

interface Given {
  readonly stderr: string;
  readonly exitCode?: number;
  readonly os?: 'linux' | 'windows';
  readonly pool?: Pool;
}

function explain(task: Partial<Task>, { stderr, exitCode = 1, os = 'linux', pool = { id: 'p' } }: Given) {
  const { title, fixes, confidence } = explainTask({
    task: {
      id: 't',
      state: 'completed',
      nodeInfo: { nodeId: 'n' },
      executionInfo: {
        exitCode,
        result: 'failure',
        failureInfo: { category: 'UserError', code: 'FailureExitCode' },
      },
      ...task,
    },
    pool,
    os,
    stdout: '',
    stderr,
  });
  return { title, step: fixes[0]?.text ?? '', confidence };
}

const notRecognized =
  "'C:\\Program' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n";

test('for a path that cmd cuts at a space, another pair of quotation marks is suggested', () => {
  for (const commandLine of [
    'cmd /c "C:\\Program Files\\Contoso\\solve.exe" "in put.txt"',
    'cmd /c "%ProgramFiles%\\Contoso\\solve.exe" --in "a b"',
    'cmd.exe /c "C:\\Program Files (x86)\\R\\bin\\Rscript.exe" run.R "x y"',
  ]) {
    const { step, confidence } = explain({ commandLine }, { stderr: notRecognized, os: 'windows' });
    assert.match(step, /another pair of quotation marks/, commandLine);
    assert.equal(confidence, 'likely');
  }
  const bare = 'cmd /c C:\\Program Files\\Contoso\\solve.exe in.txt';
  assert.match(explain({ commandLine: bare }, { stderr: notRecognized, os: 'windows' }).step, /in quotation marks/);
});

test('for a file whose name was cut at a space, quotation marks are suggested', () => {
  for (const [filePath, said] of [
    ['annual report.csv', "FileNotFoundError: [Errno 2] No such file or directory: 'annual'"],
    ['scene 4.blend', 'cat: scene: No such file or directory'],
    ['in/my model.json', "Error: ENOENT: no such file or directory, open 'in/my'"],
  ] as const) {
    const resourceFiles = [{ httpUrl: 'https://c.blob.core.windows.net/x/y', filePath }];
    const commandLine = `/bin/bash -c "tool ${filePath}"`;
    assert.match(explain({ commandLine, resourceFiles }, { stderr: `${said}\n` }).step, /quotation marks/, said);
    assert.doesNotMatch(explain({ commandLine }, { stderr: `${said}\n` }).step, /quotation marks/, said);
  }
});

test('a mount is not in the working directory', () => {
  const mounts: readonly NonNullable<Pool['mountConfiguration']>[number][] = [
    { azureFileShareConfiguration: { relativeMountPath: 'refs' } },
    { nfsMountConfiguration: { relativeMountPath: 'refs' } },
    { azureBlobFileSystemConfiguration: { relativeMountPath: 'refs' } },
  ];
  const said = [
    "ls: cannot access 'refs/hg38': No such file or directory\n",
    "FileNotFoundError: [Errno 2] No such file or directory: 'refs/hg38/index.fa'\n",
    'cat: refs/hg38/index.fa: No such file or directory\n',
  ];
  for (const mount of mounts)
    for (const stderr of said) {
      const pool: Pool = { id: 'p', mountConfiguration: [mount] };
      const commandLine = '/bin/bash -c "tool refs/hg38/index.fa"';
      assert.match(explain({ commandLine }, { stderr, pool }).step, /\$AZ_BATCH_NODE_MOUNTS_DIR\/refs/, stderr);
      const right = '/bin/bash -c "tool $AZ_BATCH_NODE_MOUNTS_DIR/refs/hg38/index.fa"';
      assert.doesNotMatch(explain({ commandLine: right }, { stderr, pool }).step, /MOUNTS_DIR/, stderr);
      const own = [{ httpUrl: 'https://c.blob.core.windows.net/x/y', filePath: 'refs/hg38/index.fa' }];
      assert.doesNotMatch(explain({ commandLine, resourceFiles: own }, { stderr, pool }).step, /MOUNTS_DIR/, stderr);
    }
});

test('the variable of a package has underscores on Linux', () => {
  for (const [id, version, written, said] of [
    ['solver', '2.4', 'solver_2.4', '/bin/sh: 1: /.4/run: not found'],
    ['writer', '1.1.46', 'writer_1.1.46', '/bin/bash: line 1: cd: .1.46: No such file or directory'],
    ['blender', '4.1', 'blender#4.1', '/bin/bash: line 1: #4.1/blender: No such file or directory'],
  ] as const) {
    const pool: Pool = { id: 'p', applicationPackageReferences: [{ applicationId: id, version }] };
    const task = { commandLine: `/bin/bash -c 'cd $AZ_BATCH_APP_PACKAGE_${written} && ./run'` };
    const right = `AZ_BATCH_APP_PACKAGE_${id}_${version.replaceAll('.', '_')}`;
    const { title, step } = explain(task, { stderr: `${said}\n`, pool });
    assert.ok(step.startsWith(`Write ${right}:`), step);
    assert.match(title, /isn't set/);
    const correct = { commandLine: `/bin/bash -c 'cd $${right} && ./run'` };
    assert.doesNotMatch(explain(correct, { stderr: `${said}\n`, pool }).step, /^Write AZ/);
  }
});

test("for a folder of an image that refuses the task's user, running as administrator or another folder is suggested", () => {
  const containerSettings = { imageName: 'contoso.azurecr.io/layers:2' };
  for (const stderr of [
    "PermissionError: [Errno 13] Permission denied: '/app/output/layers'\n",
    'mkdir: cannot create directory ‘/home/app/.cache’: Permission denied\n',
    "Error: EACCES: permission denied, mkdir '/srv/out'\n",
  ]) {
    assert.match(explain({ commandLine: 'run', containerSettings }, { stderr }).step, /pool administrator/, stderr);
    assert.doesNotMatch(explain({ commandLine: 'run' }, { stderr }).step, /pool administrator/, stderr);
    const userIdentity = { autoUser: { scope: 'pool', elevationLevel: 'admin' } };
    const elevated = explain({ commandLine: 'run', containerSettings, userIdentity }, { stderr });
    assert.doesNotMatch(elevated.step, /pool administrator/, stderr);
  }
});

test('for the home of a user that no image has, setting HOME is suggested, not running as administrator', () => {
  for (const stderr of [
    "mkdir: can't create directory '/home/_azbatchtask_1/': Permission denied\n",
    "PermissionError: [Errno 13] Permission denied: '/home/_azbatch/.cache'\n",
    "PermissionError: [Errno 13] Permission denied: '/.cache'\n",
    "PermissionError: [Errno 13] Permission denied: '/.local'\n",
  ]) {
    const containerSettings = { imageName: 'contoso.azurecr.io/layers:2' };
    assert.match(explain({ commandLine: 'run', containerSettings }, { stderr }).step, /set HOME/, stderr);
  }
});

test("if the image's driver does not find a GPU, adding the GPU to containers manually is not suggested", () => {
  const pool: Pool = {
    id: 'p',
    vmSize: 'standard_nc24s_v3',
    virtualMachineConfiguration: { imageReference: { publisher: 'microsoft-dsvm', offer: 'ubuntu-hpc', sku: '2204' } },
  };
  for (const stderr of [
    'RuntimeError: Found no NVIDIA driver on your system.\n',
    'RuntimeError: No CUDA GPUs are available\n',
    'CUDA error: no CUDA-capable device is detected\n',
  ])
    assert.match(explain({ commandLine: 'train' }, { stderr, pool }).step, /^Run nvidia-smi on the node/, stderr);
  for (const commandLine of ['docker run --rm x train', 'sudo docker run -v a:b x', "/bin/sh -c 'podman run x'"]) {
    const stderr = 'RuntimeError: No CUDA GPUs are available\n';
    assert.match(explain({ commandLine }, { stderr, pool }).step, /^Add `--gpus all`/, commandLine);
  }
  const old = 'CUDA driver version is insufficient for CUDA runtime version\n';
  assert.doesNotMatch(explain({ commandLine: 'train' }, { stderr: old, pool }).step, /^Run nvidia-smi/);
});

test('a registry without a domain is named, and the network is not blamed', () => {
  for (const host of ['contosoimages', 'fabrikam', 'lab-registry']) {
    const value = `Get "https://${host}/v2/": dial tcp: lookup ${host} on 168.63.129.16:53: no such host`;
    const { title, fixes } = explainTask({
      task: {
        id: 't',
        state: 'completed',
        containerSettings: { imageName: `${host}/tool:1` },
        executionInfo: {
          result: 'failure',
          failureInfo: { category: 'UserError', code: 'ContainerInvalidImage', details: [{ name: 'Message', value }] },
        },
      },
    });
    assert.ok(title.includes(host), title);
    assert.match(fixes[0]?.text ?? '', /full server name.*registryServer/);
  }
});

test('a folder below the mounts that the pool does not mount is named, with those that it mounts', () => {
  const commandLine = "/bin/bash -c 'cp out.bin $AZ_BATCH_NODE_MOUNTS_DIR/res/'";
  const mount = (relativeMountPath: string) => ({
    id: 'p',
    mountConfiguration: [
      { azureBlobFileSystemConfiguration: { accountName: 'contoso', containerName: 'c', relativeMountPath } },
    ],
  });
  for (const stderr of [
    "cp: cannot create regular file '/mnt/batch/tasks/fsmounts/res/': Not a directory\n",
    'cat: /mnt/batch/tasks/fsmounts/res/in.csv: No such file or directory\n',
    "FileNotFoundError: [Errno 2] No such file or directory: '/mnt/resource/batch/tasks/fsmounts/res/in.csv'\n",
  ]) {
    assert.match(explain({ commandLine }, { stderr }).title, /mounts nothing at "res"/, stderr);
    assert.match(explain({ commandLine }, { stderr, pool: mount('data') }).step, /mountConfiguration/);
    assert.doesNotMatch(explain({ commandLine }, { stderr, pool: mount('res') }).title, /mounts nothing/);
  }
});
