import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type ContextWord, type RowKind, toContextValue } from '../../src/app/rows/contextValue.ts';
import { toNodeRow } from '../../src/app/rows/explorer/rows/nodeRow.ts';
import { toTaskWords } from '../../src/app/rows/resourceWords.ts';
import type { ComputeNode } from '../../src/core/model/computeNode.ts';
import type { Task } from '../../src/core/model/task.ts';
import { otherWord } from '../builders/otherWord.ts';
import { matchGolden } from '../golden/matchGolden.ts';

/** Largest number of entries in a row's menu; longer menus are hard to scan. */
const maxEntries = 9;
/** Largest number of entries in the menu of a group of items, whose page is one of its items' or its account's. */
const maxInGroup = 3;
const maxInline = 2;
/** Largest number of commands in the palette, which omits commands that need a row or are part of another command. */
const maxInPalette = 80;

/** Sections from top to bottom; VS Code sorts them by name. */
const sections = ['1_look', '2_explain', '3_putRight', '4_connect', '5_copy', '9_danger'];

interface Entry {
  readonly command: string;
  readonly when: string;
  readonly group: string;
}

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const titles: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('../../package.nls.json', import.meta.url), 'utf8'),
);
const isCommand = (entry: Partial<Entry>): boolean => entry.command !== undefined;
const isOurs = ({ when }: Pick<Entry, 'when'>): boolean => when.startsWith('view =~ /^azureBatch');
const entries: readonly Entry[] = manifest.contributes.menus['view/item/context'].filter(isCommand).filter(isOurs);
/** A submenu in the menu of a row. */
interface Opener extends Omit<Entry, 'command'> {
  readonly submenu: string;
}
const openers: readonly Opener[] = manifest.contributes.menus['view/item/context'].filter(
  (entry: Partial<Entry>) => !isCommand(entry),
);
const submenuLabels = new Map(
  manifest.contributes.submenus.map(({ id, label }: { readonly id: string; readonly label: string }) => [
    id,
    titles[label.slice(1, -1)] ?? id,
  ]),
);

function findCommand(id: string): { readonly title: string; readonly icon?: string } | undefined {
  const commands: readonly { readonly command: string; readonly title: string; readonly icon?: string }[] =
    manifest.contributes.commands;
  return commands.find(({ command }) => command === id);
}

function findIcon(id: string): string | undefined {
  return findCommand(id)?.icon;
}

function findTitle(id: string): string {
  return titles[findCommand(id)?.title.slice(1, -1) ?? ''] ?? id;
}

/** Conditions that hold if there is a chat and agents may call tools. */
const ofChats = ['chatIsEnabled', 'config.azureBatch.agents.enabled'];

/**
 * Checks whether VS Code shows an entry on a row: all its conditions must hold, each of which is a match or a negated
 * match.
 */
function isShown({ when }: Pick<Entry, 'when'>, viewItem: string, view = 'azureBatch.explorer'): boolean {
  const values: Readonly<Record<string, string>> = { view, viewItem };
  return when.split(' && ').every((condition) => {
    if (ofChats.includes(condition)) return true;
    const match = /^(!\()?(view|viewItem) =~ \/(.+)\/\)?$/.exec(condition);
    assert.ok(match, `not understood: ${condition}`);
    const [, not, key = '', pattern = ''] = match;
    return new RegExp(pattern).test(values[key] ?? '') === (not === undefined);
  });
}

interface Menu {
  readonly menu: readonly Entry[];
  /** Submenus with their entries; VS Code omits empty ones. */
  readonly inner: readonly { readonly opener: Opener; readonly entries: readonly Entry[] }[];
  readonly inline: readonly Entry[];
}

/** Returns the entries of a row's menu, and its inline actions. */
function toMenu(viewItem: string): Menu {
  const shown = entries.filter((entry) => isShown(entry, viewItem));
  return {
    inner: openers
      .filter((opener) => isShown(opener, viewItem))
      .map((opener) => ({
        opener,
        entries: (manifest.contributes.menus[opener.submenu] as readonly Entry[]).filter((entry) =>
          isShown(entry, viewItem),
        ),
      }))
      .filter((one) => one.entries.length > 0),
    menu: shown.filter(({ group }) => !group.startsWith('inline')),
    inline: shown.filter(({ group }) => group.startsWith('inline')),
  };
}

