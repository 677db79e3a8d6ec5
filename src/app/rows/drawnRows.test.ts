import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import * as diagnosis from '../../core/diagnosis/diagnosis.ts';
import type { Task } from '../../core/model/task.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { Inspections } from '../causes/inspections.ts';
import { JobCauses } from '../causes/jobCauses.ts';
import { DrawnRows } from './drawnRows.ts';
import { toChildren } from './explorer/children.ts';
import type { FindCauses } from './explorer/taskCauses.ts';
import { toRow } from './explorer/toRow.ts';
import { type TreeNode, TreeNodes } from './explorer/treeNode.ts';
import type { Row, Viewer } from './row.ts';

const reader: Viewer = { now: new Date('2026-11-20T10:00:00Z'), timeZone: 'UTC' };

function failed(id: string, exitCode: number): Task {
  return { id, state: 'completed', executionInfo: { result: 'failure', exitCode, endTime: '2026-11-20T09:00:00Z' } };
}

const running: Task = { id: 'r', state: 'running' };
const succeeded: Task = { id: 's', state: 'completed', executionInfo: { result: 'success', exitCode: 0 } };

const pools = snapshot().with({ kind: 'pools' }, [{ id: 'cpu' }]);
const jobs = pools.with({ kind: 'nodes', poolId: 'cpu' }, [{ id: 'n', state: 'idle' }]).with({ kind: 'jobs' }, [
  { id: 'frames', state: 'active', creationTime: '2026-11-20T08:00:00Z' },
  { id: 'train', state: 'active', creationTime: '2026-11-20T07:00:00Z' },
]);

/** Two jobs, one of them with tasks in three groups. */
const withTasks = (tasks: readonly Task[] = [failed('a', 1), failed('b', 1)], others: readonly Task[] = [running]) =>
  jobs
    .withTaskCounts('train', { failed: 1 })
    .with({ kind: 'tasks', jobId: 'frames', group: 'failed' }, tasks)
    .with({ kind: 'tasks', jobId: 'frames', group: 'running' }, others)
    .with({ kind: 'tasks', jobId: 'frames', group: 'preparing' }, [])
    .with({ kind: 'tasks', jobId: 'frames', group: 'active' }, [])
    .with({ kind: 'tasks', jobId: 'frames', group: 'succeeded' }, [succeeded]);

/** The explorer as VS Code draws it, with all branches open except tasks and nodes. */
class DrawnExplorer {
  readonly #nodes = new TreeNodes();
  readonly #drawn = new DrawnRows<TreeNode>();
  readonly #findCauses: (known: AccountSnapshot) => FindCauses;
  #known: AccountSnapshot;

  constructor(known: AccountSnapshot, findCauses: (known: AccountSnapshot) => FindCauses = () => () => []) {
    this.#known = known;
    this.#findCauses = findCauses;
    this.#draw(this.#root());
  }

  /** Applies a new snapshot; returns the ends of the IDs of the redrawn rows. */
  change(known: AccountSnapshot): readonly string[] {
    this.#known = known;
    const { nodes: changed } = this.#drawn.takeChanged([this.#root()], {
      toRow: (node) => this.#toRow(node),
      toChildren: (node) => this.#toChildren(node),
    });
    for (const node of changed) this.#draw(node);
    return changed.map(({ id }) => id.split('/').at(-1) ?? id);
  }

  /** Simulates the mouse pointer over a row. */
  showTooltip(idEnd: string): void {
    const find = (node: TreeNode): TreeNode | undefined =>
      node.id.endsWith(idEnd) ? node : this.#toOpened(node).map(find).find(Boolean);
    const node = find(this.#root());
    assert.ok(node, `no row ${idEnd}`);
    this.#drawn.drawTooltip(node, this.#toRow(node));
  }

  #root(): TreeNode {
    return this.#nodes.root(this.#known.account.id);
  }

  #draw(node: TreeNode): void {
    this.#drawn.draw(node, this.#toRow(node));
    const children = this.#toOpened(node);
    if (children.length > 0) this.#drawn.answer(node, this.#drawn.ask(node), children);
    for (const child of children) this.#draw(child);
  }

  #toOpened(node: TreeNode): readonly TreeNode[] {
    return node.place.kind === 'task' || node.place.kind === 'node' ? [] : this.#toChildren(node);
  }

  #toRow(node: TreeNode): Row {
    return toRow(node.place, this.#known, reader, this.#findCauses(this.#known));
  }

  #toChildren(node: TreeNode): readonly TreeNode[] {
    const places = toChildren(node.place, this.#known, this.#findCauses(this.#known));
    return places.map((place) => this.#nodes.child(node, place));
  }
}

