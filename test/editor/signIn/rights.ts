import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { toRole } from '../../../src/core/refusals/rights.ts';
import { removeAccount } from '../support/account.ts';
import { answering } from '../support/answers.ts';
import { listen } from '../support/messages.ts';
import { client, find, run, type SignInWorld, toThings, users } from './signInWorld.ts';

/** Tests actions that a role doesn't allow. */
export function testRights(world: SignInWorld): void {
  const changes = (): readonly string[] =>
    world.simulator.requests
      .filter(({ method }) => method !== 'GET' && method !== 'HEAD')
      .map(({ operation }) => operation ?? '');

  test('an action that the role does not allow is refused with the required role, and sent only after that role is granted', async () => {
    world.standIn.known = users.slice(0, 1);
    world.simulator.assignRole(client, 'Azure Batch Account Reader');
    await world.signIn(async (pick) => pick.tick(find(pick, 'found')));
    const { needs }: { readonly needs: ReadonlyMap<string, Parameters<typeof toRole>[0]> } = require(
      path.join(
        vscode.extensions.getExtension('batch-troubleshooter.azure-batch-troubleshooter')?.extensionPath ?? '',
        'dist/commands.cjs',
      ),
    );
    assert.ok(needs.size >= 30, String(needs.size));
    for (const [id, right] of needs) {
      for (const thing of toThings(world.host)) {
        const said = await listen(() => answering({}, async () => vscode.commands.executeCommand(id, thing)));
        const what = `${id} of ${JSON.stringify(thing)}`;
        assert.deepEqual([said.questions, said.errors.length], [[], 1], what);
        assert.ok(
          said.errors[0]?.startsWith(`You need the “${toRole(right)}” role in the account found`),
          `${what}: ${said.errors}`,
        );
      }
    }
    assert.deepEqual(changes(), []);

    const [task] = toThings(world.host).slice(-1);
    world.simulator.assignRole(client, 'Azure Batch Job Submitter');
    const { informations } = await listen(run('account.checkPermissions', { kind: 'account', accountId: world.host }));
    assert.match(
      informations.join(),
      /“Azure Batch Data Contributor” \(change pools, delete pools\) and “Azure Batch Account Contributor” \(change nodes\)/,
    );
    assert.deepEqual((await listen(run('task.delete', task))).errors, []);
    assert.deepEqual(changes(), ['Task_Delete'], 'a submitter deletes tasks without a reload');
    assert.match(
      (await listen(run('pool.delete', toThings(world.host)[1]))).errors.join(),
      /“Azure Batch Data Contributor”/,
    );
    assert.equal(changes().length, 1);
    world.simulator.assignRole(client, undefined);
    await removeAccount(world.host);
  });

  test('if Azure does not report roles, a refusal is remembered, and unreadable nodes do not hide other data', async () => {
    world.standIn.known = users.slice(0, 1);
    const before = changes().length;
    const everything = { actions: ['*'], notActions: [], dataActions: ['*'], notDataActions: [] };
    world.simulator.assignRole(client, { ...everything, refuses: ['ComputeNode_List', 'Task_Delete'] });
    await world.signIn(async (pick) => pick.tick(find(pick, 'found')));
    const [, pool] = toThings(world.host);
    const task = { kind: 'task', accountId: world.host, jobId: 'broken', taskId: 'f1' };
    const nodes = await listen(() => answering({}, run('pool.rebootBroken', pool)));
    assert.match(nodes.errors.join(), /You need the “Azure Batch Account Reader” role/);
    const first = await listen(() => answering({}, run('task.delete', task)));
    const again = await listen(() => answering({}, run('task.delete', task)));
    assert.deepEqual([first.questions.length, again.questions], [1, []]);
    assert.match(again.errors.join(), /^You need the “Azure Batch Job Submitter” role in the account found/);
    assert.deepEqual(changes().slice(before), ['Task_Delete']);
    world.simulator.assignRole(client, undefined);
    await listen(run('account.checkPermissions', { kind: 'account', accountId: world.host }));
    assert.deepEqual((await listen(() => answering({}, run('task.delete', task)))).errors, []);
    assert.deepEqual(changes().slice(before), ['Task_Delete', 'Task_Delete']);
    await removeAccount(world.host);
  });
}
