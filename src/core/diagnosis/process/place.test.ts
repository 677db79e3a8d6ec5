import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { explainTask } from '../explainTask.ts';

function failed(exitCode: number, task: Partial<Task>): Task {
  return {
    id: 't',
    state: 'completed',
    nodeInfo: { nodeId: 'n' },
    executionInfo: {
      exitCode,
      result: 'failure',
      failureInfo: { category: 'UserError', code: 'FailureExitCode' },
    },
    ...task,
  };
}

function firstStep(task: Task, stderr: string, pool?: Pool): string {
  const { fixes } = explainTask({ task, stderr, stdout: '', os: 'linux', ...(pool === undefined ? {} : { pool }) });
  return fixes[0]?.text ?? '';
}

const inContainer = { containerSettings: { imageName: 'contoso.azurecr.io/tool:1' } };

test('removing the container runtime is suggested for a command line that starts a container in a container', () => {
  for (const runtime of ['docker', 'podman', 'nvidia-docker']) {
    const task = failed(127, { ...inContainer, commandLine: `/bin/sh -c '${runtime} run x && true'` });
    assert.match(firstStep(task, `/bin/sh: 1: ${runtime}: not found\n`), new RegExp(`^Remove ${runtime} from`));
  }
  const onNode = failed(127, { commandLine: "/bin/sh -c 'docker run x'" });
  assert.doesNotMatch(firstStep(onNode, '/bin/sh: 1: docker: not found\n'), /^Remove/);
});

test('for a program that only the node may have, adding it to the image is suggested', () => {
  for (const program of ['samtools', 'azcopy', 'ffmpeg']) {
    const task = failed(127, { ...inContainer, commandLine: `/bin/sh -c '${program} x'` });
    assert.match(firstStep(task, `/bin/sh: 1: ${program}: not found\n`), new RegExp(`^Add "${program}" to the image`));
  }
});

test('a relative path in the command line that no resource file provides may be in the image', () => {
  for (const name of ['main.py', 'app/serve.py', 'tools/fit.py']) {
    const task = failed(2, { ...inContainer, commandLine: `python ${name} --all` });
    const wd = '/mnt/batch/tasks/workitems/run/job-1/t/wd';
    const stderr = `python: can't open file '${wd}/${name}': [Errno 2] No such file or directory\n`;
    assert.match(firstStep(task, stderr), /containerImageDefault/, name);
    const brought = { ...task, resourceFiles: [{ httpUrl: 'https://c.blob.core.windows.net/x/y', filePath: name }] };
    assert.doesNotMatch(firstStep(brought, stderr), /containerImageDefault/, name);
    const set = { imageName: 'x', workingDirectory: 'containerImageDefault' };
    assert.doesNotMatch(firstStep({ ...task, containerSettings: set }, stderr), /containerImageDefault/, name);
  }
});

