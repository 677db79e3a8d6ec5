import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandRun } from '../../../../test/builders/commandRun.ts';
import { fileText } from '../../../../test/builders/fileText.ts';
import { SteppedClock } from '../../clock.ts';
import { failed, succeeded } from '../../scenarios/runs.ts';
import { type Scenario, toNodeId } from '../../scenarios/scenario.ts';
import type { CommandRun, NodeMachine } from '../executor.ts';
import type { RunResult } from '../outcome.ts';
import { createScriptedExecutor } from './scriptedExecutor.ts';

const folder = 'workitems/j/job-1/t';

const scenario: Scenario = {
  name: 'test',
  description: '',
  pools: [{ body: { id: 'p' }, nodes: [{}, { startTask: [failed(127, 1000)] }] }],
  jobs: [
    {
      body: { id: 'J' },
      tasks: [
        {
          body: { id: 't' },
          outcomes: [
            failed(3, 10_000, {
              stdout: [
                { atMs: 0, text: 'one\n' },
                { atMs: 5000, text: 'two\n' },
              ],
              stderr: 'oops\n',
            }),
            succeeded(1000, { stdout: 'fine\n', files: { 'wd/out.txt': 'result' } }),
          ],
        },
      ],
      preparation: [failed(2, 1000)],
    },
    {
      body: { id: 'lazy' },
      tasks: {
        count: 10,
        at: (index: number) => ({ body: { id: `t${index}` }, outcomes: [failed(index, 1000)] }),
        indexOf: (id: string) => Number(id.slice(1)),
        nextFailure: (index: number) => index,
      },
    },
  ],
  rules: [{ kind: 'task', commandLineIncludes: 'sleep', outcomes: [succeeded(60_000)] }],
};

async function withMachine(act: (machine: NodeMachine, clock: SteppedClock) => Promise<void>): Promise<void> {
  const clock = new SteppedClock();
  const executor = createScriptedExecutor({ clock, scenario });
  try {
    await act(await executor.createMachine({ accountName: 'a', poolId: 'p', nodeId: 'n', os: 'linux' }), clock);
  } finally {
    await executor.dispose();
  }
}

async function play(machine: NodeMachine, clock: SteppedClock, changes: Partial<CommandRun>): Promise<RunResult> {
  const result = machine.run(commandRun(changes));
  await clock.advance(120_000);
  return result;
}

test('attempts end with their scripted outcomes in order, and the last outcome repeats', () =>
  withMachine(async (machine, clock) => {
    assert.equal((await play(machine, clock, { attempt: 0 })).failure?.code, 'FailureExitCode');
    assert.equal(await fileText(machine.files, `${folder}/stderr.txt`), 'oops\n');
    for (const attempt of [1, 2, 7]) {
      assert.deepEqual(await play(machine, clock, { attempt }), { exitCode: 0 });
      assert.equal(await fileText(machine.files, `${folder}/stdout.txt`), 'fine\n');
      assert.equal(await fileText(machine.files, `${folder}/stderr.txt`), '');
      assert.equal(await fileText(machine.files, `${folder}/wd/out.txt`), 'result');
    }
  }));

test('output appears as the clock advances', () =>
  withMachine(async (machine, clock) => {
    const result = machine.run(commandRun());
    await clock.advance(4999);
    assert.equal(await fileText(machine.files, `${folder}/stdout.txt`), 'one\n');
    await clock.advance(1);
    assert.equal(await fileText(machine.files, `${folder}/stdout.txt`), 'one\ntwo\n');
    await clock.advance(5000);
    assert.equal((await result).exitCode, 3);
  }));

test('a run that is ended keeps the output that it has written', () =>
  withMachine(async (machine, clock) => {
    const ending = new AbortController();
    const result = machine.run(commandRun({ signal: ending.signal }));
    await clock.advance(1000);
    ending.abort();
    assert.equal((await result).failure?.code, 'TaskEnded');
    await clock.advance(60_000);
    assert.equal(await fileText(machine.files, `${folder}/stdout.txt`), 'one\n');
  }));

test('the wall-clock limit ends a run', () =>
  withMachine(async (machine, clock) => {
    const overtime = new AbortController();
    const result = machine.run(commandRun({ overtime: overtime.signal }));
    await clock.advance(2000);
    overtime.abort();
    assert.deepEqual([(await result).exitCode, (await result).failure?.code], [-9, 'TaskEnded']);
  }));

test('disposing a machine ends its runs', () =>
  withMachine(async (machine) => {
    const result = machine.run(commandRun());
    await machine.dispose();
    assert.equal((await result).failure?.code, 'TaskEnded');
    assert.deepEqual(await machine.files.list('', true), []);
  }));

test('scripts are found by kind of task, by ID in any case, by function, or by rule', () =>
  withMachine(async (machine, clock) => {
    const startTask = { kind: 'startTask', nodeId: toNodeId('p', 1), rootDirectory: 'startup' } as const;
    assert.equal((await play(machine, clock, startTask)).exitCode, 127);
    assert.equal((await play(machine, clock, { kind: 'jobPreparation', jobId: 'j' })).exitCode, 2);
    assert.equal((await play(machine, clock, { kind: 'jobRelease', jobId: 'j' })).exitCode, 0);
    assert.equal((await play(machine, clock, { taskId: 'T' })).exitCode, 3);
    assert.equal((await play(machine, clock, { jobId: 'lazy', taskId: 't7' })).exitCode, 7);
    const slow = machine.run(commandRun({ jobId: 'other', commandLine: 'sleep 60' }));
    await clock.advance(59_999);
    assert.equal((await machine.files.find(`${folder}/stdout.txt`))?.contentLength, 0);
    await clock.advance(1);
    assert.deepEqual(await slow, { exitCode: 0 });
  }));

test('a task that no scenario defines succeeds, and its output says why', () =>
  withMachine(async (machine, clock) => {
    assert.deepEqual(await play(machine, clock, { jobId: 'new', commandLine: 'rm -rf /' }), { exitCode: 0 });
    assert.match(await fileText(machine.files, `${folder}/stdout.txt`), /No program was run/);
  }));

test('files of past runs are created with their modification times', () =>
  withMachine(async (machine) => {
    machine.place?.('', succeeded(0, { files: { 'shared/model.bin': 'x' } }), 1000);
    machine.place?.(folder, failed(1, 500, { stdout: 'past\n' }), 2000);
    assert.equal(await fileText(machine.files, 'shared/model.bin'), 'x');
    assert.equal(await fileText(machine.files, `${folder}/stdout.txt`), 'past\n');
    assert.equal((await machine.files.find(`${folder}/stdout.txt`))?.lastModifiedMs, 2000);
    const names = (await machine.files.list('', false)).map((file) => file.path);
    assert.deepEqual(names, ['applications', 'fsmounts', 'shared', 'startup', 'volatile', 'workitems']);
  }));