test('nothing is redrawn if the text stays the same, although everything was reloaded', () => {
  const explorer = new DrawnExplorer(withTasks().build());
  assert.deepEqual(explorer.change(withTasks().build()), []);
});

test('only the task whose result changed is redrawn', () => {
  const explorer = new DrawnExplorer(withTasks().build());
  assert.deepEqual(explorer.change(withTasks([failed('a', 1), failed('b', 2)]).build()), ['task:b']);
  assert.deepEqual(explorer.change(withTasks([failed('a', 1), failed('b', 2)]).build()), []);
});

test('for a new task, only the rows that count it are redrawn', () => {
  const explorer = new DrawnExplorer(withTasks().build());
  const more = [running, { id: 'r2', state: 'running' }] as const;
  assert.deepEqual(explorer.change(withTasks(undefined, more).build()), ['job:frames']);
  const failing = [failed('a', 1), failed('b', 1), failed('c', 1)];
  const [top, ...others] = explorer.change(withTasks(failing, more).build());
  assert.match(top ?? '', /^account:/, 'failures of an account stand in its own row');
  assert.deepEqual(others, []);
});

test('changed counts of a job do not redraw other jobs, and a job that gets worse moves up', () => {
  const explorer = new DrawnExplorer(withTasks().build());
  assert.deepEqual(explorer.change(withTasks().withTaskCounts('train', { failed: 1, succeeded: 3 }).build()), [
    'job:train',
  ]);
  const other = jobs.withTaskCounts('frames', {}).withTaskCounts('train', { running: 1 });
  const before = new DrawnExplorer(jobs.withTaskCounts('frames', {}).withTaskCounts('train', {}).build());
  assert.deepEqual(before.change(other.build()), ['jobs:']);
});

test('rows that are not visible are not drawn', () => {
  const explorer = new DrawnExplorer(jobs.build());
  const file = { name: 'stderr.txt', isDirectory: false };
  const files = jobs.with({ kind: 'taskFiles', jobId: 'frames', taskId: 'a', path: '' }, [file]);
  assert.deepEqual(explorer.change(files.build()), []);
});

test('a change only in the tooltip is redrawn if the tooltip was shown', () => {
  const withPriority = (priority: number) =>
    pools.with({ kind: 'jobs' }, [{ id: 'frames', state: 'active', priority }]).build();
  const explorer = new DrawnExplorer(withPriority(0));
  assert.deepEqual(explorer.change(withPriority(1)), []);
  explorer.showTooltip('job:frames');
  assert.deepEqual(explorer.change(withPriority(1)), []);
  assert.deepEqual(explorer.change(withPriority(2)), ['job:frames']);
  assert.deepEqual(explorer.change(withPriority(3)), [], 'VS Code asks for the tooltip of the new row again');
});

test('a task whose cause changes never appears twice', () => {
  const findCauses = (known: AccountSnapshot): FindCauses => {
    const causes = new JobCauses(
      new Inspections({ read: () => assert.fail('read') }),
      { diagnosis: () => diagnosis },
      { now: Date.now },
    );
    return (jobId) => causes.of(known, jobId);
  };
  const failures = [failed('a', 1), failed('b', 1), failed('c', 1), failed('d', 137), failed('e', 137)];
  const explorer = new DrawnExplorer(withTasks(failures).build(), findCauses);
  assert.deepEqual(explorer.change(withTasks(failures.with(3, failed('d', 1))).build()), ['taskGroup:failed']);
});

test('an answer that came too late does not count as drawn', () => {
  const nodes = new TreeNodes();
  const known = jobs.build();
  const drawn = new DrawnRows<TreeNode>();
  const current = {
    toRow: (node: TreeNode) => toRow(node.place, known, reader),
    toChildren: (node: TreeNode) => toChildren(node.place, known).map((place) => nodes.child(node, place)),
  };
  const list = nodes.child(nodes.root('a'), { kind: 'jobs' });
  const [first, second] = [drawn.ask(list), drawn.ask(list)];
  drawn.answer(list, second, []);
  drawn.answer(list, first, current.toChildren(list));
  assert.deepEqual(drawn.takeChanged([list], current), { nodes: [list], takesRows: false });
  assert.equal(drawn.isOpened(list), false, 'it is to be asked for again');
});