test('a package variable without a package reference is the cause', () => {
  const pool: Pool = { id: 'p', applicationPackageReferences: [{ applicationId: 'blender', version: '4.1' }] };
  const stderr = 'sh: 1: /bin/render: No such file or directory\n';
  const run = (variable: string) =>
    failed(127, { commandLine: `/bin/sh -c '$AZ_BATCH_APP_PACKAGE_${variable}/bin/render'` });
  const title = (variable: string) => explainTask({ task: run(variable), pool, stderr, stdout: '', os: 'linux' }).title;
  for (const variable of ['blender_4_2', 'blender', 'gromacs_2024_1'])
    assert.match(title(variable), new RegExp(`The variable AZ_BATCH_APP_PACKAGE_${variable} isn't set$`));
  assert.doesNotMatch(title('blender_4_1'), /isn't set/);
  assert.doesNotMatch(title('BLENDER_4_1'), /isn't set/);
});

test('a path in the folder of a package that is not in the package is the cause, named by a program or not', () => {
  const pool: Pool = { id: 'p', applicationPackageReferences: [{ applicationId: 'gromacs', version: '2024.1' }] };
  const folder = '/mnt/batch/tasks/applications/gromacs2024.12026-11-20-10-00';
  for (const path of ['gromacs-2024/bin/gmx', 'bin/gmx_mpi', 'share/run.sh']) {
    const commandLine = `/bin/sh -c '$AZ_BATCH_APP_PACKAGE_gromacs_2024_1/${path} mdrun'`;
    const stderr = `/bin/sh: 1: ${folder}/${path}: not found\n`;
    const { title } = explainTask({ task: failed(127, { commandLine }), pool, stderr, stdout: '', os: 'linux' });
    assert.ok(title.endsWith(`${path} isn't in the application package`), title);
  }
  const explain = (commandLine: string, stdout: string) =>
    explainTask({
      task: failed(1, { commandLine }),
      pool,
      stderr: 'The system cannot find the path specified.\r\n',
      stdout,
      os: 'windows',
    });
  const call = String.raw`cmd /c %AZ_BATCH_APP_PACKAGE_gromacs#2024.1%\bin\gmx.exe mdrun`;
  const { title, cause, fixes } = explain(call, '');
  assert.ok(title.endsWith(String.raw`bin\gmx.exe isn't in the application package`), title);
  assert.doesNotMatch(cause, /ran/);
  assert.match(fixes[0]?.text ?? '', /^Correct the path after AZ_BATCH_APP_PACKAGE_gromacs#2024\.1:/);
  assert.doesNotMatch(explain(call, 'starting\r\n').title, /package/);
  assert.doesNotMatch(explain('cmd /c cd data && run.exe', '').title, /package/);
});

test('resource files of a multi-instance task are only on its primary', () => {
  for (const name of ['topol.tpr', 'in/case.foam', 'mesh.msh']) {
    const task = failed(1, {
      commandLine: `/bin/bash -c 'mpirun -np 4 solve ${name}'`,
      multiInstanceSettings: { numberOfInstances: 2 },
      resourceFiles: [{ httpUrl: 'https://c.blob.core.windows.net/x/y', filePath: name }],
    });
    assert.match(
      firstStep(task, `solve: cannot open '${name}': No such file or directory\n`),
      /commonResourceFiles/,
      name,
    );
  }
});

test('the folder that tasks on a node share is filled by a start task', () => {
  for (const name of ['azcopy', 'bin/tool', 'ref/genome.fa']) {
    const task = failed(127, { commandLine: `/bin/sh -c '/mnt/batch/tasks/shared/${name} x'` });
    const stderr = `/bin/sh: 1: /mnt/batch/tasks/shared/${name}: No such file or directory\n`;
    assert.match(firstStep(task, stderr, { id: 'p' }), new RegExp(`start task of the pool put ${name} into`), name);
  }
});

test('a GPU without a driver, and a node without a GPU, are explained', () => {
  const task = failed(1, { commandLine: 'train' });
  const image = (offer: string) => ({ virtualMachineConfiguration: { imageReference: { publisher: 'x', offer } } });
  for (const stderr of ['RuntimeError: No CUDA GPUs are available\n', 'no CUDA-capable device is detected\n']) {
    const gpu: Pool = { id: 'p', vmSize: 'standard_nc4as_t4_v3', ...image('0001-com-ubuntu-server-jammy') };
    assert.match(firstStep(task, stderr, gpu), /image that has the GPU driver/);
    const { fixes } = explainTask({ task, stderr, pool: gpu });
    assert.equal(fixes.at(-1)?.text, 'Then retry the task.', 'Batch does retry after an exit code');
    const old = 'RuntimeError: The NVIDIA driver on your system is too old (found version 11040).\n';
    assert.match(firstStep(task, old, gpu), /newer NVIDIA driver, or a build for the CUDA version/);
    assert.match(firstStep(task, stderr, { id: 'p', vmSize: 'standard_d2s_v3' }), /VM size that has a GPU/);
    assert.doesNotMatch(firstStep(task, stderr, { ...gpu, ...image('ubuntu-hpc') }), /image that has the GPU driver/);
  }
});

test('a path on the submitting computer is not a path on the node', () => {
  const onLinux = (path: string) =>
    firstStep(failed(1, { commandLine: `python3 fit.py ${path}` }), `cat: ${path}: No such file or directory\n`);
  for (const path of ['/Users/kim/data/in.csv', 'C:\\Users\\kim\\data\\in.csv', 'D:\\Users\\x\\in.csv'])
    assert.match(onLinux(path), /^Name the file relative to the working directory of the task \("?in\.csv"?\)/, path);
  for (const path of ['/home/kim/in.csv', '/data/Users/in.csv', 'in.csv'])
    assert.doesNotMatch(onLinux(path), /^Name the file relative/, path);
  const onWindows = (command: string, stderr: string) =>
    explainTask({ task: failed(1, { commandLine: `cmd /c ${command}` }), stderr, stdout: '', os: 'windows' });
  const syntax = 'The syntax of the command is incorrect.\r\n';
  for (const path of ['/Users/kim/in.csv', '/home/kim/work/in.csv'])
    assert.match(onWindows(`type ${path}`, syntax).title, /isn't one of the node$/, path);
  for (const command of ['copy a b c d', 'type C:\\Users\\kim\\in.csv', 'dir https://example.com/Users/kim/in.csv'])
    assert.doesNotMatch(onWindows(command, syntax).title, /isn't one of the node$/, command);
});

test('access to a mounted blob container is a problem of the mount', () => {
  const mount = { relativeMountPath: 'tools', blobfuseOptions: '-o attr_timeout=240' };
  const pool = (options = mount.blobfuseOptions): Pool => ({
    id: 'p',
    mountConfiguration: [{ azureBlobFileSystemConfiguration: { ...mount, blobfuseOptions: options } }],
  });
  const root = '/mnt/batch/tasks/fsmounts/tools';
  const denials: readonly (readonly [exitCode: number, stderr: string])[] = [
    [126, `/bin/bash: line 1: ${root}/run.sh: Permission denied\n`],
    [1, `PermissionError: [Errno 13] Permission denied: '${root}/in/a.csv'\n`],
    [1, `cp: cannot stat '${root}/model.bin': Permission denied\n`],
  ];
  for (const [exitCode, stderr] of denials) {
    const task = failed(exitCode, { commandLine: "/bin/bash -c './go'" });
    assert.match(firstStep(task, stderr, pool()), /allow_other/, stderr);
    for (const other of [pool('-o allow_other'), { id: 'p' }])
      assert.doesNotMatch(firstStep(task, stderr, other), /allow_other/, stderr);
    const admin = { ...task, userIdentity: { autoUser: { elevationLevel: 'admin' } } };
    assert.doesNotMatch(firstStep(admin, stderr, pool()), /allow_other/, stderr);
  }
});

test('a resource file at an absolute path belongs to an administrator', () => {
  const task = (filePath: string, more: Partial<Task> = {}) =>
    failed(1, {
      commandLine: "/bin/bash -c './go'",
      resourceFiles: [
        { httpUrl: 'https://contoso.blob.core.windows.net/in/go', filePath: 'go' },
        { httpUrl: 'https://contoso.blob.core.windows.net/in/a', filePath },
      ],
      ...more,
    });
  for (const [path, stderr] of [
    ['/scratch/in/a.bam', 'samtools: failed to open "/scratch/in/a.bam": Permission denied\n'],
    ['/data1/model.pt', "PermissionError: [Errno 13] Permission denied: '/data1/model.pt'\n"],
    // A container as resource files, with its folder as the path.
    ['/mnt/ref', 'cat: /mnt/ref/genome.fa: Permission denied\n'],
  ] as const) {
    assert.match(firstStep(task(path), stderr, { id: 'p' }), /relative `filePath`/, stderr);
    const admin = { userIdentity: { autoUser: { elevationLevel: 'admin' } } } as const;
    for (const other of [task(path, admin), task('a.bam'), task('/other/place')])
      assert.doesNotMatch(firstStep(other, stderr, { id: 'p' }), /relative `filePath`/, stderr);
  }
});

test('a signature of Nextflow applies to the container of its work directory', () => {
  const signed = 'sv=2023-11-03&sr=c&sig=x%3D&sp=rl';
  const task = (work: string) =>
    failed(1, {
      id: 'nf-0a1b',
      commandLine: "bash -o pipefail -c 'bash .command.run 2>&1 | tee .command.log'",
      resourceFiles: [
        {
          httpUrl: `https://contoso.blob.core.windows.net/${work}/0a/.command.run?${signed}`,
          filePath: '.command.run',
        },
      ],
    });
  const stderr = (container: string) =>
    `cannot list files due to reason GET https://contoso.blob.core.windows.net/${container}\nRESPONSE 403: 403 Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.\nERROR CODE: AuthenticationFailed\n`;
  for (const container of ['reference', 'reads', 'igenomes'])
    assert.match(firstStep(task('work'), stderr(container)), new RegExp(`container ${container} as well`));
  assert.doesNotMatch(firstStep(task('work'), stderr('work')), /as well/);
  const ofAccount = {
    ...task('work'),
    resourceFiles: [{ httpUrl: 'https://contoso.blob.core.windows.net/work/a?ss=b&sig=x', filePath: 'a' }],
  };
  assert.doesNotMatch(firstStep(ofAccount, stderr('reference')), /as well/);
  const other = { ...task('work'), id: 't', commandLine: 'azcopy copy a b' };
  assert.doesNotMatch(firstStep(other, stderr('reference')), /Nextflow/);
});
