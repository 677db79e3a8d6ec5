import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, watch, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { commandRun } from '../../../../test/builders/commandRun.ts';
import { fileText } from '../../../../test/builders/fileText.ts';
import { isRunning } from '../../../../test/fakes/isRunning.ts';
import { SteppedClock } from '../../clock.ts';
import type { CommandRun, Executor, NodeMachine } from '../executor.ts';
import { createProcessExecutor } from './processExecutor.ts';

describe('the process executor', () => {
  const clock = new SteppedClock();
  let root: string;
  let executor: Executor;
  let machine: NodeMachine;

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'executor-test-'));
    executor = createProcessExecutor({ root, clock, maxProcesses: 4, maxOutputBytes: 5_000_000 });
    machine = await executor.createMachine({ accountName: 'a', poolId: 'p', nodeId: 'n', os: 'linux' });
  });
  after(async () => {
    await executor.dispose();
    await rm(root, { recursive: true });
  });

  const sh = (script: string, changes: Partial<CommandRun> = {}): Promise<Awaited<ReturnType<NodeMachine['run']>>> =>
    machine.run(commandRun({ ...changes, commandLine: `/bin/sh -c '${script}'` }));
  const output = (name: string): Promise<string> => fileText(machine.files, `workitems/j/job-1/t/${name}`);

  test('a run keeps its output and returns the exit code', async () => {
    assert.deepEqual(await sh('echo out; echo err >&2'), { exitCode: 0 });
    assert.equal(await output('stdout.txt'), 'out\n');
    assert.equal(await output('stderr.txt'), 'err\n');
  });

  test('a later attempt starts with empty output files', async () => {
    await sh('echo first');
    await sh('true', { attempt: 1 });
    assert.equal(await output('stdout.txt'), '');
  });

  test('a nonzero exit code is a failure', async () => {
    const result = await sh('exit 3');
    assert.equal(result.exitCode, 3);
    assert.equal(result.failure?.code, 'FailureExitCode');
    assert.equal(result.failure.category, 'UserError');
  });

  test('a program ended by a signal returns the negated number, and under a shell 128 is added', async () => {
    assert.equal((await sh('kill -KILL $$')).exitCode, -9);
    assert.equal((await sh('kill -SEGV $$')).exitCode, -11);
    assert.equal((await sh('sh -c "kill -KILL \\$\\$"; exit $?')).exitCode, 137);
  });

  test('a missing program is never started', async () => {
    const result = await machine.run(commandRun({ commandLine: 'no-such-program --help' }));
    assert.equal(result.exitCode, undefined);
    assert.equal(result.failure?.code, 'CommandProgramNotFound');
    assert.equal(await output('stderr.txt'), '');
  });

  test('a command line that cannot be launched fails with a code', async () => {
    const tooLong = `echo ${'x'.repeat(200_000)}`;
    for (const commandLine of ['', '/bin/sh -c "open', '/etc', 'echo a\0b', tooLong]) {
      const { exitCode, failure } = await machine.run(commandRun({ commandLine }));
      assert.equal(exitCode, undefined);
      assert.equal(failure?.code, 'CommandLaunchFailed', commandLine.slice(0, 20));
    }
  });

  test("links that a program puts in place of its own or another task's files are not followed", async () => {
    const victim = join(root, 'victim.txt');
    await writeFile(victim, 'untouched');
    const script = `ln -sf ${victim} "$AZ_BATCH_TASK_DIR/stdout.txt"; ln -s ${root} "$AZ_BATCH_TASK_DIR/../trap"; : > "$AZ_BATCH_TASK_DIR/../file"`;
    assert.equal((await sh(script)).exitCode, 0);
    assert.equal((await sh('echo overwritten')).exitCode, 0);
    assert.equal(await readFile(victim, 'utf8'), 'untouched');
    assert.equal(await output('stdout.txt'), 'overwritten\n');
    for (const name of ['trap', 'file']) {
      const { exitCode, failure } = await sh('echo overwritten', { rootDirectory: `workitems/j/job-1/${name}` });
      assert.deepEqual([exitCode, failure?.code, failure?.category], [undefined, 'Unknown', 'ServerError']);
    }
    assert.deepEqual(await machine.files.list('workitems/j/job-1/trap', true), []);
  });

  test('the command line is not run in a shell', async () => {
    await machine.run(commandRun({ commandLine: 'echo $HOME ; touch x `id` > y' }));
    assert.equal(await output('stdout.txt'), '$HOME ; touch x `id` > y\n');
  });

  test("the environment contains the settings of Batch and the task, and none of the simulator's", async () => {
    process.env['SECRET_OF_THE_SIMULATOR'] = 'x';
    await machine.run(
      commandRun({ commandLine: 'env -0', environment: { AZ_BATCH_TASK_ID: 't', MY: '$AZ_BATCH_TASK_DIR' } }),
    );
    delete process.env['SECRET_OF_THE_SIMULATOR'];
    const lines = (await output('stdout.txt')).split('\0').filter((line) => line !== '');
    const names = lines.map((line) => line.slice(0, line.indexOf('=')));
    assert.deepEqual(names.filter((name) => !['LANG', 'TZ'].includes(name)).sort(), [
      'AZ_BATCH_CERTIFICATES_DIR',
      'AZ_BATCH_NODE_MOUNTS_DIR',
      'AZ_BATCH_NODE_ROOT_DIR',
      'AZ_BATCH_NODE_SHARED_DIR',
      'AZ_BATCH_NODE_STARTUP_DIR',
      'AZ_BATCH_TASK_DIR',
      'AZ_BATCH_TASK_ID',
      'AZ_BATCH_TASK_WORKING_DIR',
      'HOME',
      'MY',
      'PATH',
    ]);
    assert.ok(lines.includes('MY=$AZ_BATCH_TASK_DIR'));
  });

  test('settings that contain paths become absolute', async () => {
    await machine.run(
      commandRun({
        commandLine: 'printenv AZ_BATCH_JOB_PREP_DIR',
        pathSettings: { AZ_BATCH_JOB_PREP_DIR: 'workitems/j/prep' },
      }),
    );
    assert.match(await output('stdout.txt'), /^\/.*\/node-1\/workitems\/j\/prep\n$/);
  });

  test('a program runs in its wd folder, with empty input', async () => {
    await sh('[ "$PWD" = "$AZ_BATCH_TASK_WORKING_DIR" ] && cat && ls "$AZ_BATCH_TASK_DIR" && touch made');
    assert.equal(await output('stdout.txt'), 'certs\nstderr.txt\nstdout.txt\nwd\n');
    const files = await machine.files.list('workitems/j/job-1/t', true);
    assert.ok(files.some((file) => file.path === 'workitems/j/job-1/t/wd/made' && file.fileMode === '0o100644'));
  });

  /**
   * Runs a script in which `READY` writes the shell's ID to `FOLDER/pid`, and calls back when it has. `NESTED` does the
   * same within double quotes, for the shell that gets the quoted text.
   */
  async function whenReady(script: string, changes: Partial<CommandRun>, act: () => void | Promise<void>, hidden = '') {
    const folder = await mkdtemp(join(root, 'ready-'));
    const ready = 'echo $$ > FOLDER/pid.tmp; mv FOLDER/pid.tmp FOLDER/pid';
    const fill = (text: string): string => text.replaceAll('READY', () => ready).replaceAll('FOLDER', folder);
    await writeFile(join(folder, 'hidden'), fill(hidden));
    const events = watch(folder)[Symbol.asyncIterator]();
    const made = events.next();
    const filled = script.replaceAll('NESTED', () => ready.replaceAll('$', '\\$'));
    const result = sh(fill(filled), changes);
    await made;
    await events.return?.();
    let pid = '';
    while (pid === '') pid = await readFile(join(folder, 'pid'), 'utf8').catch(() => '');
    await act();
    return { result: await result, pid: Number(pid) };
  }

  /**
   * A killed process takes a moment to end: its memory is freed before its state changes. The time limit of the test
   * ends the loop.
   */
  const hasEnded = async (pid: number): Promise<boolean> => {
    while (await isRunning(pid)) await new Promise((done) => setImmediate(done));
    return true;
  };

  test('ending a run kills its children, including those that left the group', async () => {
    const ending = new AbortController();
    const script = 'setsid /bin/sh -c "NESTED; exec sleep 600" & sleep 600 & wait';
    const { result, pid } = await whenReady(script, { signal: ending.signal }, () => ending.abort());
    assert.equal(result.failure?.code, 'TaskEnded');
    assert.equal(result.exitCode, -9);
    assert.ok(await hasEnded(pid));
  });

  test('no setting hides processes that a program leaves running', async () => {
    const environment = { AZ_BATCH_TASK_DIR: '/', AZ_BATCH_NODE_ROOT_DIR: '/' };
    const { result, pid } = await whenReady(
      'setsid /bin/sh -c "NESTED; exec sleep 600" & until [ -e FOLDER/pid ]; do sleep 0.01; done',
      { environment },
      () => undefined,
    );
    assert.deepEqual(result, { exitCode: 0 });
    assert.ok(await hasEnded(pid));
  });

  test('no process survives the end of a program', async () => {
    const { result, pid } = await whenReady(
      '/bin/sh -c "NESTED; exec sleep 600" & until [ -e FOLDER/pid ]; do sleep 0.01; done',
      {},
      () => undefined,
    );
    assert.deepEqual(result, { exitCode: 0 });
    assert.ok(await hasEnded(pid));
  });

  const hiding: readonly (readonly [how: string, command: string])[] = [
    ['in a session, without its environment', 'env -i setsid /bin/sh FOLDER/hidden'],
    ['in a session, without the pipe it was given', 'setsid /bin/sh -c "exec 3>&-; exec /bin/sh FOLDER/hidden"'],
  ];
  for (const [how, command] of hiding) {
    test(`no process that has hidden ${how} survives`, async () => {
      const script = `(${command} > /dev/null 2>&1 &); until [ -e FOLDER/pid ]; do sleep 0.01; done`;
      const { result, pid } = await whenReady(script, {}, () => undefined, 'READY; exec sleep 600');
      assert.deepEqual(result, { exitCode: 0 });
      assert.ok(await hasEnded(pid));
    });
  }

  test('a program that kills its parent ends itself, and nothing else', async () => {
    const ending = new AbortController();
    const { result: other } = await whenReady(
      'READY; exec sleep 600',
      { signal: ending.signal, rootDirectory: 'workitems/j/job-1/other' },
      async () => {
        const { result, pid } = await whenReady('READY; kill -9 $PPID; sleep 600', {}, () => undefined);
        assert.deepEqual([result.exitCode, result.failure?.code], [-9, 'FailureExitCode']);
        assert.ok(await hasEnded(pid));
        ending.abort();
      },
    );
    assert.equal(other.failure?.code, 'TaskEnded');
  });

  test('if the supervisor is killed, its programs end, and later ones run', async () => {
    const parent = 'read line < /proc/$PPID/stat; set -- $line; kill -9 $4';
    const { result, pid } = await whenReady(`READY; ${parent}; sleep 600`, {}, () => undefined);
    assert.deepEqual([result.exitCode, result.failure?.code], [-9, 'Unknown']);
    assert.ok(await hasEnded(pid));
    assert.deepEqual(await sh('true'), { exitCode: 0 });
  });

  test('a program that writes endlessly is ended', async () => {
    const { exitCode, failure } = await machine.run(commandRun({ commandLine: 'yes' }));
    assert.deepEqual([exitCode, failure?.code], [-9, 'DiskFull']);
    assert.deepEqual(await sh('true'), { exitCode: 0 });
  });

  test('a program that writes too much before the first check fails too', async () => {
    const { failure } = await sh('head -c 5000001 /dev/zero');
    assert.equal(failure?.code, 'DiskFull');
    assert.deepEqual(await sh('head -c 5000000 /dev/zero'), { exitCode: 0 });
  });

  test('the wall-clock limit ends a run', async () => {
    const overtime = new AbortController();
    const { result, pid } = await whenReady('READY; exec sleep 600', { overtime: overtime.signal }, () =>
      overtime.abort(),
    );
    assert.equal(result.failure?.code, 'TaskEnded');
    assert.ok(await hasEnded(pid));
  });

  test('a run that was ended before it started runs no program', async () => {
    const result = await sh('touch started', { signal: AbortSignal.abort(), rootDirectory: 'workitems/j/job-1/ended' });
    assert.equal(result.failure?.code, 'TaskEnded');
    assert.equal(await machine.files.find('workitems/j/job-1/ended/wd/started'), undefined);
  });

  test('the number of programs that run at a time is limited', async () => {
    const counter = join(root, 'running');
    const script = `echo >> ${counter}; wc -l < ${counter}; while [ ! -e ${counter}.go ]; do sleep 0.01; done; sed -i 1d ${counter}`;
    const runs = Array.from({ length: 6 }, (_, index) =>
      sh(script, { rootDirectory: `workitems/j/job-1/many-${index}` }),
    );
    while ((await readFile(counter, 'utf8').catch(() => '')).length < 4)
      await new Promise((done) => setImmediate(done));
    const started = await Promise.all(
      runs.map((_, index) => machine.files.find(`workitems/j/job-1/many-${index}/stdout.txt`)),
    );
    assert.equal(started.filter((file) => file !== undefined).length, 4);
    await writeFile(`${counter}.go`, '');
    assert.ok((await Promise.all(runs)).every((result) => result.exitCode === 0));
  });

  test('disposing a node ends its runs and wipes its disk', async () => {
    const other = await executor.createMachine({ accountName: 'a', poolId: 'p', nodeId: 'm', os: 'linux' });
    const run = other.run(commandRun({ commandLine: 'sleep 600' }));
    await other.dispose();
    assert.equal((await run).failure?.code, 'TaskEnded');
    assert.deepEqual(await other.files.list('', true), []);
    await other.dispose();
  });
});

