import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CommandName } from '../../src/app/commandName.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import type { Resource, ResourceKind } from '../../src/core/model/resource.ts';
import type { CommandFile, CommandServices } from '../../src/extension/commands/command.ts';
import { commands } from '../../src/extension/commands/table.ts';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import type { BatchService } from '../../src/service/ports.ts';
import { snapshot } from '../builders/snapshot.ts';
import { accountId } from '../fakes/contoso.ts';
import { makeServices, type TestServices } from './support/commandServices.ts';

const things = {
  account: { kind: 'account', accountId },
  pool: { kind: 'pool', accountId, poolId: 'gpu' },
  node: { kind: 'node', accountId, poolId: 'gpu', nodeId: 'n1' },
  job: { kind: 'job', accountId, jobId: 'nightly:job-1' },
  jobSchedule: { kind: 'jobSchedule', accountId, scheduleId: 'nightly' },
  task: { kind: 'task', accountId, jobId: 'nightly:job-1', taskId: 'shard-1' },
} as const satisfies { readonly [K in ResourceKind]?: Resource };
type Noun = keyof typeof things;

/** Commands that create, list or choose items when called without one. */
const choosing: ReadonlySet<string> = new Set([
  'account.addWithKey',
  'account.azureCliLogin',
  'account.openSample',
  'account.openUrl',
  'account.selectSubscriptions',
  'account.signIn',
  'node.removeAddedUsers',
  'node.removeSshEntries',
]);

suite('commands that are called without an item', () => {
  let services: TestServices;
  let done: string[];

  setup(() => {
    done = [];
    services = makeServices(toRecording());
    const task = { id: 'shard-1', nodeInfo: { poolId: 'gpu', nodeId: 'n1' } };
    services.store.snapshot = snapshot(services.store.account)
      .with({ kind: 'jobs' }, [{ id: 'nightly:job-1', poolInfo: { poolId: 'gpu' } }])
      .with({ kind: 'tasks', jobId: 'nightly:job-1', group: 'failed' }, [task])
      .build();
  });

  teardown(() => services.dispose());

  /** Returns a service that records its calls, and never answers. */
  function toRecording(): Partial<BatchService> {
    const ports = ['pools', 'nodes', 'jobs', 'jobSchedules', 'tasks', 'taskFiles', 'nodeFiles', 'quotas'] as const;
    const toPort = (port: string): object =>
      new Proxy(
        {},
        {
          get:
            (_target, method) =>
            (...args: readonly unknown[]) => {
              const ids = args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg)));
              done.push(`${port}.${String(method)} ${ids.filter((id) => !id?.includes('signal')).join(' ')}`);
              throw new BatchError({ code: 'ServerBusy', message: 'The service is busy.', status: 503 });
            },
        },
      );
    return Object.fromEntries(ports.map((port) => [port, toPort(port)]));
  }

  /** Runs a command until a request stays unanswered or it asks a question. */
  async function run(
    command: CommandFile,
    args: readonly unknown[],
    inFront: readonly (readonly unknown[])[],
  ): Promise<readonly string[]> {
    done = [];
    const { window, workspace } = vscode;
    const note =
      (what: string) =>
      async (...given: readonly unknown[]): Promise<void> => {
        // The extension itself sends these updates to VS Code.
        if (given[0] === 'setContext') return;
        done.push(`${what} ${JSON.stringify(given.map(toTold))}`);
        if (what === 'opens') throw new Cancelled();
      };
    const replaced = [
      [vscode.commands, { executeCommand: note('command') }],
      [services.store, { pauseCounting: note('pauses'), refresh: note('refreshes') }],
      [services.accounts, { wish: note('wishes'), remove: note('removes'), verify: note('verifies') }],
      [
        window,
        {
          showTextDocument: note('shows'),
          showWarningMessage: note('asks'),
          showInformationMessage: note('says'),
          showErrorMessage: note('says'),
          showQuickPick: note('picks'),
          showInputBox: note('asks'),
          showSaveDialog: note('asks'),
          showOpenDialog: note('asks'),
          createInputBox: () => {
            done.push('asks');
            throw new Cancelled();
          },
          createQuickPick: () => {
            done.push('picks');
            throw new Cancelled();
          },
        },
      ],
      [workspace, { openTextDocument: note('opens') }],
    ] as const;
    const before = replaced.map(([target, changes]) =>
      Object.fromEntries(Object.keys(changes).map((name) => [name, Reflect.get(target, name)])),
    );
    for (const [target, changes] of replaced) Object.assign(target, changes);
    const all = new Proxy(
      { ...services, inFront: () => inFront, trees: { selections: [] } },
      { get: (target, name) => Reflect.get(target, name) ?? note(String(name)) },
    );
    try {
      await command.run(all as unknown as CommandServices, args);
    } catch (error) {
      if (!Cancelled.is(error)) done.push(error instanceof Error ? error.message : String(error));
    } finally {
      for (const [index, [target]] of replaced.entries()) Object.assign(target, before[index]);
    }
    const opened = done.findIndex((one) => one.startsWith('opens '));
    // Calls after a document was opened come from reading it, not from the command.
    return opened < 0 ? done : done.slice(0, opened + 1);
  }

  const toTold = (given: unknown): unknown => (given instanceof vscode.Uri ? given.toString() : given);
  const toRow = (resource: Resource): readonly unknown[] => [{ resource }, [{ resource }]];
  const toPage = (resource: Resource): readonly unknown[] => [toDocumentUri({ resource, document: 'explanation' })];

  const listed = (Object.keys(commands) as CommandName[]).flatMap(
    (name): readonly (readonly [string, Noun, CommandFile])[] => {
      const noun = name.split('.')[0] as Noun;
      const command: CommandFile = commands[name];
      const isCalled = Object.hasOwn(things, noun) && !choosing.has(name) && command.contribution.palette !== 'never';
      return isCalled ? [[name, noun, command]] : [];
    },
  );

  /** Nouns whose pages can provide the noun of a command. */
  const users: { readonly [K in Noun]?: readonly Noun[] } = {
    account: ['pool', 'node', 'job', 'task'],
    pool: ['node', 'job', 'task'],
    node: ['task'],
    job: ['task'],
    jobSchedule: ['job', 'task'],
  };

  for (const [name, noun, command] of listed) {
    test(`${name} without an argument acts on the active page and the selected row`, async () => {
      const thing = things[noun];
      const wanted = await run(command, [thing], []);
      assert.notDeepEqual(wanted, [], 'it does something');
      const fronts: Resource[] = [thing, ...(users[noun] ?? []).map((kind) => things[kind])];
      for (const front of fronts) {
        assert.deepEqual(await run(command, [], [toPage(front)]), wanted, `the page of a ${front.kind}`);
        assert.deepEqual(await run(command, [], [toRow(front)]), wanted, `the row of a ${front.kind}`);
      }
    });
  }

  test('more than 30 commands are checked', () => assert.ok(listed.length > 30, String(listed.length)));
});
