import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { request as requestSecurely } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import * as tls from 'node:tls';
import * as vscode from 'vscode';
import { bundles } from '../../src/node/load.ts';
import type * as SimulatorBundle from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeIdentity } from '../../src/simulator/tls/certificate.ts';
import { removeAccount } from './support/account.ts';
import { type DrivenPick, withDrivenPick } from './support/drivenPick.ts';
import { eventually } from './support/eventually.ts';

const batchHost = 'proxied.westeurope.batch.azure.com';
const hosts = [batchHost, 'management.azure.com', 'login.microsoftonline.com'];
const [user, password] = ['ada', 'p4ss'];

/** Available in Node.js since 22.19, but the types used here are of version 20. */
const { getCACertificates, setDefaultCACertificates } = tls as typeof tls & {
  getCACertificates(type: 'default'): readonly string[];
  setDefaultCACertificates(certificates: readonly string[]): void;
};

/**
 * A proxy that requires a password and intercepts encrypted traffic, like those of companies: the Azure hosts behind it
 * are a simulator.
 */
class StrictProxy {
  /** Hosts to which connections were allowed. */
  readonly reached = new Set<string>();
  refused = 0;
  readonly authority = makeIdentity(Date.now(), hosts);
  readonly #simulator: Simulator;
  readonly #server: Server;
  readonly #behind: Server;
  readonly #open = new Set<Socket>();

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
    this.#behind = createServer((incoming, response) => this.#forward(incoming, response));
    this.#server = createServer();
    this.#server.on('connect', (incoming: IncomingMessage, socket: Socket) => this.#connect(incoming, socket));
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  toUrl(typed = password): string {
    return `http://${user}:${typed}@127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends connections that are kept for the next request, because they were made with other settings. */
  drop(): void {
    for (const socket of this.#open) socket.destroy();
    this.#open.clear();
  }

  close(): void {
    this.drop();
    this.#server.close();
  }

  #connect(incoming: IncomingMessage, socket: Socket): void {
    this.#open.add(socket);
    socket.on('error', () => socket.destroy());
    const wanted = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    if (incoming.headers['proxy-authorization'] !== wanted) {
      this.refused += 1;
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="test"\r\nContent-Length: 0\r\n\r\n',
      );
      return;
    }
    this.reached.add(incoming.url?.replace(/:443$/, '') ?? '');
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    const { certificate: cert, key } = this.authority;
    const open = new tls.TLSSocket(socket, { isServer: true, cert, key });
    open.on('error', () => open.destroy());
    this.#behind.emit('connection', open);
  }

  #forward(incoming: IncomingMessage, response: ServerResponse): void {
    const host = incoming.headers.host?.replace(/:\d+$/, '') ?? '';
    const isBatch = host === batchHost;
    const target = new URL(incoming.url ?? '/', isBatch ? this.#simulator.url : this.#simulator.armUrl);
    const headers = { ...incoming.headers, host: target.host, 'accept-encoding': 'identity' };
    const options = { method: incoming.method ?? 'GET', headers, agent: false as const };
    const answer = (answered: IncomingMessage): void => {
      const chunks: Buffer[] = [];
      answered.on('data', (chunk: Buffer) => chunks.push(chunk));
      answered.on('end', () => {
        // Addresses in the answer refer to Azure too.
        const text = Buffer.concat(chunks).toString('utf8').replaceAll(this.#simulator.armUrl, `https://${host}`);
        const { 'content-length': _length, 'transfer-encoding': _encoding, ...others } = answered.headers;
        response.writeHead(answered.statusCode ?? 502, others);
        response.end(text);
      });
    };
    const outgoing = isBatch
      ? request(target, options, answer)
      : requestSecurely(target, { ...options, ca: this.#simulator.ca }, answer);
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  }
}

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
    assert.deepEqual([...proxy.reached].sort(), hosts.toSorted());
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
