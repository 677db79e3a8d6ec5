import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { removeAccount } from '../support/account.ts';
import { type DrivenPick, withDrivenPick } from '../support/drivenPick.ts';
import { eventually } from '../support/eventually.ts';
import { find, type SignInWorld, strictTenant, users, whenFound, whenQuiet } from './signInWorld.ts';

/** Tests signing in as different users, and the lists of their accounts. */
export function testUsers(world: SignInWorld): void {
  const { authentication } = vscode;

  test('the only user of VS Code gets one prompt, and opens an account without typing', async () => {
    world.standIn.known = users.slice(0, 1);
    world.standIn.allowed.clear();
    const id = await world.signIn(async (pick) => {
      const row = find(pick, 'found');
      assert.equal(row.description, 'local · simulator · Simulator · Simulator');
      pick.tick(row);
    });
    assert.equal(id, world.host);
    assert.deepEqual(world.standIn.dialogues, ['ada@contoso.example']);
    await removeAccount(world.host);
  });

  test('if there are several users, those who have not allowed the extension are prompted only after a click', async () => {
    world.standIn.allowed.delete('bob');
    await world.signIn(async (pick) => {
      assert.deepEqual(world.standIn.dialogues, []);
      pick.tick(find(pick, 'Sign in as bob@contoso.example…'));
      await eventually('bob is asked', [pick.onDidDraw], () => world.standIn.dialogues[0]);
      await whenQuiet(pick);
      assert.equal(
        pick.items.some(({ label }) => label === 'Sign in as bob@contoso.example…'),
        false,
      );
      pick.tick(find(pick, 'found'));
    });
    assert.deepEqual(world.standIn.dialogues, ['bob@contoso.example']);
    await removeAccount(world.host);
  });

  test("if no user is signed in to VS Code, or another user is wanted, VS Code's own dialog opens", async () => {
    world.standIn.known = [];
    world.standIn.allowed.clear();
    const id = await world.signIn(async (pick) => {
      assert.deepEqual(world.standIn.dialogues, []);
      pick.tick(find(pick, 'Microsoft account in Contoso Cloud…'));
      pick.tick(await whenFound(pick, 'found'));
    });
    assert.equal(id, world.host);
    assert.deepEqual(world.standIn.dialogues, ['new@contoso.example chosen']);
    await removeAccount(world.host);
  });

  test('a tenant with Conditional Access is a row that prompts when clicked, once', async () => {
    world.standIn.known = users.slice(0, 1);
    await world.signIn(async (pick) => {
      pick.tick(find(pick, 'found'));
      pick.tick(find(pick, 'Sign in to Fabrikam…'));
      const guest = await whenFound(pick, 'guest');
      assert.equal(guest.description, 'uksouth · rg · Guests · Fabrikam');
      assert.deepEqual(
        pick.selectedItems.map(({ label }) => label),
        ['found'],
      );
    });
    assert.deepEqual(world.standIn.dialogues, ['ada@contoso.example once more']);
    await removeAccount(world.host);
  });

  test('unselected tenants and subscriptions are omitted, with a note, until they are selected again', async () => {
    world.standIn.known = users.slice(0, 1);
    const choose = async (pick: DrivenPick, ...labels: readonly string[]): Promise<void> => {
      await eventually(
        'the choice',
        [pick.onDidDraw],
        () => pick.title.startsWith('Azure tenants and subs') || undefined,
      );
      await whenQuiet(pick);
      pick.selectedItems = pick.items.filter(({ label }) => labels.includes(label));
      pick.accept();
    };
    await withDrivenPick(async (pick) => {
      const choosing = vscode.commands.executeCommand('azureBatch.account.selectSubscriptions');
      await choose(pick, 'Keys');
      await choosing;
    });
    await world.signIn(async (pick) => {
      assert.deepEqual(
        pick.items.flatMap(({ label, description }) => (description === undefined ? [] : [label])),
        ['keysonly'],
      );
      pick.tick(find(pick, "3 accounts are hidden, 1 tenant wasn't queried"));
      await choose(pick);
      await eventually('the accounts again', [pick.onDidDraw], () => pick.title.startsWith('Sign in') || undefined);
      await whenQuiet(pick);
      await whenFound(pick, 'Sign in to Fabrikam…');
      pick.tick(find(pick, 'found'));
    });
    await removeAccount(world.host);
  });

  test('a user who sees no subscription, or none with an account, gets an explanation with a way to see one', async () => {
    const seen = [
      { subscriptions: [], label: 'No subscription', detail: /The Reader role makes one visible/ },
      {
        subscriptions: [{ subscriptionId: 'sub-empty', displayName: 'Empty', accounts: [] }],
        label: 'No Batch account',
        detail: /^None of the subscriptions that you can see \(1\)/,
      },
    ];
    for (const { subscriptions, label, detail } of seen)
      await world.whileSeeing({ subscriptions }, async () => {
        world.standIn.known = users.slice(0, 1);
        await withDrivenPick(async (pick) => {
          const signingIn = vscode.commands.executeCommand('azureBatch.account.signIn');
          await whenQuiet(pick);
          assert.match(find(pick, label).detail ?? '', detail);
          pick.hide();
          await signingIn;
        });
      });
  });

  test('tenants and subscriptions that may not be listed are shown as such, and do not affect the rest', async () => {
    const guestOf = [
      {
        tenantId: strictTenant,
        displayName: 'Fabrikam',
        defaultDomain: 'fabrikam.example',
        refusesGraph: true,
        subscriptions: [{ subscriptionId: 'sub-closed', displayName: 'Closed', accounts: [], isRefused: true }],
      },
    ];
    await world.whileSeeing({ guestOf }, async () => {
      world.standIn.known = users.slice(0, 1);
      await withDrivenPick(async (pick) => {
        const signingIn = vscode.commands.executeCommand('azureBatch.account.signIn');
        await whenQuiet(pick);
        assert.match(find(pick, "Closed wasn't checked").detail ?? '', /you need the Reader role/);
        pick.hide();
        await signingIn;
      });
    });
  });

  test('if Resource Manager cannot be reached, that is shown with the user who sent the request', async () => {
    await world.whileSeeing({}, async () => {
      world.standIn.known = users.slice(0, 1);
      const { getSession } = vscode.authentication;
      let session: vscode.AuthenticationSession | undefined;
      Object.assign(vscode.authentication, {
        // The network fails after the sign-in.
        getSession: async (...asked: Parameters<typeof world.standIn.getSession>) => {
          session ??= await world.standIn.getSession(...asked);
          await world.simulator.close();
          return session;
        },
      });
      try {
        await withDrivenPick(async (pick) => {
          const signingIn = vscode.commands.executeCommand('azureBatch.account.signIn');
          await whenQuiet(pick);
          const host = new URL(world.simulator.armUrl).host;
          const row = find(pick, `${host} cannot be reached. Check your network, firewall, and proxy.`);
          assert.equal(row.detail, 'Select to try again.');
          pick.hide();
          await signingIn;
        });
      } finally {
        Object.assign(vscode.authentication, { getSession });
      }
    });
  });

  test('the list of tenants and subscriptions opens before the user is known, and is filled later', async () => {
    world.standIn.known = users.slice(0, 1);
    const slow = Promise.withResolvers<void>();
    const getAccounts = async (provider: string) => {
      await slow.promise;
      return world.standIn.getAccounts(provider);
    };
    Object.assign(authentication, { getAccounts });
    await withDrivenPick(async (pick) => {
      const choosing = vscode.commands.executeCommand('azureBatch.account.selectSubscriptions');
      await whenFound(pick, 'Waiting for VS Code to sign in…');
      assert.equal(pick.busy, true);
      slow.resolve();
      await whenFound(pick, 'Keys');
      await whenQuiet(pick);
      assert.deepEqual(
        pick.items.filter(({ label }) => label.startsWith('Waiting')),
        [],
      );
      pick.hide();
      await choosing;
    });
  });

  test("with a custom cloud, only Microsoft's sign-in is offered, which names both clouds", async () => {
    world.standIn.known = [];
    await withDrivenPick(async (pick) => {
      const running = vscode.commands.executeCommand('azureBatch.account.signIn');
      await whenQuiet(pick);
      assert.deepEqual(pick.items.map(({ label }) => label).slice(1, 7), [
        'Microsoft account in Contoso Cloud…',
        'Microsoft account in Azure…',
        'Azure CLI',
        'Environment identity',
        'Workload identity',
        'Managed identity',
      ]);
      pick.hide();
      await running;
    });
  });

  test('while a tenant is slow, its name is shown, and rows that are already listed can be chosen', async () => {
    world.standIn.known = users.slice(0, 1);
    const slow = Promise.withResolvers<void>();
    world.standIn.whenAsked = (tenantId) => (tenantId === strictTenant ? slow.promise : Promise.resolve());
    await withDrivenPick(async (pick) => {
      const running = vscode.commands.executeCommand('azureBatch.account.signIn');
      const row = await whenFound(pick, 'found');
      await whenFound(pick, 'Waiting for Fabrikam… (1 of 2 tenants have responded)');
      pick.tick(find(pick, 'Other ways to sign in…'));
      find(pick, 'Azure CLI');
      pick.tick(row);
      pick.accept();
      assert.equal(await running, world.host);
      slow.resolve();
    });
    await removeAccount(world.host);
  });

  test('existing rows do not move when other rows arrive, and checked rows stay checked when requests are repeated', async () => {
    const { getSession } = world.standIn;
    const slow = Promise.withResolvers<void>();
    world.standIn.getSession = async (provider, question, options) => {
      if (options?.account?.id === 'ada') await slow.promise;
      return getSession(provider, question, options);
    };
    Object.assign(authentication, { getSession: world.standIn.getSession });
    await withDrivenPick(async (pick) => {
      const running = vscode.commands.executeCommand('azureBatch.account.signIn');
      await whenFound(pick, 'Sign in to Fabrikam…');
      const isSteady = ({ label, kind }: vscode.QuickPickItem) => kind === undefined && !label.startsWith('Waiting');
      const listSteady = () => {
        const end = pick.items.findIndex(({ label }) => /^(?:Ways|Other ways) to sign in/.test(label));
        return pick.items.slice(0, end).flatMap((item, index) => (isSteady(item) ? `${index} ${item.label}` : []));
      };
      const hasWays = () => pick.items.some(({ label }) => label === 'Azure CLI');
      const ofBob = listSteady();
      assert.equal(ofBob.length, 5, ofBob.join());
      assert.equal(hasWays(), false, 'what would be pushed away is held back');
      pick.tick(find(pick, 'retired'));
      slow.resolve();
      await whenQuiet(pick);
      const ofBoth = listSteady();
      assert.equal(ofBoth.length, 10, ofBoth.join());
      assert.deepEqual(ofBoth.slice(0, 5), ofBob);
      assert.equal(hasWays(), true);

      const clicked = pick.items.findLast(({ label }) => label === 'Sign in to Fabrikam…');
      assert.ok(clicked);
      const place = pick.items.indexOf(clicked);
      pick.tick(clicked);
      await whenFound(pick, 'guest');
      await whenQuiet(pick);
      const others = (lines: readonly string[]) => lines.slice(0, 10).filter((line) => !line.startsWith(`${place} `));
      assert.deepEqual(others(listSteady()), others(ofBoth));
      assert.equal(pick.items[place]?.label, 'Signed in to Fabrikam', 'a second click takes nothing else');
      assert.deepEqual(
        pick.selectedItems.map((item) => pick.items.indexOf(item)),
        [ofBob.findIndex((line) => line.endsWith(' retired')) + 1],
      );
      pick.hide();
      await running;
    });
  });
}