const nodeInfo = { poolId: 'p', nodeId: 'n' };
const failureInfo = { category: 'UserError', code: 'FailureExitCode' } as const;
const tasks: readonly Task[] = [
  { id: 'waiting', state: 'active' },
  { id: 'preparing', state: 'preparing', nodeInfo },
  { id: 'running', state: 'running', nodeInfo },
  { id: 'done', state: 'completed', nodeInfo, executionInfo: { result: 'success', exitCode: 0 } },
  { id: 'failed', state: 'completed', nodeInfo, executionInfo: { result: 'failure', exitCode: 1, failureInfo } },
  { id: 'unfed', state: 'completed', nodeInfo, executionInfo: { result: 'failure', failureInfo } },
  { id: 'new', state: otherWord('of a later version') },
];

const nodeStates = [
  'idle',
  'running',
  'rebooting',
  'unusable',
  'starttaskfailed',
  'offline',
  'unknown',
  'waitingforstarttask',
  'leavingpool',
  'preempted',
  'deallocated',
] as const;
const nodes: readonly ComputeNode[] = nodeStates.map((state) => ({
  id: state,
  state,
  ...(state === 'running' ? { runningTasksCount: 2 } : {}),
}));
const takenOffline: ComputeNode = { id: 'takenOffline', state: 'idle', schedulingState: 'disabled' };

function toNodeWords(node: ComputeNode, nodeAgentSKUId: string): readonly ContextWord[] {
  const pool = { id: 'p', virtualMachineConfiguration: { nodeAgentSKUId } };
  const reader = { now: new Date('2026-11-20T10:00:00Z'), timeZone: 'UTC' };
  return toNodeRow(node, { pool, nodes: { items: [node], hasMore: false } }, reader).words ?? [];
}

/** States of each kind of row, by the words of its context value. */
const states: Readonly<Record<RowKind, readonly (readonly ContextWord[])[]>> = {
  account: [
    [],
    ['sample'],
    ['keyRefused'],
    ['signedOut'],
    ['counting'],
    ['paused'],
    ['limited', 'mayNotChangeJobs'],
    ['pinned'],
    ['locked'],
  ],
  pools: [[]],
  pool: [[], ['broken'], ['autoscale'], ['autoscale', 'broken', 'failed', 'resizing'], ['failed', 'resizing']],
  nodeGroup: [[], ['broken']],
  node: [
    ...[...nodes, takenOffline].flatMap((node) =>
      ['batch.node.ubuntu 22.04', 'batch.node.windows amd64'].map((sku) => toNodeWords(node, sku)),
    ),
    // In Failures, a node's operating system is unknown.
    ['broken', 'rebootable', 'online'],
  ],
  recentTasks: [[]],
  nodeFiles: [[]],
  nodeFile: [[], ['folder']],
  jobs: [[]],
  job: [['active'], ['active', 'failed'], ['disabled', 'failed'], ['completed', 'failed'], ['hanging'], []],
  jobSchedules: [[]],
  jobSchedule: [['active'], ['disabled'], ['completed'], ['hanging']],
  taskGroup: [['failed'], ['running'], ['active'], ['succeeded']],
  task: [
    ...tasks.map((task) => toTaskWords(task, undefined)),
    ...tasks.map((task) => toTaskWords(task, { id: 'j', state: 'completed' })),
  ],
  taskRun: [
    ['failed', 'hasFiles', 'retryable'],
    ['failed', 'hasFiles', 'onlyResubmit'],
  ],
  taskFile: [[], ['folder']],
  subtasks: [[]],
  subtask: [[], ['failed']],
  dependencies: [[]],
  missingTask: [[]],
  preparation: [[], ['failed']],
  preparationNode: [[], ['failed']],
  attempts: [[]],
  attempt: [[], ['ofTask'], ['failed', 'ofTask']],
  attemptLog: [[]],
  jobTask: [[], ['failed']],
  failureGroup: [
    [],
    ['mutable', 'ofNodes', 'ofTasks', 'retryable'],
    ['muted', 'ofTasks'],
    ['mutable', 'ofNodes', 'ofTasks', 'onlyResubmit'],
    ['mutable', 'ofNodes'],
    ['mutable', 'unread'],
  ],
  mutedCauses: [[]],
  resolvedCauses: [[]],
  more: [[]],
  error: [[]],
  damaged: [[]],
  empty: [[]],
  loading: [[]],
};

