import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ComputeNode } from '../../src/core/model/computeNode.ts';
import type { Task } from '../../src/core/model/task.ts';
import { type ContextWord, type RowKind, toContextValue } from '../../src/extension/views/contextValue.ts';
import { toNodeRow } from '../../src/extension/views/explorer/rows/nodeRow.ts';
import { toTaskWords } from '../../src/extension/views/resourceWords.ts';

/** No menu of a row is longer: who has to read it all finds nothing. */
const maxEntries = 12;
const maxInline = 2;

/** From the top down; VS Code sorts sections by their names. */
const sections = ['1_look', '2_explain', '3_putRight', '4_connect', '5_copy', '9_danger'];

interface Entry {
  readonly command: string;
  readonly when: string;
  readonly group: string;
}

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const entries: readonly Entry[] = manifest.contributes.menus['view/item/context'];

/** Whether VS Code shows an entry on a row: all its conditions hold, each of which is a match or the contrary of one. */
function isShown({ when }: Entry, viewItem: string): boolean {
  const values: Readonly<Record<string, string>> = { view: 'azureBatch.explorer', viewItem };
  return when.split(' && ').every((condition) => {
    const match = /^(!\()?(view|viewItem) =~ \/(.+)\/\)?$/.exec(condition);
    assert.ok(match, `not understood: ${condition}`);
    const [, not, key = '', pattern = ''] = match;
    return new RegExp(pattern).test(values[key] ?? '') === (not === undefined);
  });
}

/** What the menu of a row has, and what stands on the row itself. */
function toMenu(viewItem: string): { readonly menu: readonly Entry[]; readonly inline: readonly Entry[] } {
  const shown = entries.filter((entry) => isShown(entry, viewItem));
  return {
    menu: shown.filter(({ group }) => !group.startsWith('inline')),
    inline: shown.filter(({ group }) => group.startsWith('inline')),
  };
}

const nodeInfo = { poolId: 'p', nodeId: 'n' };
const failureInfo = { category: 'UserError', code: 'FailureExitCode' };
const tasks: readonly Task[] = [
  { id: 'waiting', state: 'active' },
  { id: 'preparing', state: 'preparing', nodeInfo },
  { id: 'running', state: 'running', nodeInfo },
  { id: 'done', state: 'completed', nodeInfo, executionInfo: { result: 'success', exitCode: 0 } },
  { id: 'failed', state: 'completed', nodeInfo, executionInfo: { result: 'failure', exitCode: 1, failureInfo } },
  { id: 'unfed', state: 'completed', nodeInfo, executionInfo: { result: 'failure', failureInfo } },
  { id: 'new', state: 'of a later version' },
];

const nodes: readonly ComputeNode[] = [
  'idle',
  'running',
  'rebooting',
  'unusable',
  'starttaskfailed',
  'offline',
  'unknown',
  'preempted',
  'deallocated',
].map((state) => ({ id: state, state, ...(state === 'running' ? { runningTasksCount: 2 } : {}) }));

function toNodeWords(node: ComputeNode, nodeAgentSKUId: string): readonly ContextWord[] {
  const pool = { id: 'p', virtualMachineConfiguration: { nodeAgentSKUId } };
  const reader = { now: new Date('2026-11-20T10:00:00Z'), timeZone: 'UTC' };
  return toNodeRow(node, pool, { items: [node], hasMore: false }, reader).words ?? [];
}

/** Every kind of row in every state that its words tell of. */
const states: readonly (readonly [RowKind, readonly ContextWord[]])[] = [
  ...tasks.map((task) => ['task', toTaskWords(task)] as const),
  ...nodes.flatMap((node) =>
    ['batch.node.ubuntu 22.04', 'batch.node.windows amd64'].map((sku) => ['node', toNodeWords(node, sku)] as const),
  ),
  // In Failures the system of a node is not known.
  ['node', ['broken', 'rebootable', 'online']],
  ...([[], ['autoscale'], ['autoscale', 'resizing', 'failed'], ['resizing', 'failed']] as const).map(
    (words) => ['pool', words] as const,
  ),
  ...([['active'], ['active', 'failed'], ['disabled', 'failed'], ['completed', 'failed'], []] as const).map(
    (words) => ['job', words] as const,
  ),
  ...([['active'], ['disabled'], ['completed']] as const).map((words) => ['jobSchedule', words] as const),
  ...([['sample'], ['keyed'], ['keyed', 'keyRefused'], ['signedOut'], ['counting'], ['paused']] as const).map(
    (words) => ['account', words] as const,
  ),
  ...(['failed', 'running', 'active', 'succeeded'] as const).map((word) => ['taskGroup', [word]] as const),
  ['taskRun', ['failed', 'hasFiles', 'retryable']],
  ['failureGroup', ['retryable']],
  ['failureGroup', []],
  ['nodeGroup', []],
  ['preparation', ['failed']],
  ['preparationNode', ['failed']],
  ['jobTask', ['failed']],
  ['subtask', ['failed']],
  ['taskFile', []],
  ['taskFile', ['folder']],
  ['nodeFile', []],
  ['error', []],
];

for (const [kind, words] of states) {
  const viewItem = toContextValue(kind, words);
  test(`the menu of ${viewItem} can be read at a glance, what helps before what destroys`, () => {
    const { menu, inline } = toMenu(viewItem);
    assert.ok(menu.length <= maxEntries, `${menu.length}: ${menu.map(({ command }) => command).join(', ')}`);
    assert.ok(inline.length <= maxInline, inline.map(({ command }) => command).join(', '));
    for (const { command, group } of menu) {
      const [section = '', place] = group.split('@');
      assert.ok(sections.includes(section) && Number(place) > 0, `${command} is in ${group}`);
    }
    const places = menu.map(({ group }) => group);
    assert.equal(new Set(places).size, places.length, `two in one place: ${places.sort().join(', ')}`);
  });
}

test('whatever can be had as JSON has its properties in its menu', () => {
  for (const [kind, words] of states.filter(([name]) =>
    ['task', 'node', 'pool', 'job', 'jobSchedule'].includes(name),
  )) {
    const { menu } = toMenu(toContextValue(kind, words));
    assert.ok(
      menu.some(({ command }) => command === 'azureBatch.resource.openProperties'),
      `${kind} ${words.join()}`,
    );
  }
});

test('what never ran has no log beside its name', () => {
  const opensLog = (words: readonly ContextWord[]): boolean =>
    toMenu(toContextValue('task', words)).inline.some(({ command }) => command === 'azureBatch.task.openStderr');
  assert.equal(opensLog(['failed', 'hasFiles']), true);
  assert.equal(opensLog(['failed', 'hasFiles', 'neverRan']), false);
  assert.equal(opensLog(['active']), false);
});

test('groups have a menu', () => {
  for (const [kind, words] of [
    ['nodeGroup', []],
    ['failureGroup', []],
    ['taskGroup', ['active']],
    ['preparation', []],
  ] as const) {
    assert.ok(toMenu(toContextValue(kind, words)).menu.length > 0, kind);
  }
});
