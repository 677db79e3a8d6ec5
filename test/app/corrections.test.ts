import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { run as submitDefinition } from '../../src/app/actions/definition/submit.ts';
import { run as changeJobLimit } from '../../src/app/actions/job/changeLimit.ts';
import { run as cloneJob } from '../../src/app/actions/job/clone.ts';
import { run as changeStartTask } from '../../src/app/actions/pool/changeStartTask.ts';
import { run as disableAutoscale } from '../../src/app/actions/pool/disableAutoscale.ts';
import { run as editStartTask } from '../../src/app/actions/pool/editStartTask.ts';
import { run as enableAutoscale } from '../../src/app/actions/pool/enableAutoscale.ts';
import type { WindowCommand } from '../../src/app/actions/verb/window.ts';
import { AutoscaleRuns } from '../../src/app/definitions/autoscaleRuns.ts';
import { makeSample } from '../../src/simulator/scenarios/sample/sample.ts';
import type { Said } from '../fakes/fakeUi.ts';
import { type FakeDocument, withEditors } from '../fakes/fakeWindow.ts';
import { type Simulated, simulate } from './support/simulate.ts';

suite('corrections of start tasks, jobs, and formulas', () => {
  let world: Simulated;
  let editors: ReturnType<typeof withEditors>;
  const pool = (poolId: string) => ({ kind: 'pool', accountId: world.accountId, poolId }) as const;
  const listChanges = (): readonly (string | undefined)[] =>
    world.simulator.requests
      .filter(({ method }) => method !== 'GET' && method !== 'HEAD')
      .map(({ operation }) => operation);

  before(async () => {
    world = await simulate(makeSample());
    Object.assign(world.app, { autoscaleRuns: new AutoscaleRuns(world.accounts) });
    editors = withEditors(world.app);
  });

  after(() => world.close());

  /** Runs a command on an item, or on a draft, while the user chooses the rows with these labels. */
  const run = (command: WindowCommand, thing: unknown, ...rows: readonly string[]): Promise<Said> =>
    world.run((_app, args) => command(editors.window, args), [thing], { rows });

  async function open(command: WindowCommand, thing: unknown): Promise<FakeDocument> {
    const said = await run(command, thing);
    return editors.findActive() ?? assert.fail(said.errors.join());
  }

  /** Returns the question beside a definition, with the texts of its rows. */
  function toAsked({ asked, errors }: Said): { readonly title: string; readonly text: string } {
    const question = asked.find(({ rows }) => rows.some(({ label }) => label === 'Cancel'));
    const rows = question?.rows.map(({ label, detail = '' }) => `${label} ${detail}`.trim()) ?? [];
    return { title: question?.title ?? errors.join(), text: rows.join('\n') };
  }

  const rebootFailed = 'Reboot 2 Nodes Whose Start Task Failed';

  test('a change of a start task that does not help is reported as failing for the same reason', async () => {
    const document = await open(editStartTask, pool('gpu-train'));
    document.text = document.text.replace('bash prepare-node.sh', "/bin/bash -c 'bash prepare-node.sh'");
    const notified = world.ui.untilSaid(/^2 of 2 nodes in pool gpu-train didn't come back\./);
    const said = await run(changeStartTask, document, rebootFailed, 'Change and Reboot');
    assert.equal(toAsked(said).title, 'Change the start task of pool gpu-train and reboot 2 nodes?');
    assert.match(await notified, /The reason is the same as before: /);
  });

  test('the start task of a pool is changed, and its failed nodes are rebooted and come back', async () => {
    const failed = (await world.client.computeNode.list('gpu-train')).filter(
      ({ state }) => state === 'starttaskfailed',
    );
    const document = await open(editStartTask, pool('gpu-train'));
    assert.doesNotMatch(document.text, /c2FtcGxl/, 'a signature is shown');
    document.text = document.text.replace("'bash prepare-node.sh'", "'dnf install -y apt && bash prepare-node.sh'");
    const { length } = listChanges();
    const notified = world.ui.untilSaid(
      /^All 2 nodes in pool gpu-train are back, and the new start task has succeeded/,
    );
    const { status, informations } = await run(changeStartTask, document, rebootFailed, 'Change and Reboot');
    // An action that took long ends with a notification.
    const shown = [...status, ...informations].join(' ');
    assert.match(shown, /^Pool gpu-train has the new start task\. 2 nodes are rebooting\./);
    assert.deepEqual(listChanges().slice(length), ['Pool_Patch', 'ComputeNode_Reboot', 'ComputeNode_Reboot']);
    assert.ok(document.isClosed);
    const { startTask } = await world.client.pool.get('gpu-train');
    assert.match(startTask?.commandLine ?? '', /dnf install -y apt/);
    assert.match(JSON.stringify(startTask?.resourceFiles), /sig=c2FtcGxl/, 'the signature is the one that it had');
    await notified;
    for (const { id = '' } of failed)
      assert.equal((await world.client.computeNode.get('gpu-train', id)).state, 'idle', id);
  });

  test('a start task that was changed in the meantime is not overwritten', async () => {
    const document = await open(editStartTask, pool('gpu-train'));
    await world.client.pool.patch('gpu-train', { startTask: { commandLine: 'true' } });
    const { length } = listChanges();
    const { errors } = await run(changeStartTask, document, 'Change the Pool Only');
    assert.match(errors.join(), /The start task of pool gpu-train has been changed since this definition was opened/);
    assert.equal(listChanges().length, length);
  });

  test('a job opens with a free ID, and is expected to fail again unless its preparation task is corrected', async () => {
    const document = await open(cloneJob, { kind: 'job', accountId: world.accountId, jobId: 'nightly' });
    assert.equal(JSON.parse(document.text).id, 'nightly-2');
    assert.doesNotMatch(document.text, /c2FtcGxl/, 'a signature is shown');
    const create = (old: string, answer: string): Promise<Said> =>
      run(submitDefinition, document, '24 Tasks That Have Not Succeeded', old, answer);
    const { length } = listChanges();
    const left = toAsked(await create('Leave as It Is', 'Cancel'));
    assert.equal(left.title, 'Create job nightly-2 and submit 24 tasks to it?');
    assert.match(left.text, /Job nightly continues: a task may run in both jobs\./);
    const ended = toAsked(await create('Terminate', 'Cancel'));
    assert.match(ended.text, /^Cancel .*\nCreate$/m, 'Enter does nothing that cannot be undone');
    assert.equal(listChanges().length, length);
    const notified = world.ui.untilSaid(/^The preparation task for job nightly-2 has failed\./);
    await create('Leave as It Is', 'Create');
    assert.match(await notified, /The reason is the same as before: /);
  });

  test('the time limit of a job is changed, and a limit that would end the job immediately is refused', async () => {
    const job = { kind: 'job', accountId: world.accountId, jobId: 'train' };
    let refused: string | undefined;
    const said = await world.run(changeJobLimit, [job], {
      rows: 'Another Limit…',
      type({ check }) {
        refused = check('1.5');
        return '48';
      },
    });
    assert.deepEqual([said.status, said.errors], [['Job train was changed.'], []]);
    assert.match(refused ?? '', /would end it now/);
    assert.match(String((await world.client.job.get('train')).constraints?.maxWallClockTime), /^P(?:2D|T48H)$/);
  });

  test("a formula that Batch can't evaluate now can still be used, with a note", async () => {
    const document = await open(enableAutoscale, pool('elastic'));
    const body = JSON.stringify({ code: 'AutoScalingFormulaEvaluationBusy', message: { value: 'Not now.' } });
    world.simulator.addFault({ operation: 'Pool_EvaluateAutoScale', status: 409, body, times: 20 });
    const said = await run(enableAutoscale, document, 'Cancel');
    world.simulator.clearFaults();
    assert.match(
      toAsked(said).text.replaceAll('\n', ' '),
      /Batch didn't evaluate the formula, so what it requests is unknown/,
    );
  });

  test('a working formula is used after confirmation, and is offered again after autoscaling was disabled', async () => {
    const document = await open(enableAutoscale, pool('elastic'));
    document.text = '$TargetDedicatedNodes = min(1, 2);\n$TargetLowPriorityNodes = 0;\n';
    const used = await run(enableAutoscale, document, 'Use This Formula');
    const { title, text } = toAsked(used);
    assert.equal(title, 'Let this formula set the size of pool elastic?');
    assert.match(text, /^Cancel .*\nUse/, 'Enter alone changes nothing');
    assert.match(text, /^\$TargetDedicatedNodes=1$/m);
    assert.match(text.replaceAll('\n', ' '), /Batch removes nodes with all files on them\./);
    assert.deepEqual(used.status, ['The formula now sets the size of pool elastic.']);
    assert.ok(document.isClosed);
    assert.match(
      (await world.client.pool.get('elastic')).autoScaleFormula ?? '',
      /^\$TargetDedicatedNodes = min\(1, 2\);/,
    );
    const off = await run(disableAutoscale, pool('elastic'));
    assert.match(off.questions[0]?.detail ?? '', /Batch discards the formula.*\n.*are saved on this computer/);
    assert.deepEqual(off.status, ['Pool elastic no longer scales automatically.']);
    assert.equal((await world.client.pool.get('elastic')).enableAutoScale, false);
    const again = await open(enableAutoscale, pool('elastic'));
    assert.match(again.text, /^\$TargetDedicatedNodes = min\(1, 2\);/, 'the formula that Batch has discarded');
  });
});