const viewItems: readonly string[] = [
  ...new Set(
    Object.entries(states).flatMap(([kind, all]) => all.map((words) => toContextValue(kind as RowKind, words))),
  ),
].sort();

for (const viewItem of viewItems) {
  test(`the menu of ${viewItem} is short, with helpful entries before destructive ones`, () => {
    const { menu, inner, inline } = toMenu(viewItem);
    for (const { entries: those } of inner)
      assert.ok(those.length <= maxEntries, those.map(({ command }) => command).join(', '));
    const length = menu.length + inner.length;
    const limit = /\.(pools|nodeGroup|jobs|taskGroup|jobSchedules)(;|$)/.test(viewItem) ? maxInGroup : maxEntries;
    assert.ok(length <= limit, `${length}: ${menu.map(({ command }) => command).join(', ')}`);
    assert.ok(inline.length <= maxInline, inline.map(({ command }) => command).join(', '));
    for (const { command } of inline) assert.ok(findIcon(command), `${command} has no icon`);
    for (const { command, group } of menu) {
      const [section = '', place] = group.split('@');
      assert.ok(sections.includes(section) && Number(place) > 0, `${command} is in ${group}`);
    }
    for (const those of [[...menu, ...inner.map(({ opener }) => opener)], ...inner.map((one) => one.entries)]) {
      const places = those.map(
        ({ group, ...entry }) => `${group} ${'command' in entry ? entry.command : entry.submenu}`,
      );
      const groups = those.map(({ group }) => group);
      assert.equal(new Set(groups).size, groups.length, `two in one place:\n${places.sort().join('\n')}`);
    }
  });
}

/** The menus as reviewed by people. A command that appears elsewhere is noticed here. */
test('the menus match the reviewed ones', () => {
  const file = new URL('../golden/menus.txt', import.meta.url);
  const text = `${viewItems.map(describeMenu).join('\n\n')}\n`;
  matchGolden(file, text, 'test/house/menus.test.ts');
});

/** Describes a kind of row in a state, its icons, and the sections of its menu, one per line. */
function describeMenu(viewItem: string): string {
  const { menu, inner, inline } = toMenu(viewItem);
  const toLine = (name: string, shown: readonly Entry[]): readonly string[] =>
    shown.length === 0 ? [] : [`  ${name}: ${shown.map(({ command }) => findTitle(command)).join(' · ')}`];
  return [
    viewItem.replace('azureBatch.', ''),
    ...toLine('icons', sortByPlace(inline)),
    ...sections.flatMap((section) =>
      toLine(section.slice(2), sortByPlace(menu.filter(({ group }) => group.startsWith(section)))),
    ),
    ...inner.flatMap(({ opener, entries: those }) =>
      toLine(`${submenuLabels.get(opener.submenu)} ›`, sortByPlace(those)),
    ),
  ].join('\n');
}

function sortByPlace(shown: readonly Entry[]): readonly Entry[] {
  return shown.toSorted((one, other) => Number(one.group.split('@')[1]) - Number(other.group.split('@')[1]));
}

/** Checks whether the menu of a row has a command. */
function has(kind: RowKind, words: readonly ContextWord[], command: string): boolean {
  const { menu, inner } = toMenu(toContextValue(kind, words));
  return [...menu, ...inner.flatMap((one) => one.entries)].some((entry) => entry.command === `azureBatch.${command}`);
}

