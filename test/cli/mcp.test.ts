import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { agentTools } from '../../src/app/agents/table.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { root } from '../workbench/places.ts';

/** The built command line as a server for agents, over standard input and output. */
suite('the command line as a server for agents', () => {
  let simulator: Simulator;
  let folder: string;
  let client: Client;
  let notes = '';

  before(async () => {
    simulator = await startSimulator({ scenario: makeSmallWorld(1, 3, 1) });
    folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-mcp-'));
    writeFileSync(path.join(folder, 'bad.task.json'), '{ "id": "a b", "commandLine": "x" }');
    writeFileSync(path.join(folder, 'marked.task.json'), '\ufeff{ "id": "a b", "commandLine": "x" }');
    const { url, accountName, accountKey } = simulator;
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [path.join(root, 'dist/cli.cjs'), 'mcp'],
      cwd: folder,
      stderr: 'pipe',
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        XDG_STATE_HOME: folder,
        LOCALAPPDATA: folder,
        AZURE_BATCH_ACCOUNT: accountName,
        AZURE_BATCH_ACCESS_KEY: accountKey,
        AZURE_BATCH_ENDPOINT: url,
      },
    });
    transport.stderr?.on('data', (data) => (notes += String(data)));
    client = new Client({ name: 'test', version: '1' });
    await client.connect(transport);
  });

  after(async () => {
    await client.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const call = async (name: string, input?: object): Promise<string> => {
    const result = await client.callTool({ name, ...(input && { arguments: { ...input } }) });
    const content: unknown = result['content'];
    const [part]: readonly { readonly text?: string }[] = Array.isArray(content) ? content : [];
    return part?.text ?? '';
  };

  test('the server lists the tools, and each one answers its example, empty arguments, and a megabyte of input', async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      Object.keys(agentTools),
    );
    for (const { name, example } of Object.values(agentTools)) {
      const megabyte = 'a'.repeat(1024 * 1024);
      for (const given of [example, undefined, {}, { text: megabyte }, { job: megabyte }, { [megabyte]: 1 }])
        assert.match(await call(name, given), /^[A-Z][^\n]*[.:]$/m);
    }
    assert.match(notes, /azurebatch_explain: \d+ bytes returned/);
  });

  test('the server shows the failures, their causes, and the log', async () => {
    assert.match(await call('azurebatch_list_failures', {}), /^Causes of failures, greatest impact first/);
    const explained = await call('azurebatch_explain', { job: 'broken', task: 'f0' });
    assert.match(explained, /^\| ## What to do$/m);
    assert.match(explained, /\[azure-batch-why retry broken f0\]/);
    assert.match(explained, /\[azurebatch_read_log for stderr\.txt\]/);
    assert.doesNotMatch(explained, /azurebatch_retry_tasks|In VS Code: (Retry|Open|Find|Download)/);
    assert.match(await call('azurebatch_read_log', { job: 'broken', task: 'f0' }), /stderr\.txt, \d+ bytes/);
  });

  test('an example is the call that explains it, and a call that names nothing is told what to name', async () => {
    const listed = await call('azurebatch_list_failures', {});
    const [, input = ''] = /example: azurebatch_explain (\{.*\})/.exec(listed) ?? [];
    assert.match(await call('azurebatch_explain', JSON.parse(input)), /^\| ## What to do$/m);
    assert.match(await call('azurebatch_explain', {}), /^Nothing is named\. Call again with target or with IDs/);
  });

  for (const scenario of ['sample', 'stuck-job', 'exit-codes', 'false-success', 'state-conflict'])
    test(`no tool and no answer about the account ${scenario} speaks of an editor, its views, pages, or buttons`, async () => {
      const sick = await startSimulator({ scenario });
      const { url, accountName, accountKey } = sick;
      const env = {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        XDG_STATE_HOME: folder,
        LOCALAPPDATA: folder,
        AZURE_BATCH_ACCOUNT: accountName,
        AZURE_BATCH_ACCESS_KEY: accountKey,
        AZURE_BATCH_ENDPOINT: url,
      };
      const agent = new Client({ name: 'test', version: '1' });
      await agent.connect(
        new StdioClientTransport({
          command: process.execPath,
          args: [path.join(root, 'dist/cli.cjs'), 'mcp'],
          cwd: folder,
          stderr: 'ignore',
          env,
        }),
      );
      try {
        const ask = async (name: string, input: Record<string, unknown>): Promise<string> => {
          const { content } = (await agent.callTool({ name, arguments: input })) as {
            content: readonly { readonly text: string }[];
          };
          return content.map(({ text }) => text).join('\n');
        };
        const { tools } = await agent.listTools();
        const listed = await ask('azurebatch_list_failures', {});
        const proposed = [...listed.matchAll(/: (azurebatch_\w+) (\{.*\})$/gm)].map(
          ([, name = '', input = '']) => [name, JSON.parse(input)] as const,
        );
        const jobs = [...new Set(proposed.flatMap(([, { job }]) => job ?? []))];
        const answers = [];
        for (const [name, input] of [
          ...proposed,
          ...jobs.flatMap((job) => [
            ['azurebatch_explain', { job, include: ['comparison', 'definition', 'timeline'] }] as const,
            ['azurebatch_list_failures', { job }] as const,
          ]),
          ['azurebatch_explain', { account: accountName }] as const,
          ['azurebatch_read_log', proposed.find(([, { task }]) => task !== undefined)?.[1] ?? {}] as const,
        ])
          answers.push(await ask(name, input));
        assert.ok(answers.length > 2, listed);
        const lines = [JSON.stringify(tools), agent.getInstructions() ?? '', listed, ...answers].flatMap((text) =>
          text.split('\n'),
        );
        const ofEditor =
          /VS ?Code|Fix and Resubmit|By the user:|\b(the|its|this|their) (pages?|views?|sidebar|editor|window|button)\b|Failures view|\bselect [A-Z]/i;
        assert.deepEqual(
          lines.filter((line) => ofEditor.test(line)),
          [],
        );
      } finally {
        await agent.close();
        await sick.close();
      }
    });

  test('the server starts without an account, explains the end of a long log, and says what else needs an account', async () => {
    const lines = 'one more line of progress\n'.repeat(200_000);
    writeFileSync(path.join(folder, 'long.log'), `${lines}ZeroDivisionError: division by zero\n`);
    const alone = new Client({ name: 'test', version: '1' });
    await alone.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [path.join(root, 'dist/cli.cjs'), 'mcp'],
        cwd: folder,
        stderr: 'ignore',
        env: { PATH: process.env['PATH'] ?? '', HOME: folder, XDG_STATE_HOME: folder, LOCALAPPDATA: folder },
      }),
    );
    try {
      const ask = async (name: string, input: Record<string, unknown>) =>
        JSON.stringify(await alone.callTool({ name, arguments: input }));
      assert.match(await ask('azurebatch_explain', { path: 'long.log', exitCode: 1 }), /division by zero/);
      assert.match(await ask('azurebatch_check_definition', { path: 'bad.task.json' }), /invalid-id/);
      for (const name of ['azurebatch_list_failures', 'azurebatch_explain', 'azurebatch_read_log'])
        assert.match(await ask(name, { job: 'broken' }), /started without a Batch account.*AZURE_BATCH_ENDPOINT/);
    } finally {
      await alone.close();
    }
  });

  test('the server checks only files below the folder in which it was started', async () => {
    assert.match(await call('azurebatch_check_definition', { path: 'bad.task.json' }), /\[invalid-id\]/);
    assert.match(await call('azurebatch_check_definition', { path: 'marked.task.json' }), /^\| 1:9-.*\[invalid-id\]/m);
    assert.match(await call('azurebatch_check_definition', { path: '/etc/hostname' }), /The file isn't under/);
    assert.match(await call('azurebatch_check_definition', { path: '../x.json' }), /can't be read/);
    for (const elsewhere of ['\\\\evil.example\\s\\x.json', '//evil.example/s/x.json', '\\\\.\\pipe\\x', '/dev/stdin'])
      assert.match(await call('azurebatch_check_definition', { path: elsewhere }), /The file isn't under/);
  });

  test('the server retries no task, and names the command that asks a person', async () => {
    const text = await call('azurebatch_retry_tasks', { job: 'broken', tasks: ['f0', 'f1', '$(touch x)'] });
    assert.match(text, /^No one can be asked here.*These IDs contain characters that Azure Batch IDs can't have\./);
    assert.doesNotMatch(text, /touch|Give the user this command/);
    assert.match(
      await call('azurebatch_retry_tasks', { job: 'broken', tasks: ['f0', '-f0', 'Bild 7'] }),
      /^\| azure-batch-why retry -- broken f0 -f0 'Bild 7'$/m,
    );
    const gone = await call('azurebatch_retry_tasks', { job: 'broken', tasks: ['no-such-task'] });
    assert.match(gone, /^None of these tasks can be retried[\s\S]*has no such item/);
    assert.doesNotMatch(gone, /azure-batch-why retry/);
    assert.match(
      await call('azurebatch_retry_tasks', { job: 'broken', tasks: ['f0', 'f1', 'no-such-task'] }),
      /^\| azure-batch-why retry broken f0 f1 no-such-task\n\| 2 tasks run again .*\n\| {3}f0 [\s\S]*\n\| no-such-task: /m,
    );
    const listed = await call('azurebatch_list_failures', { job: 'broken' });
    const [, cause] = /cause: (\S+) \(with job\)/.exec(listed) ?? [];
    assert.match(
      await call('azurebatch_retry_tasks', { job: 'broken', cause }),
      /^\| azure-batch-why retry broken --cause v1:\S+$/m,
    );
    assert.ok(simulator.requests.every(({ path: asked }) => !asked.includes('/reactivate')));
  });
});
