import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import * as tls from 'node:tls';
import * as vscode from 'vscode';
import type { Resource } from '../../../src/core/model/resource.ts';
import type { Directory, ListedAccount } from '../../../src/simulator/arm/directory.ts';
import type * as SimulatorBundle from '../../../src/simulator/simulator.ts';
import type { Simulator } from '../../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../../builders/smallWorld.ts';
import { toOwnCloud, toTenantSource } from '../../service/directory.ts';
import { type DrivenPick, withDrivenPick } from '../support/drivenPick.ts';
import { eventually } from '../support/eventually.ts';

/** A tenant with additional requirements for its users. */
export const strictTenant = '22222222-2222-4222-8222-222222222222';
/** Accounts that are created during a test. */
export const keyed: ListedAccount[] = [];
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

export const users = [
  { id: 'ada', label: 'ada@contoso.example' },
  { id: 'bob', label: 'bob@contoso.example' },
];

/** Replaces VS Code's own sign-in: returns tokens of the simulator, and records the requests that may show a dialog. */
class StandIn {
  readonly dialogues: string[] = [];
  known: readonly vscode.AuthenticationSessionAccountInformation[] = users;
  /** Users who have let the extension use their sign-in. */
  readonly allowed = new Set(['ada', 'bob']);
  /** Delays the token of a tenant. */
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

/** Available in Node.js since 22.19, but the types used here are of version 20. */
const { getCACertificates, setDefaultCACertificates } = tls as typeof tls & {
  getCACertificates(type: 'default'): readonly string[];
  setDefaultCACertificates(certificates: readonly string[]): void;
};

/** Client for which the stand-in issues tokens. */
export const client = 'test';

/** A simulated Azure cloud, with the users signed in to VS Code. */
export class SignInWorld {
  /** Delays the answer about the unknown host. */
  whenStrange = async (): Promise<true> => true;
  readonly #asked = new vscode.EventEmitter<void>();
  /** Fires when a request reaches the service. */
  readonly onDidAsk = this.#asked.event;
  /** A host that is not Azure Batch. */
  readonly #stranger = createServer((_request, response) => {
    this.whenStrange().then(
      () => response.end('<html>Hello</html>'),
      () => response.destroy(),
    );
  });
  readonly #authorities = getCACertificates('default');
  #simulator: Simulator | undefined;
  #standIn: StandIn | undefined;

  get simulator(): Simulator {
    assert.ok(this.#simulator);
    return this.#simulator;
  }

  get standIn(): StandIn {
    assert.ok(this.#standIn);
    return this.#standIn;
  }

  get host(): string {
    return new URL(this.simulator.url).host;
  }

  async open(): Promise<void> {
    const port = await new Promise<number>((resolve) => {
      this.#stranger.listen(0, '127.0.0.1', () => resolve((this.#stranger.address() as AddressInfo).port));
    });
    await this.#start(toDirectory(`127.0.0.1:${port}`));
  }

  /** While `act` runs, users see only this directory. */
  async whileSeeing(directory: Directory, act: () => Promise<void>): Promise<void> {
    const usual = this.simulator;
    await this.#start({ ...directory, hidesOwn: true });
    try {
      this.renew();
      await act();
    } finally {
      await this.simulator.close();
      await this.#use(usual);
    }
  }

  async #start(directory: Directory): Promise<void> {
    const extension = vscode.extensions.getExtension('batch-troubleshooter.azure-batch-troubleshooter');
    assert.ok(extension);
    const bundle: typeof SimulatorBundle = require(path.join(extension.extensionPath, 'dist/simulator.cjs'));
    const simulator = await bundle.startSimulator({
      directory,
      accountName: 'found',
      scenario: makeSmallWorld(2, 2, 1),
      onRequest: () => this.#asked.fire(),
    });
    await this.#use(simulator);
  }

  async #use(simulator: Simulator): Promise<void> {
    this.#simulator = simulator;
    setDefaultCACertificates([...this.#authorities, simulator.ca]);
    await setCloud('custom', toOwnCloud(simulator.armUrl));
  }

  async close(): Promise<void> {
    await setCloud(undefined, undefined);
    setDefaultCACertificates(this.#authorities);
    await this.simulator.close();
    this.#stranger.close();
  }

  /** Signs in all users again. */
  renew(): void {
    this.#standIn = new StandIn(this.simulator);
    const { getAccounts, getSession } = this.#standIn;
    Object.assign(vscode.authentication, { getAccounts, getSession });
  }

  /** Runs the command, and accepts the rows that `act` has checked in its pick. */
  async signIn(act: (pick: DrivenPick) => Promise<void>): Promise<unknown> {
    return withDrivenPick(async (pick) => {
      const running = vscode.commands.executeCommand('azureBatch.account.signIn');
      await whenQuiet(pick);
      await act(pick);
      pick.accept();
      return running;
    });
  }

  /** Adds the account with the key in the environment. */
  async addByEnvironment(key: string): Promise<unknown> {
    const label = 'Use the key in the environment…';
    const variables = {
      AZURE_BATCH_ACCOUNT: 'found',
      AZURE_BATCH_ENDPOINT: this.simulator.url,
      AZURE_BATCH_ACCESS_KEY: key,
    };
    Object.assign(process.env, variables);
    try {
      return await withDrivenPick(async (pick) => {
        const running = vscode.commands.executeCommand('azureBatch.account.signIn');
        const row = await whenFound(pick, label);
        assert.equal(row.detail, `found at ${this.host}`);
        pick.tick(row);
        return running;
      });
    } finally {
      for (const name of Object.keys(variables)) delete process.env[name];
    }
  }
}

async function setCloud(environment: string | undefined, cloud: object | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration('microsoft-sovereign-cloud');
  await settings.update('customEnvironment', cloud, vscode.ConfigurationTarget.Global);
  await settings.update('environment', environment, vscode.ConfigurationTarget.Global);
}

/** Returns a world for all tests of a suite. */
export function useSignInWorld(): SignInWorld {
  const world = new SignInWorld();
  const { getAccounts, getSession } = vscode.authentication;
  suiteSetup(() => world.open());
  suiteTeardown(() => world.close());
  setup(() => world.renew());
  teardown(() => {
    Object.assign(vscode.authentication, { getAccounts, getSession });
  });
  return world;
}

/** Returns the row with a label. */
export const find = (pick: DrivenPick, label: string): vscode.QuickPickItem => {
  const item = pick.items.find((one) => one.label === label);
  assert.ok(item !== undefined, `${label} is not among ${pick.items.map((one) => one.label).join(', ')}`);
  return item;
};

/** Returns the row as soon as it exists. */
export const whenFound = (pick: DrivenPick, label: string): Promise<vscode.QuickPickItem> =>
  eventually(label, [pick.onDidDraw], () => pick.items.find((one) => one.label === label));

/** Resolves when the search has ended. */
export const whenQuiet = (pick: DrivenPick): Promise<true> =>
  eventually(
    'all is found',
    [pick.onDidDraw],
    () => (pick.isShown && !pick.busy && pick.items.length > 0) || undefined,
  );

/** Returns one item of each kind. */
export const toThings = (accountId: string): readonly Resource[] => [
  { kind: 'account', accountId },
  { kind: 'pool', accountId, poolId: 'idle' },
  { kind: 'node', accountId, poolId: 'idle', nodeId: 'n' },
  { kind: 'job', accountId, jobId: 'broken' },
  { kind: 'jobSchedule', accountId, scheduleId: 's' },
  { kind: 'task', accountId, jobId: 'broken', taskId: 'f0' },
];
/** Runs a command of the extension. */
export const run =
  (command: string, ...args: unknown[]) =>
  async (): Promise<unknown> =>
    vscode.commands.executeCommand(`azureBatch.${command}`, ...args);