test('with an account, the palette is short enough to read', () => {
  const when = new Map(
    (manifest.contributes.menus.commandPalette as readonly Pick<Entry, 'command' | 'when'>[]).map((entry) => [
      entry.command,
      entry.when,
    ]),
  );
  const all: readonly Pick<Entry, 'command'>[] = manifest.contributes.commands;
  const offered = all.filter(({ command }) => when.get(command) !== 'false');
  const toSay = `${offered.length} entries, and at most ${maxInPalette} may be: one that starts at a row has palette: 'never'`;
  assert.ok(offered.length <= maxInPalette, toSay);
});

test('without an account, the palette contains only commands that work without one', () => {
  const toIds = (items: readonly Pick<Entry, 'command'>[]): readonly string[] =>
    items.map(({ command }) => command.replace('azureBatch.', ''));
  const conditional = new Set(toIds(manifest.contributes.menus.commandPalette));
  const always = toIds(manifest.contributes.commands).filter((id) => !conditional.has(id));
  assert.deepEqual(always.toSorted(), [
    'account.addWithKey',
    'account.openSample',
    'account.openUrl',
    'account.selectSubscriptions',
    'account.signIn',
    'account.startSimulator',
    'bulk.openReport',
    'diagnostics.copy',
    'diagnostics.report',
    'kept.forget',
    'kept.open',
    'log.explain',
    'log.show',
    'walkthrough.open',
  ]);
});

test('the menu of every item that has JSON offers its properties', () => {
  for (const kind of ['task', 'node', 'pool', 'job', 'jobSchedule'] as const) {
    for (const words of states[kind]) assert.ok(has(kind, words, 'resource.openProperties'), `${kind} ${words.join()}`);
  }
});

test('an item that never ran has no log next to its name', () => {
  const opensLog = (words: readonly ContextWord[]): boolean =>
    toMenu(toContextValue('task', words)).inline.some(({ command }) => command === 'azureBatch.task.openStderr');
  assert.equal(opensLog(['failed', 'hasFiles']), true);
  assert.equal(opensLog(['failed', 'hasFiles', 'neverRan']), false);
  assert.equal(opensLog(['active']), false);
});

test('the menu of every item that has an ID offers to copy a link', () => {
  for (const [kind, all] of Object.entries(states) as [RowKind, (typeof states)[RowKind]][]) {
    for (const words of all)
      assert.equal(has(kind, words, 'resource.copyId') && !has(kind, words, 'resource.copyLink'), false, kind);
  }
});

test('Batch accounts in the Azure Resources views have one entry, and other rows have none', () => {
  const foreign: readonly Entry[] = manifest.contributes.menus['view/item/context']
    .filter((entry: Entry) => !isOurs(entry))
    .filter(isCommand);
  // In the format of Azure Resources: the values of a resource with its type last, and those of a group sorted.
  const account = 'azureResource;hasPortalUrl;hasProperties;BatchAccounts';
  const others = [
    'azureResource;hasPortalUrl;hasProperties;StorageAccounts',
    'BatchAccounts;azureResourceTypeGroup;canFocus;groupingItem',
    'azureResourceGroup;canFocus;groupingItem',
  ];
  const list = (view: string, viewItem: string): readonly string[] =>
    foreign.filter((entry) => isShown(entry, viewItem, view)).map(({ command }) => command);
  for (const view of ['azureResourceGroups', 'azureFocusView']) {
    assert.deepEqual(list(view, account), ['azureBatch.account.openResource'], view);
    for (const other of others) assert.deepEqual(list(view, other), [], other);
  }
  assert.deepEqual(list('azureWorkspace', account), []);
});

test('every item with children can be refreshed, and its loaded children copied', () => {
  for (const kind of ['pools', 'nodeGroup', 'jobs', 'taskGroup', 'jobSchedules'] as const) {
    for (const words of states[kind]) {
      for (const command of ['explorer.refresh', 'explorer.findHere', 'resource.copyIds'])
        assert.ok(has(kind, words, command), `${kind} ${words.join()} ${command}`);
    }
  }
  for (const kind of ['recentTasks', 'nodeFiles', 'subtasks', 'dependencies', 'preparation', 'job', 'pool'] as const)
    assert.ok(has(kind, [], 'explorer.refresh'), kind);
});

