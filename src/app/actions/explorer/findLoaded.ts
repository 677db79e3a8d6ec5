import type { Account } from '../../../core/model/account.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { Job } from '../../../core/model/job.ts';
import type { JobSchedule } from '../../../core/model/jobSchedule.ts';
import type { Pool } from '../../../core/model/pool.ts';
import { toOwnId } from '../../../core/model/resource.ts';
import { describeState } from '../../../core/model/states.ts';
import { type Task, taskGroups, toShownState } from '../../../core/model/task.ts';
import { toKnownNames, toNodeName } from '../../../core/words/nodeNames.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { toJobSeverity } from '../../lists/severity.ts';
import type { FindText } from './findText.ts';
import { type Answer, type Focus, type Found, maxOfKind, sortFound, toDistinctFound } from './found.ts';

/** Finds the best few matches of each kind in the loaded data of an account. Sends no requests. */
export function findLoaded(text: FindText, snapshot: AccountSnapshot, focus: Focus): Answer {
  if (text.kind === 'taskOfJob') return toBest(findTasks(snapshot, [text.jobId], text.taskStart), text.taskStart);
  if (text.kind !== 'start') return { found: [], hasMore: false };
  if (focus.within?.kind === 'pool') return toBest(findNodes(snapshot, text.text, focus), text.text);
  const { account } = snapshot;
  const accountId = account.id;
  const jobs = snapshot.slice({ kind: 'jobs' }).items;
  const focused = focus.job?.accountId === accountId ? [focus.job.jobId] : [];
  const lists = [
    jobs.map((job) => toLoadedJob(snapshot, job)),
    snapshot.slice({ kind: 'pools' }).items.map((pool) => toFoundPool(account, pool)),
    snapshot.slice({ kind: 'jobSchedules' }).items.map((schedule) => toFoundSchedule(account, schedule)),
    findTasks(snapshot, new Set([...focused, ...jobs.map(({ id }) => id)]), text.text),
  ];
  const fitting = lists.map((found) => found.filter(({ resource }) => includes(toOwnId(resource), text.text)));
  const best = [...fitting, findNodes(snapshot, text.text, focus)].map((found) => toBest(found, text.text));
  return { found: best.flatMap(({ found }) => found), hasMore: best.some(({ hasMore }) => hasMore) };
}

function toBest(all: readonly Found[], text: string): Answer {
  const found = sortFound(toDistinctFound(all), text);
  return { found: found.slice(0, maxOfKind), hasMore: found.length > maxOfKind };
}

function includes(id: string, text: string): boolean {
  return id.toLowerCase().includes(text.toLowerCase());
}

/** Describes a found job. A job in a good state gets unknown severity, because its tasks' states are not known. */
export function toFoundJob(account: Account, { id: jobId, state }: Pick<Job, 'id' | 'state'>): Found {
  const described = state === undefined ? undefined : describeState('job', state);
  const severity = described?.severity === 'ok' ? 'unknown' : described?.severity;
  return {
    account,
    resource: { kind: 'job', accountId: account.id, jobId },
    ...(described === undefined || severity === undefined ? {} : { state: { ...described, severity } }),
  };
}

function toLoadedJob(snapshot: AccountSnapshot, job: Job): Found {
  const { state, ...found } = toFoundJob(snapshot.account, job);
  return { ...found, ...(state === undefined ? {} : { state: { ...state, severity: toJobSeverity(job, snapshot) } }) };
}

export function toFoundPool(account: Account, { id: poolId, allocationState: state }: Pool): Found {
  return {
    account,
    resource: { kind: 'pool', accountId: account.id, poolId },
    ...(state === undefined ? {} : { state: describeState('poolAllocation', state) }),
  };
}

export function toFoundSchedule(account: Account, { id: scheduleId, state }: JobSchedule): Found {
  return {
    account,
    resource: { kind: 'jobSchedule', accountId: account.id, scheduleId },
    ...(state === undefined ? {} : { state: describeState('jobSchedule', state) }),
  };
}

export function toFoundTask(account: Account, jobId: string, task: Task): Found {
  const state = toShownState(task);
  return {
    account,
    resource: { kind: 'task', accountId: account.id, jobId, taskId: task.id },
    ...(state === undefined ? {} : { state: describeState('taskGroup', state) }),
  };
}

function findNodes(snapshot: AccountSnapshot, text: string, { pool, within }: Focus): readonly Found[] {
  const { account } = snapshot;
  return snapshot.slice({ kind: 'pools' }).items.flatMap(({ id: poolId }): readonly Found[] => {
    if (within?.kind === 'pool' && within.poolId !== poolId) return [];
    const nodes = snapshot.slice({ kind: 'nodes', poolId });
    const names = toKnownNames(nodes);
    const isInFocus = pool?.accountId === account.id && pool.poolId === poolId;
    return nodes.items.flatMap((node): readonly Found[] => {
      const { name, number } = names.get(node.id) ?? { name: toNodeName(node.id, nodes) };
      const isNumber = isInFocus && number !== undefined && toDigits(number).startsWith(text);
      if (!isNumber && !startsWith(node.id, text) && !startsWith(toDigits(name), toDigits(text))) return [];
      return [toFoundNode(snapshot, poolId, node, name)];
    });
  });
}

function toFoundNode({ account }: AccountSnapshot, poolId: string, node: ComputeNode, name: string): Found {
  return {
    account,
    resource: { kind: 'node', accountId: account.id, poolId, nodeId: node.id },
    name,
    ...(node.state === undefined ? {} : { state: describeState('node', node.state) }),
  };
}

function startsWith(name: string, start: string): boolean {
  return name.toLowerCase().startsWith(start.toLowerCase());
}

/** Removes digit separators from a name: users type "node 1234", not "node 1,234". */
function toDigits(name: string): string {
  return name.replace(/(\d)[\s.,'’](?=\d)/g, '$1');
}

function findTasks(snapshot: AccountSnapshot, jobIds: Iterable<string>, text: string): readonly Found[] {
  const { account } = snapshot;
  return [...jobIds].flatMap((jobId) =>
    listLoadedTasks(snapshot, jobId)
      .filter(({ id }) => includes(id, text))
      .map((task) => toFoundTask(account, jobId, task)),
  );
}

function listLoadedTasks(snapshot: AccountSnapshot, jobId: string): readonly Task[] {
  return [
    ...taskGroups.flatMap((group) => snapshot.slice({ kind: 'tasks', jobId, group }).items),
    ...snapshot.slice({ kind: 'failures', jobId }).items,
  ];
}
