import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Resource } from '../../../src/core/model/resource.ts';
import { askArm } from '../../service/directory.ts';
import { answerModals, removeAccount } from '../support/account.ts';
import type { DrivenPick } from '../support/drivenPick.ts';
import { eventually } from '../support/eventually.ts';
import { listen } from '../support/messages.ts';
import { client, find, keyed, run, type SignInWorld, toThings, users } from './signInWorld.ts';

/** Tests opening found accounts by sign-in or by key. */
export function testOpening(world: SignInWorld): void {
  /** Lists the addresses opened in the browser, without opening them. */
  async function listOpened(act: () => Promise<unknown>): Promise<readonly unknown[]> {
    const opened: unknown[] = [];
    const { executeCommand } = vscode.commands;
    Object.assign(vscode.commands, {
      executeCommand: async (command: string, ...args: readonly unknown[]) =>
        command === 'vscode.open' ? opened.push(args[0]) : executeCommand(command, ...args),
    });
    try {
      await act();
    } finally {
      Object.assign(vscode.commands, { executeCommand });
    }
    return opened;
  }

  test('a Resource Manager ID adds an unknown account, with one question and no typing', async () => {
    const { body } = await askArm(world.simulator, 'GET', '/subscriptions');
    const own = (body['value'] as readonly { id: string; displayName: string }[]).find(
      ({ displayName }) => displayName === 'Simulator',
    );
    const id = `${own?.id}/resourceGroups/simulator/providers/Microsoft.Batch/batchAccounts/found`;
    const { questions } = await listen(
      async () => vscode.commands.executeCommand('azureBatch.account.openUrl', id),
      'enter',
    );
    assert.equal(questions.length, 1);
    assert.equal(questions[0]?.message, 'Add the Batch account found to the explorer?');
    assert.match(
      questions[0]?.detail ?? '',
      new RegExp(`Host: ${world.host}\\nResource group: simulator\\nSubscription: `),
    );
    assert.match(questions[0]?.detail ?? '', /It's visible to ada@contoso\.example/);
    assert.deepEqual(world.standIn.dialogues, []);
    await removeAccount(world.host);
  });

  test('accounts that cannot be opened show the reason, before and after they are checked', async () => {
    world.standIn.known = users.slice(0, 1);
    const warnings: string[] = [];
    const { showWarningMessage } = vscode.window;
    const details = 'Show Details';
    Object.assign(vscode.window, {
      showWarningMessage: async (message: string, ...buttons: readonly string[]) => {
        warnings.push(`${message} ${buttons.join(', ')}`);
        return details;
      },
    });
    const [name, resourceGroup, location] = ['private', 'rg', 'westeurope'];
    keyed.push({ name, resourceGroup, location, accountEndpoint: '127.0.0.1:1', publicNetworkAccess: 'Disabled' });
    try {
      const id = await world.signIn(async (pick) => {
        const [retired, keysonly, closed] = [find(pick, 'retired'), find(pick, 'keysonly'), find(pick, name)];
        assert.match(retired.detail ?? '', /^Its subscription Old Projects is disabled/);
        assert.match(keysonly.detail ?? '', /^Accepts account keys only/);
        assert.equal(closed.detail, 'Reachable only through a private endpoint.');
        assert.match(
          find(pick, 'strange').detail ?? '',
          /^Accessible only to what its network security perimeter allows/,
        );
        pick.tick(retired, keysonly, closed);
      });
      assert.equal(id, undefined);
    } finally {
      keyed.pop();
      Object.assign(vscode.window, { showWarningMessage });
    }
    assert.deepEqual(warnings, ['3 accounts were not opened. Show Details, Try Again, Add by Key…']);
    const { document } = await eventually('the reasons', [vscode.window.onDidChangeActiveTextEditor], () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.languageId === 'markdown' ? editor : undefined;
    });
    assert.match(
      document.getText(),
      /- retired: Its subscription .*\n- keysonly: It accepts account keys only, and your role isn't allowed to read them.*\n- private: Reachable only through a private endpoint\. 127.* isn't responding/,
    );
    assert.deepEqual([document.isUntitled, document.isDirty], [false, false], 'closing it asks nothing');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  test("an account that isn't responding does not delay others", async () => {
    world.standIn.known = users.slice(0, 1);
    const before = world.simulator.requests.length;
    const isOpen = () =>
      world.simulator.requests.slice(before).some(({ operation }) => operation === 'Job_List') || undefined;
    world.whenStrange = () => eventually('the other account is open', [world.onDidAsk], isOpen);
    try {
      const { warnings } = await listen(() =>
        world.signIn(async (pick) => pick.tick(find(pick, 'strange'), find(pick, 'found'))),
      );
      assert.match(warnings.join(), /^strange was not opened\. Something responds at /);
    } finally {
      world.whenStrange = async () => true;
    }
    await removeAccount(world.host);
  });

  test('the key of an account that accepts only keys is read from Azure, if the role allows it', async () => {
    world.standIn.known = users.slice(0, 1);
    const [accountEndpoint, primary] = [world.host, world.simulator.accountKey];
    keyed.push({
      name: 'found',
      resourceGroup: 'keyed',
      location: 'westeurope',
      accountEndpoint,
      allowedAuthenticationModes: ['SharedKey'],
      keys: { primary, secondary: primary },
    });
    const open = (): Promise<unknown> =>
      world.signIn(async (pick) => {
        const row = pick.items.find(({ description }) => description?.startsWith('westeurope · keyed'));
        assert.match(row?.detail ?? '', /^Accepts account keys only\. Its key is read from Azure/);
        if (row !== undefined) pick.tick(row);
      });
    try {
      world.simulator.assignRole(client, 'Azure Batch Account Reader');
      const { warnings } = await listen(open);
      assert.deepEqual(warnings.length, 1);
      assert.match(
        warnings[0] ?? '',
        /^found was not opened\. It accepts account keys only, and your role isn't allowed to read/,
      );
      world.simulator.assignRole(client, undefined);
      assert.equal(await open(), world.host);
      // Roles belong to users: a key allows everything.
      world.simulator.assignRole(client, { actions: [], notActions: [], dataActions: [], notDataActions: [] });
      const { errors } = await listen(run('resource.openProperties', toThings(world.host)[3]));
      assert.deepEqual(errors, []);
    } finally {
      world.simulator.assignRole(client, undefined);
      keyed.pop();
    }
    await removeAccount(world.host);
  });

  test('Enter opens the focused row, and a host that is not Azure Batch is retried', async () => {
    world.standIn.known = users.slice(0, 1);
    const warnings: string[] = [];
    const { promise: toldTwice, resolve } = Promise.withResolvers<undefined>();
    const { showWarningMessage } = vscode.window;
    const again = 'Try Again';
    Object.assign(vscode.window, {
      showWarningMessage: async (message: string, ...buttons: readonly string[]) => {
        warnings.push([message, ...buttons].join(' '));
        return warnings.length === 1 ? again : resolve(undefined);
      },
    });
    try {
      await world.signIn(async (pick) => {
        pick.activeItems = [find(pick, 'strange')];
      });
      await toldTwice;
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
    assert.match(warnings[0] ?? '', /^strange was not opened\. Something responds at .* Try Again$/);
    assert.equal(warnings[1], warnings[0]);
  });

  test('a key from the environment is verified before its account is added', async () => {
    world.standIn.known = [];
    const { showErrorMessage } = vscode.window;
    const errors: string[] = [];
    Object.assign(vscode.window, { showErrorMessage: async (message: string) => void errors.push(message) });
    try {
      assert.equal(await world.addByEnvironment(Buffer.from('another key').toString('base64')), undefined);
    } finally {
      Object.assign(vscode.window, { showErrorMessage });
    }
    assert.match(errors.join(), /key/);
    assert.equal(await world.addByEnvironment(world.simulator.accountKey), world.host);
    await removeAccount(world.host);
  });

  test('the known settings of an account stay when the user signs in to it', async () => {
    world.standIn.known = users.slice(0, 1);
    const tick = async (pick: DrivenPick): Promise<void> => pick.tick(find(pick, 'found'));
    await world.signIn(tick);
    await world.signIn(async (pick) => {
      assert.match(find(pick, 'found').detail ?? '', /^Already in the explorer\./);
      await tick(pick);
    });
    assert.deepEqual(await answerModals(async () => undefined), []);
    await removeAccount(world.host);
  });

  test('a key does not reveal where an account is in Azure, and a signed-in user gets the page in the portal', async () => {
    world.standIn.known = users.slice(0, 1);
    await world.addByEnvironment(world.simulator.accountKey);
    const account: Resource = { kind: 'account', accountId: world.host };
    const byKey = await listOpened(async () => {
      const { informations } = await listen(run('account.openInPortal', account));
      assert.match(
        informations.join(),
        /^The Azure portal address of the account .* is unknown, because an account key doesn't show it\..* \| Sign In \| Open the List in the Portal$/,
      );
    });
    assert.deepEqual(byKey, []);
    await answerModals(async () => {
      await world.signIn(async (pick) => pick.tick(find(pick, 'found')));
    });
    const opened = await listOpened(async () => {
      for (const thing of toThings(world.host)) {
        const { errors, informations } = await listen(run('account.openInPortal', thing));
        assert.deepEqual([...errors, ...informations], []);
      }
    });
    assert.equal(opened.length, toThings(world.host).length);
    const page =
      /^https:\/\/127\.0\.0\.1:\d+\/#@[\w-]+\/resource\/subscriptions\/[\w-]+\/resourceGroups\/simulator\/providers\/Microsoft\.Batch\/batchAccounts\/found\/overview$/;
    for (const address of opened) assert.match(String(address), page);
    assert.deepEqual(world.standIn.dialogues, []);
    await removeAccount(world.host);
  });
}