test('only an inaccessible account offers a way to sign in', () => {
  for (const words of states.account) {
    const isShut = words.includes('keyRefused') || words.includes('signedOut');
    assert.equal(has('account', words, 'account.signIn'), isShut, words.join());
    assert.equal(has('account', words, 'account.enterKey'), words.includes('keyRefused'), words.join());
  }
});

test('menus offer only actions that the state of a row allows', () => {
  for (const words of states.task) {
    const isOver = words.includes('failed') || words.includes('succeeded');
    assert.ok(!(isOver && has('task', words, 'task.terminate')), words.join());
    assert.equal(has('task', words, 'task.requeue'), words.includes('running'));
    assert.equal(has('task', words, 'task.retry'), words.includes('retryable'));
    const hasLogs = words.includes('hasFiles') && !words.includes('neverRan');
    assert.equal(has('task', words, 'task.openStdout'), hasLogs, words.join());
    assert.equal(has('task', words, 'task.openStderr'), hasLogs, words.join());
  }
  for (const kind of ['job', 'jobSchedule'] as const) {
    for (const words of states[kind]) {
      assert.equal(has(kind, words, `${kind}.enable`), words.includes('disabled'));
      assert.equal(has(kind, words, `${kind}.disable`), words.includes('active'));
      assert.equal(
        has(kind, words, `${kind}.terminate`),
        words.some((word) => ['active', 'disabled', 'hanging'].includes(word)),
      );
    }
  }
  for (const words of states.node) {
    assert.equal(has('node', words, 'node.reboot'), !words.includes('changing'));
    assert.equal(has('node', words, 'node.reimage'), !words.includes('changing'));
    const answers = !words.includes('unreachable');
    assert.equal(has('node', words, 'node.openStartTaskLog'), answers);
    assert.equal(has('node', words, 'node.enableScheduling'), answers && words.includes('offline'));
    assert.equal(has('node', words, 'node.disableScheduling'), answers && words.includes('online'));
    const connects = ['node.connectSsh', 'node.openRdp'].some((command) => has('node', words, command));
    assert.equal(connects, answers, words.join());
    assert.ok(!(words.includes('windows') && has('node', words, 'node.connectSsh')));
    assert.ok(!(words.includes('linux') && has('node', words, 'node.openRdp')));
  }
  for (const words of states.nodeGroup)
    assert.equal(has('nodeGroup', words, 'pool.rebootBroken'), words.includes('broken'));
  for (const words of states.pool) {
    for (const command of ['actOnNodes', 'editStartTask', 'delete'])
      assert.ok(has('pool', words, `pool.${command}`), `${words.join()} ${command}`);
    assert.equal(has('pool', words, 'pool.resize'), !words.includes('autoscale') && !words.includes('resizing'));
    assert.equal(has('pool', words, 'pool.stopResize'), words.includes('resizing'));
  }
  for (const kind of ['job', 'taskGroup'] as const) {
    for (const words of states[kind]) {
      const canRunAgain = words.includes('failed') && !words.includes('completed');
      assert.equal(has(kind, words, 'job.retryFailed'), canRunAgain, words.join());
      assert.equal(has(kind, words, 'failures.showOnly'), words.includes('failed'));
    }
  }
});

test('the context of a node shows which actions are impossible', () => {
  const toIds = (word: ContextWord): readonly string[] =>
    nodes.filter((node) => toNodeWords(node, 'batch.node.ubuntu 22.04').includes(word)).map(({ id }) => id);
  assert.deepEqual(toIds('changing'), ['rebooting', 'waitingforstarttask', 'leavingpool', 'preempted', 'deallocated']);
  assert.deepEqual(toIds('unreachable'), ['rebooting', 'leavingpool', 'preempted', 'deallocated']);
});

test("the editor title of a task's document offers a retry, or a resubmission if its job has ended", () => {
  const titles = manifest.contributes.menus['editor/title'] as readonly Entry[];
  const conditions = ['task.retry', 'task.resubmit'].map((name) =>
    titles.filter(({ command }) => command === `azureBatch.${name}`).map(({ when }) => when.split(' && ').at(-1)),
  );
  assert.deepEqual(conditions, [['azureBatch.shownTaskCanRetry'], ['azureBatch.shownTaskCanResubmit']]);
});