test('a disposed executor leaves nothing behind', async () => {
  const root = await mkdtemp(join(tmpdir(), 'executor-test-'));
  const executor = createProcessExecutor({ root });
  await executor.createMachine({ accountName: 'a', poolId: 'p', nodeId: 'n', os: 'linux' });
  await executor.dispose();
  await executor.dispose();
  assert.deepEqual(await readdir(root), []);
  await rm(root, { recursive: true });
});

test('nodes that start at the same time have separate folders', async (context) => {
  const root = await mkdtemp(join(tmpdir(), 'executor-test-'));
  const executor = createProcessExecutor({ root });
  context.after(async () => {
    await executor.dispose();
    await rm(root, { recursive: true });
  });
  const toRequest = (nodeId: string) => ({ accountName: 'a', poolId: 'p', nodeId, os: 'linux' }) as const;
  const [first, second] = await Promise.all(['n', 'm'].map((nodeId) => executor.createMachine(toRequest(nodeId))));
  assert.ok(first && second);
  await first.run(commandRun({ commandLine: '/bin/sh -c "echo mine"' }));
  assert.equal(await fileText(first.files, 'workitems/j/job-1/t/stdout.txt'), 'mine\n');
  assert.ok(!(await second.files.list('', true)).some(({ path }) => path.includes('stdout.txt')));
});

test('a node gets the persistent folder only after the previous node in that folder has ended', async (context) => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'executor-test-'));
  const saved = join(stateFolder, 'saved');
  await mkdir(join(saved, 'shared'), { recursive: true });
  await writeFile(join(saved, 'shared/data.txt'), 'saved');
  const executor = createProcessExecutor({ stateFolder });
  context.after(async () => {
    await executor.dispose();
    await rm(stateFolder, { recursive: true });
  });
  const request = { accountName: 'a', poolId: 'p', nodeId: 'n', os: 'linux' } as const;
  const former = await executor.createMachine(request);
  void former.run(commandRun({ commandLine: 'sleep 600' }));
  const ended = former.dispose();
  const next = await executor.createMachine({ ...request, disk: { folder: saved } });
  await ended;
  await former.files.remove('shared/data.txt');
  assert.equal(await fileText(next.files, 'shared/data.txt'), 'saved');
  assert.equal((await next.run(commandRun({ commandLine: '/bin/true' }))).exitCode, 0);
});
