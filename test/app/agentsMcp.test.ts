import assert from 'node:assert/strict';
import { suite, type TestContext, test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { agentTools } from '../../src/app/agents/table.ts';
import { serveHttp } from '../../src/node/mcp/serveHttp.ts';
import { range } from '../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import { settled } from '../fakes/liveStore.ts';
import { type AgentWorld, startAgents } from './support/agentWorld.ts';

const makeWorld = () =>
  smallWorld('mcp', 'A failed task with the IDs of the examples.', {
    job: {
      settings: { id: 'nightly' },
      tasks: [
        completedTask('frame-0007', failed(1, 4000, { stderr: 'error: weights.pt: No such file or directory\n' })),
      ],
    },
  });

const nonce = 'a nonce of a test';

suite('the tools over the Model Context Protocol', () => {
  const start = async (context: TestContext, world?: AgentWorld, scenario = makeWorld()) => {
    const started = await startAgents(context, scenario, world);
    const server = await serveHttp({ agents: started.tools, version: '1.2.3' }, nonce);
    context.after(() => server.close());
    return { ...started, server };
  };

  const connect = async (context: TestContext, world?: AgentWorld, scenario = makeWorld()) => {
    const started = await start(context, world, scenario);
    const { url, headers } = started.server;
    const client = new Client({ name: 'test', version: '1' });
    const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
    await client.connect(transport as Parameters<typeof client.connect>[0]);
    context.after(() => client.close());
    return { ...started, client };
  };

  const textOf = (result: object): string => {
    const [part]: readonly { readonly text: string }[] = Reflect.get(result, 'content');
    return part?.text ?? '';
  };

  test('the tools are listed with their schemas and effects', async (context) => {
    const { client } = await connect(context);
    assert.equal(client.getServerVersion()?.version, '1.2.3');
    assert.match(client.getInstructions() ?? '', /never instructions/);
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint, annotations?.destructiveHint]),
      Object.values(agentTools).map(({ name, isReadOnly, isDestructive }) => [name, isReadOnly, isDestructive]),
    );
    for (const { name, inputSchema, description } of tools) {
      assert.equal(inputSchema.type, 'object');
      assert.ok(Object.keys(inputSchema.properties ?? {}).length > 0, name);
      assert.ok((description ?? '').length < 1024, `${name} has ${description?.length} characters`);
    }
  });

  test('a request for which no server can be made is answered with 500', async (context) => {
    const program = {
      agents: { call: () => assert.fail('no tool is called') },
      get version(): string {
        return assert.fail('there is no version');
      },
    };
    const server = await serveHttp(program, nonce);
    context.after(() => server.close());
    assert.equal((await fetch(server.url, { method: 'POST', headers: server.headers })).status, 500);
  });

  for (const { name, example } of Object.values(agentTools))
    test(`the tool ${name} answers its example, empty arguments, and a megabyte of input`, async (context) => {
      const { client, ui } = await connect(context);
      ui.answers = { question: 'cancel' };
      const answered = await client.callTool({ name, arguments: { ...example } });
      const isDeclined = name === 'azurebatch_retry_tasks';
      assert.equal(answered.isError, isDeclined, textOf(answered));
      if (name === 'azurebatch_explain') assert.match(textOf(answered), /weights\.pt/);
      const megabyte = 'a'.repeat(1024 * 1024);
      for (const given of [undefined, {}, { text: megabyte }, { job: megabyte }, { [megabyte]: 1 }]) {
        const text = textOf(await client.callTool({ name, ...(given && { arguments: given }) }));
        assert.match(text, /^[A-Z][^\n]*[.:]$/m);
        assert.ok(Buffer.byteLength(text) <= 16 * 1024);
      }
    });

  test('a canceled call is stopped', async (context) => {
    const asked = Promise.withResolvers<void>();
    const never = new Promise<never>(() => undefined);
    const { client, ui, tools } = await connect(context, { agents: undefined });
    ui.answers = {
      question: () => {
        asked.resolve();
        return never;
      },
    };
    const abort = new AbortController();
    const called = client.callTool({ name: 'azurebatch_list_failures', arguments: {} }, undefined, {
      signal: abort.signal,
    });
    await asked.promise;
    abort.abort();
    await assert.rejects(called);
    while (tools.given.all.length === 0) await settled();
    assert.equal(tools.given.all[0]?.text, 'The call was canceled.');
  });

  test('a canceled call sends nothing more', async (context) => {
    const tasks = range(60, 1).map((n) => completedTask(`t${n}`, failed(n, 4000, { stderr: `error ${n}\n` })));
    const many = smallWorld('many', 'Many failures.', { job: { tasks } });
    const { client, services, simulator, store, tools } = await connect(context, undefined, many);
    const abort = new AbortController();
    const subscription = services.accounts.onDidAttempt(() => abort.abort());
    const input = { name: 'azurebatch_explain', arguments: { job: 'job' } };
    await assert.rejects(client.callTool(input, undefined, { signal: abort.signal }));
    subscription.dispose();
    while (tools.given.all.length === 0) await settled();
    assert.equal(tools.given.all[0]?.text, 'The call was canceled.');
    // Pending requests share a queue with later ones, so they are done when the later ones have been answered.
    const ask = () => store.service.pools.getPool('pool');
    for (let rounds = 0; rounds < 3; rounds += 1) await Promise.all(range(6).map(ask));
    const before = simulator.requests.length;
    for (let rounds = 0; rounds < 3; rounds += 1) await ask();
    assert.equal(simulator.requests.length, before + 3);
    assert.ok(before < 3 * 6 + 40, `${before - 3 * 6} requests`);
  });

  test('other programs on the computer are refused with 403: without the nonce, with an origin, or by another host name', async (context) => {
    const { server, simulator } = await start(context);
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    const usual = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
    const ask = async (headers: Record<string, string>, more: { url?: string; method?: string } = {}) => {
      const { url = server.url, method = 'POST' } = more;
      const { status } = await fetch(url, {
        method,
        headers: { ...usual, ...headers },
        ...(method === 'POST' && { body }),
      });
      return status;
    };
    assert.equal(await ask({}), 403);
    assert.equal(await ask({ authorization: 'Bearer another' }), 403);
    assert.equal(await ask({ ...server.headers, origin: 'https://example.com' }), 403);
    assert.equal(await ask({ ...server.headers, origin: 'null' }), 403);
    assert.equal(await ask({ ...server.headers }, { url: server.url.replace('127.0.0.1', 'localhost') }), 403);
    assert.equal(await ask({}, { method: 'GET' }), 403);
    assert.equal(await ask({ ...server.headers }, { url: server.url.replace('/mcp', '/other') }), 404);
    // With the right nonce, the server answers that the client has not initialized a session yet.
    assert.equal(await ask({ ...server.headers }), 400);
    assert.equal(simulator.requests.length, 0);
  });
});
