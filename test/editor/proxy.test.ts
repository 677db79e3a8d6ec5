import assert from 'node:assert/strict';
import path from 'node:path';
import * as tls from 'node:tls';
import * as vscode from 'vscode';
import { bundles } from '../../src/node/load.ts';
import type * as SimulatorBundle from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { batchHost, proxiedHosts, StrictProxy } from '../fakes/strictProxy.ts';
import { removeAccount } from './support/account.ts';
import { type DrivenPick, withDrivenPick } from './support/drivenPick.ts';
import { eventually } from './support/eventually.ts';

/** Available in Node.js since 22.19, but the types used here are of version 20. */
const { getCACertificates, setDefaultCACertificates } = tls as typeof tls & {
  getCACertificates(type: 'default'): readonly string[];
  setDefaultCACertificates(certificates: readonly string[]): void;
};

suite('proxy', () => {
  const authorities = getCACertificates('default');
  const http = () => vscode.workspace.getConfiguration('http');
  const setProxy = (url: string | undefined) => http().update('proxy', url, vscode.ConfigurationTarget.Global);
  const variables = ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'];
  let simulator: Simulator;
  let proxy: StrictProxy;

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension('batch-troubleshooter.azure-batch-troubleshooter');
    assert.ok(extension);
    const bundle: typeof SimulatorBundle = require(path.join(extension.extensionPath, 'dist/simulator.cjs'));
    const account = { name: 'proxied', resourceGroup: 'rg', location: 'westeurope', accountEndpoint: batchHost };
    const subscription = { subscriptionId: 'sub', displayName: 'Behind the proxy', accounts: [account] };
    simulator = await bundle.startSimulator({ directory: { subscriptions: [subscription] } });
    proxy = new StrictProxy(simulator);
    await proxy.listen();
    const [, tenant] = /\/([0-9a-f-]{36})\//.exec(simulator.tokenUrl) ?? [];
    Object.assign(process.env, {
      AZURE_TENANT_ID: tenant,
      AZURE_CLIENT_ID: 'client',
      AZURE_CLIENT_SECRET: simulator.accountKey,
    });
  });

  setup(() => {
    proxy.drop();
    setDefaultCACertificates([...authorities, proxy.authority.certificate]);
  });

  suiteTeardown(async () => {
    await setProxy(undefined);
    for (const name of variables) delete process.env[name];
    setDefaultCACertificates(authorities);
    proxy.close();
    await simulator.close();
  });

  /** Searches for accounts as the identity of the environment until `label` appears, and continues with `act`. */
  async function search<T>(
    label: string | RegExp,
    act: (row: vscode.QuickPickItem, pick: DrivenPick) => T,
  ): Promise<T> {
    return withDrivenPick(async (pick) => {
      const running = vscode.commands.executeCommand('azureBatch.account.signIn');
      const when = (wanted: string | RegExp): Promise<vscode.QuickPickItem> =>
        eventually(String(wanted), [pick.onDidDraw], () =>
          pick.items.find((item) => (typeof wanted === 'string' ? item.label === wanted : wanted.test(item.label))),
        );
      pick.tick(await when('Environment identity'));
      const result = await act(await when(label), pick);
      pick.hide();
      await running;
      return result;
    });
  }

  /** Returns the error of the data plane's client. */
  async function findProblem(): Promise<string> {
    const account = {
      id: batchHost,
      name: 'proxied',
      endpoint: `https://${batchHost}`,
      authentication: 'sharedKey',
    } as const;
    const { accountName, accountKey: key } = simulator;
    const service = bundles.service().connect({ account, credential: { kind: 'sharedKey', accountName, key } });
    try {
      await service.verify();
      return '';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      service.dispose();
    }
  }

  test('tokens, Resource Manager, and the account are reached through the configured proxy, using its password', async () => {
    await setProxy(proxy.toUrl());
    await search('proxied', async (row, pick) => {
      assert.equal(row.description, 'westeurope · rg · Behind the proxy · Simulator');
      pick.tick(row);
      pick.accept();
    });
    const isOpen = (): true | undefined => proxy.reached.has(batchHost) || undefined;
    assert.ok(isOpen());
    assert.deepEqual([...proxy.reached].sort(), proxiedHosts.toSorted());
    assert.equal(proxy.refused, 0);
    await removeAccount(batchHost);
  });

  test('a proxy that rejects the password is reported with the setting for the proxy', async () => {
    await setProxy(proxy.toUrl('wrong'));
    assert.match(await findProblem(), /^Your network's proxy .*“http\.proxy”/);
    await search(/^Your network's proxy .*“http\.proxy”/, () => undefined);
    assert.ok(proxy.refused > 0);
  });

  test('an untrusted certificate of a proxy is reported with the setting for the proxy', async () => {
    await setProxy(proxy.toUrl());
    setDefaultCACertificates(authorities);
    assert.match(await findProblem(), /^The certificate of .* isn't trusted .*“http\.systemCertificates”/);
    await search(/^The certificate of .*“http\.systemCertificates”/, () => undefined);
  });
});
