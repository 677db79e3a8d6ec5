import assert from 'node:assert/strict';
import { Inspections } from '../../src/app/causes/inspections.ts';
import { JobCauses } from '../../src/app/causes/jobCauses.ts';
import { type FailureNode, toCauseNode } from '../../src/app/rows/failures/failureNodes.ts';
import type { Cause } from '../../src/core/diagnosis/causes/causes.ts';
import * as diagnosis from '../../src/core/diagnosis/diagnosis.ts';
import { toOwnId } from '../../src/core/model/resource.ts';
import type { Task } from '../../src/core/model/task.ts';
import { FailuresProvider } from '../../src/extension/views/failures/failuresProvider.ts';
import { KeptPlace } from '../../src/extension/views/keptPlace.ts';
import { snapshot } from '../builders/snapshot.ts';

function failed(id: string, exitCode: number): Task {
  return { id, state: 'completed', executionInfo: { result: 'failure', exitCode, endTime: '2026-11-20T09:00:00Z' } };
}

/** Returns new objects for the causes of a job's tasks. */
function causesOf(...tasks: readonly Task[]): readonly Cause[] {
  const known = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'frames' }])
    .with({ kind: 'tasks', jobId: 'frames', group: 'failed' }, tasks)
    .build();
  return new JobCauses(
    new Inspections({ read: () => assert.fail('no log has to be read') }),
    { diagnosis: () => diagnosis },
    { now: Date.now },
  ).of(known, 'frames');
}

/** Returns the rows of the causes of these tasks. */
const rowsOf = (...tasks: readonly Task[]): readonly FailureNode[] =>
  causesOf(...tasks).flatMap((cause) => toCauseNode(cause) ?? []);

suite('redrawing failures', () => {
  let provider: FailuresProvider;
  let drawn: (readonly FailureNode[] | undefined)[];

  setup(() => {
    provider = new FailuresProvider(
      { all: [], whyRefused: () => undefined, listMissing: () => [] },
      {
        findNodes: () => ({ items: [], hasMore: false }),
        findResubmission: () => undefined,
        findRepeats: () => undefined,
      },
    );
    drawn = [];
    provider.onDidChangeTreeData((nodes) => drawn.push(nodes));
  });

  teardown(() => provider.dispose());

  /** Draws the row and all rows below it, as VS Code does with open branches. */
  function draw(node?: FailureNode): void {
    if (node !== undefined) provider.getTreeItem(node);
    for (const child of provider.getChildren(node)) draw(child);
  }

  test('unchanged causes are not redrawn, and for a new task only its cause is redrawn', () => {
    const tasks = [failed('a', 1), failed('b', 1), failed('c', 137), failed('d', 137)];
    provider.show(rowsOf(...tasks));
    draw();
    const [, second] = provider.getChildren();
    assert.ok(second);
    const before = provider.getChildren(second);
    provider.show(rowsOf(...tasks));
    assert.deepEqual(drawn, [undefined], 'only when there was nothing yet');
    provider.show(rowsOf(...tasks.slice(0, -1)));
    assert.deepEqual(drawn.slice(1), [[second]]);
    assert.deepEqual(provider.getChildren(second), before.slice(0, 1), 'the same row, for whoever has selected it');
    assert.equal(second.resources?.length, 1, 'commands act on what was told last');
  });

  test('a new cause redraws all causes', () => {
    provider.show(rowsOf(failed('a', 1), failed('b', 1)));
    draw();
    provider.show(rowsOf(failed('a', 1), failed('b', 1), failed('c', 137)));
    assert.deepEqual(drawn, [undefined, undefined]);
  });

  test('if accounts have rows, only the changed rows of an account are redrawn', () => {
    const toAccount = (id: string, children: readonly FailureNode[]): FailureNode => ({
      id,
      resource: { kind: 'account', accountId: id },
      row: { kind: 'account', label: id, icon: 'account', children: 'expanded' },
      children,
    });
    const still = toAccount('still', rowsOf(failed('x', 9)));
    provider.show([toAccount('busy', rowsOf(failed('a', 1), failed('b', 1))), still]);
    draw();
    const [busy] = provider.getChildren();
    assert.ok(busy);
    const before = provider.getChildren(busy);
    provider.show([toAccount('busy', rowsOf(failed('a', 1), failed('b', 1), failed('c', 137))), still]);
    assert.deepEqual(drawn.slice(1), [[busy]]);
    assert.ok(provider.getChildren(busy).includes(before[0] ?? busy), 'the same row, for whoever has selected it');
  });

  test('the selection moves next to a removed cause or failure, and stays on a renamed cause', () => {
    const [a, b, c, d] = [failed('a', 137), failed('b', 137), failed('c', 139), failed('d', 139)];
    const none = () => ({ dispose: () => undefined });
    const revealed: unknown[] = [];
    const toName = (node: FailureNode): unknown => node.failure?.failing.resource ?? node.cause?.cluster.title;
    const place = new KeptPlace(
      {
        visible: true,
        selection: [],
        onDidChangeSelection: none,
        onDidCollapseElement: none,
        reveal: async (node, options) => void revealed.push([toName(node), options?.focus]),
      },
      provider,
    );
    const find = (title: RegExp): FailureNode =>
      provider.getChildren().find(({ cause }) => title.test(cause?.cluster.title ?? '')) ?? assert.fail(`no ${title}`);
    try {
      provider.show(rowsOf(a, b, c, d));
      draw();
      const [first, second] = provider.getChildren(find(/killed/));
      assert.ok(first && second);
      assert.equal(provider.getParent(first), find(/killed/));
      place.keep(first, true);
      provider.show(rowsOf(...[a, b].filter(({ id }) => id !== toOwnId(first.resource)), c, d));
      assert.deepEqual(revealed.splice(0), [[second.resource, true]], 'the failure beside it');
      provider.show(rowsOf(c, d));
      const crashed = "Segmentation fault: it accessed memory that isn't its own";
      assert.deepEqual(revealed.splice(0), [[crashed, true]], 'the cause that is left');
      provider.show(rowsOf(a, b, c));
      assert.deepEqual(revealed, [], 'a cause that is there keeps its place');
      provider.show(rowsOf(a, failed('b', 134), failed('c', 134), failed('d', 134)));
      assert.deepEqual(
        revealed.splice(0),
        [[find(/assertion/).cause?.cluster.title, true]],
        'where its task is told now',
      );
    } finally {
      place.dispose();
    }
  });
});
