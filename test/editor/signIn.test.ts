import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import * as tls from 'node:tls';
import * as vscode from 'vscode';
import type { Resource } from '../../src/core/model/resource.ts';
import { toRole } from '../../src/core/query/rights.ts';
import type { Directory, ListedAccount } from '../../src/simulator/arm/directory.ts';
import type * as SimulatorBundle from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { askArm, toOwnCloud, toTenantSource } from '../service/directory.ts';
import { answerModals, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { type DrivenPick, withDrivenPick } from './support/drivenPick.ts';
import { eventually } from './support/eventually.ts';
import { listen } from './support/messages.ts';
import { makeSmallWorld } from './support/smallWorld.ts';

const strictTenant = '22222222-2222-4222-8222-222222222222';
/** Accounts that are made while a test runs. */
const keyed: ListedAccount[] = [];
const toDirectory = (strange: string): Directory => ({
  subscriptions: [
    { subscriptionId: 'sub-keyed', displayName: 'Keyed', accounts: keyed },
    {
      subscriptionId: 'sub-strange',
      displayName: 'Strange',
      accounts: [
        {
          name: 'strange',
          resourceGroup: 'rg',
          location: 'westeurope',
          accountEndpoint: strange,
          publicNetworkAccess: 'SecuredByPerimeter',
        },
      ],
    },
    {
      subscriptionId: 'sub-old',
      displayName: 'Old Projects',
      state: 'Disabled',
      accounts: [
        {
          name: 'retired',
          resourceGroup: 'rg',
          location: 'westeurope',
          accountEndpoint: 'retired.westeurope.batch.azure.com',
        },
      ],
    },
    {
      subscriptionId: 'sub-keys',
      displayName: 'Keys',
      accounts: [
        {
          name: 'keysonly',
          resourceGroup: 'rg',
          location: 'westeurope',
          accountEndpoint: 'keysonly.westeurope.batch.azure.com',
          allowedAuthenticationModes: ['SharedKey'],
        },
      ],
    },
  ],
  guestOf: [
    {
      tenantId: strictTenant,
      displayName: 'Fabrikam',
      defaultDomain: 'fabrikam.example',
      demands: 'c1',
      subscriptions: [
        {
          subscriptionId: 'sub-guest',
          displayName: 'Guests',
          accounts: [
            {
              name: 'guest',
              resourceGroup: 'rg',
              location: 'uksouth',
              accountEndpoint: 'guest.uksouth.batch.azure.com',
            },
          ],
        },
      ],
    },
  ],
});

const users = [
  { id: 'ada', label: 'ada@contoso.example' },
  { id: 'bob', label: 'bob@contoso.example' },
];

/** Stands for VS Code's own sign-in: gives tokens of the simulator, and notes who was asked with a dialogue. */
class StandIn {
  readonly dialogues: string[] = [];
  known: readonly vscode.AuthenticationSessionAccountInformation[] = users;
  /** Users who have let the extension use their sign-in. */
  readonly allowed = new Set(['ada', 'bob']);
  /** What a token of a tenant waits for. */
  whenAsked: (tenantId: string | undefined) => Promise<void> = async () => undefined;
  readonly #simulator: Simulator;

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
  }

  getAccounts = async (provider: string): Promise<readonly vscode.AuthenticationSessionAccountInformation[]> =>
    provider === 'microsoft-sovereign-cloud' ? this.known : [];

  getSession = async (
    _provider: string,
    question: readonly string[] | vscode.AuthenticationWwwAuthenticateRequest,
    options: vscode.AuthenticationGetSessionOptions = {},
  ): Promise<vscode.AuthenticationSession | undefined> => {
    const isChallenge = 'wwwAuthenticate' in question;
    const scopes = isChallenge ? (question.fallbackScopes ?? []) : question;
    const user = options.account ?? this.known[0] ?? { id: 'new', label: 'new@contoso.example' };
    const asks = isChallenge || !this.allowed.has(user.id);
    if (asks && options.createIfNone !== true) return undefined;
    const how = isChallenge ? ' once more' : options.clearSessionPreference === true ? ' chosen' : '';
    if (asks) this.dialogues.push(`${user.label}${how}`);
    this.allowed.add(user.id);
    const tenantId = scopes.find((scope) => scope.startsWith('VSCODE_TENANT:'))?.slice('VSCODE_TENANT:'.length);
    await this.whenAsked(tenantId);
    const encoded = isChallenge ? /claims="([^"]+)"/.exec(question.wwwAuthenticate)?.[1] : undefined;
    const claims = encoded === undefined ? {} : { claims: Buffer.from(encoded, 'base64').toString('utf8') };
    const [scope = ''] = scopes;
    const asked = scope
      .replace('batch.simulator.invalid', 'batch.core.windows.net')
      .replace(new URL(this.#simulator.armUrl).origin, 'https://management.azure.com');
    const { token } = await toTenantSource(this.#simulator, tenantId).getToken([asked], claims);
    return { id: user.id, accessToken: token, account: user, scopes };
  };
}

/** Node has had these since 22.19; its types here are of 20. */
const { getCACertificates, setDefaultCACertificates } = tls as typeof tls & {
  getCACertificates(type: 'default'): readonly string[];
  setDefaultCACertificates(certificates: readonly string[]): void;
};

suite('Sign in to Azure', () => {
  const settings = () => vscode.workspace.getConfiguration('microsoft-sovereign-cloud');
  const authorities = getCACertificates('default');
  const { authentication } = vscode;
  const own = { getAccounts: authentication.getAccounts, getSession: authentication.getSession };
  /** No Azure Batch. */
  const stranger = createServer((_request, response) => {
    whenStrange().then(
      () => response.end('<html>Hello</html>'),
      () => response.destroy(),
    );
  });
  /** What the stranger waits for before it answers. */
  let whenStrange = async (): Promise<true> => true;
  const asked = new vscode.EventEmitter<void>();
  /** The client that the tokens of the stand-in are for. */
  const client = 'test';
  let simulator: Simulator;
  let standIn: StandIn;
  let host: string;

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension('batch-troubleshooter.azure-batch-troubleshooter');
    assert.ok(extension);
    const bundle: typeof SimulatorBundle = require(path.join(extension.extensionPath, 'dist/simulator.cjs'));
    const port = await new Promise<number>((resolve) => {
      stranger.listen(0, '127.0.0.1', () => resolve((stranger.address() as AddressInfo).port));
    });
    const scenario = makeSmallWorld(2, 2, 1);
    simulator = await bundle.startSimulator({
      directory: toDirectory(`127.0.0.1:${port}`),
      accountName: 'found',
      scenario,
      onRequest: () => asked.fire(),
    });
    host = new URL(simulator.url).host;
    setDefaultCACertificates([...authorities, simulator.ca]);
    const cloud = toOwnCloud(simulator.armUrl);
    await settings().update('customEnvironment', cloud, vscode.ConfigurationTarget.Global);
    await settings().update('environment', 'custom', vscode.ConfigurationTarget.Global);
  });

  suiteTeardown(async () => {
    await settings().update('environment', undefined, vscode.ConfigurationTarget.Global);
    await settings().update('customEnvironment', undefined, vscode.ConfigurationTarget.Global);
    setDefaultCACertificates(authorities);
    await simulator.close();
    stranger.close();
  });

  setup(() => {
    standIn = new StandIn(simulator);
    Object.assign(authentication, { getAccounts: standIn.getAccounts, getSession: standIn.getSession });
  });

  teardown(() => {
    Object.assign(authentication, own);
  });

  const find = (pick: DrivenPick, label: string): vscode.QuickPickItem => {
    const item = pick.items.find((one) => one.label === label);
    assert.ok(item !== undefined, `${label} is not among ${pick.items.map((one) => one.label).join(', ')}`);
    return item;
  };
  const whenFound = (pick: DrivenPick, label: string): Promise<vscode.QuickPickItem> =>
    eventually(label, [pick.onDidDraw], () => pick.items.find((one) => one.label === label));
  const whenQuiet = (pick: DrivenPick): Promise<true> =>
    eventually(
      'all is found',
      [pick.onDidDraw],
      () => (pick.isShown && !pick.busy && pick.items.length > 0) || undefined,
    );

  /** Runs the command, and takes what `act` has ticked in its pick. */
  async function signIn(act: (pick: DrivenPick) => Promise<void>): Promise<unknown> {
    return withDrivenPick(async (pick) => {
      const running = vscode.commands.executeCommand('azureBatch.account.signIn');
      await whenQuiet(pick);
      await act(pick);
      pick.accept();
      return running;
    });
  }

  /** Adds the account with the key that the environment has. */
  async function addByEnvironment(key: string): Promise<unknown> {
    const label = 'Use the key in the environment…';
    const variables = {
      AZURE_BATCH_ACCOUNT: 'found',
      AZURE_BATCH_ENDPOINT: simulator.url,
      AZURE_BATCH_ACCESS_KEY: key,
    };
    Object.assign(process.env, variables);
    try {
      return await withDrivenPick(async (pick) => {
        const running = vscode.commands.executeCommand('azureBatch.account.signIn');
        const row = await whenFound(pick, label);
        assert.equal(row.detail, `found at ${host}`);
        pick.tick(row);
        return running;
      });
    } finally {
      for (const name of Object.keys(variables)) delete process.env[name];
    }
  }

  test('the only user of VS Code is asked once, and nothing is typed on the way to an open account', async () => {
    standIn.known = users.slice(0, 1);
    standIn.allowed.clear();
    const id = await signIn(async (pick) => {
      const row = find(pick, 'found');
      assert.equal(row.description, 'local · simulator · Simulator · Simulator');
      pick.tick(row);
    });
    assert.equal(id, host);
    assert.deepEqual(standIn.dialogues, ['ada@contoso.example']);
    await removeAccount(host);
  });

  test('an id of Resource Manager leads to an account that was not known, with one question and nothing typed', async () => {
    const { body } = await askArm(simulator, 'GET', '/subscriptions');
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
    assert.match(questions[0]?.detail ?? '', new RegExp(`Host: ${host}\\nResource group: simulator\\nSubscription: `));
    assert.match(questions[0]?.detail ?? '', /It was found as ada@contoso\.example/);
    assert.deepEqual(standIn.dialogues, []);
    await removeAccount(host);
  });

  test('of several users, those who let nobody in are asked by a click only', async () => {
    standIn.allowed.delete('bob');
    await signIn(async (pick) => {
      assert.deepEqual(standIn.dialogues, []);
      pick.tick(find(pick, 'Sign in as bob@contoso.example…'));
      await eventually('bob is asked', [pick.onDidDraw], () => standIn.dialogues[0]);
      await whenQuiet(pick);
      assert.equal(
        pick.items.some(({ label }) => label === 'Sign in as bob@contoso.example…'),
        false,
      );
      pick.tick(find(pick, 'found'));
    });
    assert.deepEqual(standIn.dialogues, ['bob@contoso.example']);
    await removeAccount(host);
  });

  test('who is not signed in to VS Code, or wants to be another, chooses in its own dialogue', async () => {
    standIn.known = [];
    standIn.allowed.clear();
    const id = await signIn(async (pick) => {
      assert.deepEqual(standIn.dialogues, []);
      pick.tick(find(pick, 'Microsoft account of Contoso Cloud…'));
      pick.tick(await whenFound(pick, 'found'));
    });
    assert.equal(id, host);
    assert.deepEqual(standIn.dialogues, ['new@contoso.example chosen']);
    await removeAccount(host);
  });

  test('a tenant with Conditional Access is a row that asks when it is clicked, once', async () => {
    standIn.known = users.slice(0, 1);
    await signIn(async (pick) => {
      pick.tick(find(pick, 'found'));
      pick.tick(find(pick, 'Sign in to Fabrikam…'));
      const guest = await whenFound(pick, 'guest');
      assert.equal(guest.description, 'uksouth · rg · Guests · Fabrikam');
      assert.deepEqual(
        pick.selectedItems.map(({ label }) => label),
        ['found'],
      );
    });
    assert.deepEqual(standIn.dialogues, ['ada@contoso.example once more']);
    await removeAccount(host);
  });

  test('accounts that cannot be opened say why, before and after they are ticked', async () => {
    standIn.known = users.slice(0, 1);
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
      const id = await signIn(async (pick) => {
        const [retired, keysonly, closed] = [find(pick, 'retired'), find(pick, 'keysonly'), find(pick, name)];
        assert.match(retired.detail ?? '', /^Its subscription Old Projects is disabled/);
        assert.match(keysonly.detail ?? '', /^Takes account keys only/);
        assert.equal(closed.detail, 'Open only to networks with a private endpoint to it.');
        assert.match(find(pick, 'strange').detail ?? '', /^Open only to what its network security perimeter lets in/);
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
      /- retired: Its subscription .*\n- keysonly: It takes account keys only, and your role may not read them.*\n- private: Open only to networks with a private endpoint to it\. 127.* does not answer/,
    );
    assert.deepEqual([document.isUntitled, document.isDirty], [false, false], 'closing it asks nothing');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  test('an account that does not answer keeps no other one waiting', async () => {
    standIn.known = users.slice(0, 1);
    const before = simulator.requests.length;
    const isOpen = () =>
      simulator.requests.slice(before).some(({ operation }) => operation === 'Job_List') || undefined;
    whenStrange = () => eventually('the other account is open', [asked.event], isOpen);
    try {
      const { warnings } = await listen(() =>
        signIn(async (pick) => pick.tick(find(pick, 'strange'), find(pick, 'found'))),
      );
      assert.match(warnings.join(), /^strange was not opened\. Something answers at /);
    } finally {
      whenStrange = async () => true;
    }
    await removeAccount(host);
  });

  test('the key of an account that takes only keys is read from Azure, as far as the role lets one', async () => {
    standIn.known = users.slice(0, 1);
    const [accountEndpoint, primary] = [host, simulator.accountKey];
    keyed.push({
      name: 'found',
      resourceGroup: 'keyed',
      location: 'westeurope',
      accountEndpoint,
      allowedAuthenticationModes: ['SharedKey'],
      keys: { primary, secondary: primary },
    });
    const open = (): Promise<unknown> =>
      signIn(async (pick) => {
        const row = pick.items.find(({ description }) => description?.startsWith('westeurope · keyed'));
        assert.match(row?.detail ?? '', /^Takes account keys only\. Its key is read from Azure/);
        if (row !== undefined) pick.tick(row);
      });
    try {
      simulator.assignRole(client, 'Azure Batch Account Reader');
      const { warnings } = await listen(open);
      assert.deepEqual(warnings.length, 1);
      assert.match(warnings[0] ?? '', /^found was not opened\. It takes account keys only, and your role may not read/);
      simulator.assignRole(client, undefined);
      assert.equal(await open(), host);
      // Roles are of those who sign in: a key may do what none allows.
      simulator.assignRole(client, { actions: [], notActions: [], dataActions: [], notDataActions: [] });
      const { errors } = await listen(run('resource.openProperties', toThings(host)[3]));
      assert.deepEqual(errors, []);
    } finally {
      simulator.assignRole(client, undefined);
      keyed.pop();
    }
    await removeAccount(host);
  });

  test('Enter opens the row that one stands on, and a host that is not Azure Batch is tried again', async () => {
    standIn.known = users.slice(0, 1);
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
      await signIn(async (pick) => {
        pick.activeItems = [find(pick, 'strange')];
      });
      await toldTwice;
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
    assert.match(warnings[0] ?? '', /^strange was not opened\. Something answers at .* Try Again$/);
    assert.equal(warnings[1], warnings[0]);
  });

  test('tenants and subscriptions that are not wanted are left out, which is said, until they are chosen again', async () => {
    standIn.known = users.slice(0, 1);
    const choose = async (pick: DrivenPick, ...labels: readonly string[]): Promise<void> => {
      await eventually('the choice', [pick.onDidDraw], () => pick.title.startsWith('Tenants and subs') || undefined);
      await whenQuiet(pick);
      pick.selectedItems = pick.items.filter(({ label }) => labels.includes(label));
      pick.accept();
    };
    await withDrivenPick(async (pick) => {
      const choosing = vscode.commands.executeCommand('azureBatch.account.selectSubscriptions');
      await choose(pick, 'Keys');
      await choosing;
    });
    await signIn(async (pick) => {
      assert.deepEqual(
        pick.items.flatMap(({ label, description }) => (description === undefined ? [] : [label])),
        ['keysonly'],
      );
      pick.tick(find(pick, '3 accounts are hidden, 1 tenant was not asked'));
      await choose(pick);
      await eventually('the accounts again', [pick.onDidDraw], () => pick.title.startsWith('Sign in') || undefined);
      await whenQuiet(pick);
      await whenFound(pick, 'Sign in to Fabrikam…');
      pick.tick(find(pick, 'found'));
    });
    await removeAccount(host);
  });

  test('the choice of tenants and subscriptions is open before it is known who is signed in, and fills', async () => {
    standIn.known = users.slice(0, 1);
    const slow = Promise.withResolvers<void>();
    const getAccounts = async (provider: string) => {
      await slow.promise;
      return standIn.getAccounts(provider);
    };
    Object.assign(authentication, { getAccounts });
    await withDrivenPick(async (pick) => {
      const choosing = vscode.commands.executeCommand('azureBatch.account.selectSubscriptions');
      await whenFound(pick, 'Waiting for the sign-in of VS Code…');
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

  test('a cloud of one’s own doubles no way to sign in but that of Microsoft, which names both', async () => {
    standIn.known = [];
    await withDrivenPick(async (pick) => {
      const running = vscode.commands.executeCommand('azureBatch.account.signIn');
      await whenQuiet(pick);
      assert.deepEqual(pick.items.map(({ label }) => label).slice(1, 7), [
        'Microsoft account of Contoso Cloud…',
        'Microsoft account of Azure…',
        'Azure CLI',
        'Identity of the environment',
        'Workload identity',
        'Managed identity',
      ]);
      pick.hide();
      await running;
    });
  });

  test('while a tenant is slow it is said who is awaited, and what is there can be taken', async () => {
    standIn.known = users.slice(0, 1);
    const slow = Promise.withResolvers<void>();
    standIn.whenAsked = (tenantId) => (tenantId === strictTenant ? slow.promise : Promise.resolve());
    await withDrivenPick(async (pick) => {
      const running = vscode.commands.executeCommand('azureBatch.account.signIn');
      const row = await whenFound(pick, 'found');
      await whenFound(pick, 'Waiting for Fabrikam… (1 of 2 tenants have answered)');
      pick.tick(find(pick, 'Other ways to sign in…'));
      find(pick, 'Azure CLI');
      pick.tick(row);
      pick.accept();
      assert.equal(await running, host);
      slow.resolve();
    });
    await removeAccount(host);
  });

  test('rows that are there stand still while others come, and ticks outlast what is asked again', async () => {
    const { getSession } = standIn;
    const slow = Promise.withResolvers<void>();
    standIn.getSession = async (provider, question, options) => {
      if (options?.account?.id === 'ada') await slow.promise;
      return getSession(provider, question, options);
    };
    Object.assign(authentication, { getSession: standIn.getSession });
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

  test('the key of the environment is tried before its account is added', async () => {
    standIn.known = [];
    const { showErrorMessage } = vscode.window;
    const errors: string[] = [];
    Object.assign(vscode.window, { showErrorMessage: async (message: string) => void errors.push(message) });
    try {
      assert.equal(await addByEnvironment(Buffer.from('another key').toString('base64')), undefined);
    } finally {
      Object.assign(vscode.window, { showErrorMessage });
    }
    assert.match(errors.join(), /key/);
    assert.equal(await addByEnvironment(simulator.accountKey), host);
    await removeAccount(host);
  });

  test('what was known of an account stays when it is signed in to', async () => {
    standIn.known = users.slice(0, 1);
    const tick = async (pick: DrivenPick): Promise<void> => pick.tick(find(pick, 'found'));
    await signIn(tick);
    await signIn(async (pick) => {
      assert.match(find(pick, 'found').detail ?? '', /^In the explorer already\./);
      await tick(pick);
    });
    assert.deepEqual(await answerModals(async () => undefined), []);
    await removeAccount(host);
  });

  /** What was opened in the browser, while nothing is. */
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

  test('a key does not tell where an account is in Azure; who signs in is led to its page in the portal', async () => {
    standIn.known = users.slice(0, 1);
    await addByEnvironment(simulator.accountKey);
    const account: Resource = { kind: 'account', accountId: host };
    const byKey = await listOpened(async () => {
      const { informations } = await listen(run('account.openInPortal', account));
      assert.match(
        informations.join(),
        /^The address of the account .* is unknown, because an account key does not tell it\..* \| Sign In \| Open the List in the Portal$/,
      );
    });
    assert.deepEqual(byKey, []);
    await answerModals(async () => {
      await signIn(async (pick) => pick.tick(find(pick, 'found')));
    });
    const opened = await listOpened(async () => {
      for (const thing of toThings(host)) {
        const { errors, informations } = await listen(run('account.openInPortal', thing));
        assert.deepEqual([...errors, ...informations], []);
      }
    });
    assert.equal(opened.length, toThings(host).length);
    const page =
      /^https:\/\/127\.0\.0\.1:\d+\/#@[\w-]+\/resource\/subscriptions\/[\w-]+\/resourceGroups\/simulator\/providers\/Microsoft\.Batch\/batchAccounts\/found\/overview$/;
    for (const address of opened) assert.match(String(address), page);
    assert.deepEqual(standIn.dialogues, []);
    await removeAccount(host);
  });

  const changes = (): readonly string[] =>
    simulator.requests
      .filter(({ method }) => method !== 'GET' && method !== 'HEAD')
      .map(({ operation }) => operation ?? '');
  const toThings = (accountId: string): readonly Resource[] => [
    { kind: 'account', accountId },
    { kind: 'pool', accountId, poolId: 'idle' },
    { kind: 'node', accountId, poolId: 'idle', nodeId: 'n' },
    { kind: 'job', accountId, jobId: 'broken' },
    { kind: 'jobSchedule', accountId, scheduleId: 's' },
    { kind: 'task', accountId, jobId: 'broken', taskId: 'f0' },
  ];
  const run =
    (command: string, ...args: unknown[]) =>
    async (): Promise<unknown> =>
      vscode.commands.executeCommand(`azureBatch.${command}`, ...args);

  test('what the role does not allow is refused with the role to ask for, and not sent, until it is gained', async () => {
    standIn.known = users.slice(0, 1);
    simulator.assignRole(client, 'Azure Batch Account Reader');
    await signIn(async (pick) => pick.tick(find(pick, 'found')));
    const { needs }: { readonly needs: ReadonlyMap<string, Parameters<typeof toRole>[0]> } = require(
      path.join(
        vscode.extensions.getExtension('batch-troubleshooter.azure-batch-troubleshooter')?.extensionPath ?? '',
        'dist/commands.cjs',
      ),
    );
    assert.ok(needs.size >= 30, String(needs.size));
    for (const [id, right] of needs) {
      for (const thing of toThings(host)) {
        const said = await listen(() => answering({}, async () => vscode.commands.executeCommand(id, thing)));
        const what = `${id} of ${JSON.stringify(thing)}`;
        assert.deepEqual([said.questions, said.errors.length], [[], 1], what);
        assert.ok(
          said.errors[0]?.startsWith(`You need the role “${toRole(right)}” in the account found`),
          `${what}: ${said.errors}`,
        );
      }
    }
    assert.deepEqual(changes(), []);

    const [task] = toThings(host).slice(-1);
    simulator.assignRole(client, 'Azure Batch Job Submitter');
    const { informations } = await listen(run('account.checkPermissions', { kind: 'account', accountId: host }));
    assert.match(
      informations.join(),
      /“Azure Batch Data Contributor” \(change pools, delete pools\) and “Azure Batch Account Contributor” \(change nodes\)/,
    );
    assert.deepEqual((await listen(run('task.delete', task))).errors, []);
    assert.deepEqual(changes(), ['Task_Delete'], 'a submitter deletes tasks without a reload');
    assert.match((await listen(run('pool.delete', toThings(host)[1]))).errors.join(), /“Azure Batch Data Contributor”/);
    assert.equal(changes().length, 1);
    simulator.assignRole(client, undefined);
    await removeAccount(host);
  });

  test('what was refused is remembered where Azure does not tell of roles, and nodes that may not be seen hide nothing else', async () => {
    standIn.known = users.slice(0, 1);
    const before = changes().length;
    const everything = { actions: ['*'], notActions: [], dataActions: ['*'], notDataActions: [] };
    simulator.assignRole(client, { ...everything, refuses: ['ComputeNode_List', 'Task_Delete'] });
    await signIn(async (pick) => pick.tick(find(pick, 'found')));
    const [, pool] = toThings(host);
    const task = { kind: 'task', accountId: host, jobId: 'broken', taskId: 'f1' };
    const nodes = await listen(() => answering({}, run('pool.rebootBroken', pool)));
    assert.match(nodes.errors.join(), /You need the role “Azure Batch Account Reader”/);
    const first = await listen(() => answering({}, run('task.delete', task)));
    const again = await listen(() => answering({}, run('task.delete', task)));
    assert.deepEqual([first.questions.length, again.questions], [1, []]);
    assert.match(again.errors.join(), /^You need the role “Azure Batch Job Submitter” in the account found/);
    assert.deepEqual(changes().slice(before), ['Task_Delete']);
    simulator.assignRole(client, undefined);
    await listen(run('account.checkPermissions', { kind: 'account', accountId: host }));
    assert.deepEqual((await listen(() => answering({}, run('task.delete', task)))).errors, []);
    assert.deepEqual(changes().slice(before), ['Task_Delete', 'Task_Delete']);
    await removeAccount(host);
  });
});
