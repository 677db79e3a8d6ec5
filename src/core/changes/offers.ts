import * as l10n from '@vscode/l10n';
import type { Fix, RemedyId } from '../diagnosis/explanation/explanation.ts';
import type { ComputeNode } from '../model/computeNode.ts';
import type { Job, TaskCounts } from '../model/job.ts';
import type { JobSchedule } from '../model/jobSchedule.ts';
import { findPendingPlace, type UnreadLogs } from '../model/logEnd.ts';
import type { Pool } from '../model/pool.ts';
import { isFailed, isInGroup, isSucceeded, type Task } from '../model/task.ts';
import { planConnectSsh, planOpenRdp } from './connectPlans.ts';
import { planEndAndReturn } from './endOfTasks.ts';
import { jobLife, planChangeLimit, planChangeParallel, planEnableJob } from './jobLife.ts';
import { planEnableJobSchedule } from './jobScheduleLife.ts';
import { planTransition } from './life.ts';
import { nodeLife, planMachine, planUploadLogs } from './nodeLife.ts';
import { planRemove } from './nodeRemoval.ts';
import { planReboot, planReimage } from './nodeRestart.ts';
import {
  describeDeletedPool,
  planChangeStartTask,
  planEnableAutoscale,
  planEvaluateAutoscale,
  planResize,
  poolLife,
} from './poolLife.ts';
import { planChangeTaskLimit, taskLife } from './taskLife.ts';
import { planOpenLog, planRequeue, planResubmit, planRetry } from './taskPlans.ts';
import { impossible, isProposable, possible, type Verdict } from './verdict.ts';

/** Facts about the target of a remedy. Remedies that need an unknown fact aren't offered. */
export interface OfferFacts {
  readonly task?: Task | undefined;
  readonly job?: Job | undefined;
  readonly pool?: Pool | undefined;
  readonly schedule?: JobSchedule | undefined;
  readonly node?: ComputeNode | undefined;
  readonly hasNodeUser?: boolean | undefined;
  readonly siblings?: readonly Task[] | undefined;
  readonly counts?: TaskCounts | undefined;
  /** Ends of the task's logs; absent if they were not read or don't exist. */
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  readonly unread?: UnreadLogs | undefined;
}

/** Checks whether a remedy works now, by the same plan that its command uses. */
export function isOffered(remedy: RemedyId, facts: OfferFacts): boolean {
  const verdict = plans[remedy](facts);
  return verdict !== undefined && isProposable(verdict);
}

/**
 * Lists the remedies that work now in the order in which they are offered, destructive ones last. Includes equivalents,
 * such as for pools with Windows nodes.
 */
export function listOffers(remedies: readonly RemedyId[], facts: OfferFacts): readonly RemedyId[] {
  const offered = remedies
    .flatMap((remedy) => [remedy, ...listEquivalents(remedy)])
    .filter((remedy) => isOffered(remedy, facts));
  return [...new Set([...offered.filter((remedy) => !isDestructive(remedy)), ...offered.filter(isDestructive)])];
}

interface SettledStep {
  readonly remedies: readonly RemedyId[];
  readonly refusal?: string;
}

/**
 * Checks whether a step has no effect: it only deletes succeeded tasks although there are none (or none on the task's
 * node), or it only takes a node offline although the node accepts no tasks anyway.
 */
export function hasNothingToDo({ remedies = [] }: Pick<Fix, 'remedies'>, facts: OfferFacts): boolean {
  const [only, ...others] = remedies;
  if (others.length > 0) return false;
  if (only === 'node.disableScheduling') return facts.node?.state === 'unusable';
  if (only !== 'job.deleteTasks') return false;
  return facts.counts?.succeeded === 0 || ranElsewhere(facts);
}

/** Checks whether all succeeded tasks of the job are known and ran on nodes other than the task's. */
function ranElsewhere({ task, counts, siblings = [] }: OfferFacts): boolean {
  const own = task?.nodeInfo?.nodeId;
  if (own === undefined || counts === undefined) return false;
  const succeeded = siblings.filter((sibling) => isSucceeded(sibling));
  return succeeded.length >= counts.succeeded && succeeded.every(({ nodeInfo }) => nodeInfo?.nodeId !== own);
}

/**
 * Returns the remedies for a step that names `named`. If none of them works now, also returns a reason, since the step
 * recommends them.
 */
export function settleStep(named: readonly RemedyId[], facts: OfferFacts): SettledStep {
  const remedies = [...new Set(named.flatMap((remedy) => [remedy, ...listEquivalents(remedy)]))];
  if (remedies.some((remedy) => isOffered(remedy, facts))) return { remedies };
  const [refusal] = named.flatMap((remedy) => findRefusal(remedy, facts));
  return refusal === undefined ? { remedies } : { remedies, refusal };
}

/** Returns why a remedy doesn't work now; empty if the remedy may work, or if too little is known. */
function findRefusal(remedy: RemedyId, facts: OfferFacts): readonly string[] {
  const verdict = plans[remedy](facts);
  return verdict === undefined || verdict.possible ? [] : [verdict.reason];
}

/** Remedies that users would try unprompted, so they need to know why one doesn't work now. */
const tried: ReadonlySet<RemedyId> = new Set([
  'task.retry',
  'failures.retry',
  'job.retryFailed',
  'job.enable',
  'pool.resize',
]);

/** Lists why the remedies that users would try first don't work now; empty if an equivalent works. */
export function listRefusals(remedies: readonly RemedyId[], facts: OfferFacts): readonly string[] {
  const reasons = remedies.flatMap((remedy) => {
    if (!tried.has(remedy) || listEquivalents(remedy).some((other) => isOffered(other, facts))) return [];
    return findRefusal(remedy, facts);
  });
  return [...new Set(reasons)];
}

/** Checks one remedy; returns undefined if too little is known. */
type Plan = (facts: OfferFacts) => Verdict | undefined;

const ofTask =
  (plan: (task: Task, facts: OfferFacts) => Verdict | undefined): Plan =>
  (facts) =>
    facts.task === undefined ? undefined : plan(facts.task, facts);
const ofJob =
  (plan: (job: Job, facts: OfferFacts) => Verdict | undefined): Plan =>
  (facts) =>
    facts.job === undefined ? undefined : plan(facts.job, facts);
const ofPool =
  (plan: (pool: Pool) => Verdict): Plan =>
  ({ pool }) =>
    pool === undefined ? undefined : plan(pool);
const ofNode =
  (plan: (node: ComputeNode) => Verdict): Plan =>
  ({ node }) =>
    node === undefined ? undefined : plan(node);
const ofNodeInPool =
  (plan: (node: ComputeNode, pool: Pool, hasUser?: boolean) => Verdict): Plan =>
  ({ node, pool, hasNodeUser }) =>
    node === undefined || pool === undefined ? undefined : plan(node, pool, hasNodeUser);

const plans: Readonly<Record<RemedyId, Plan>> = {
  'task.retry': ofTask((task, { job }) => planRetry(task, job)),
  'task.requeue': ofTask(planLonelyRequeue),
  'task.resubmit': ofTask((task) => planResubmit(task)),
  'task.terminate': ofTask((thing) => planTransition(taskLife.terminate, thing)),
  'task.changeLimit': ofTask((task) => planChangeTaskLimit(task)),
  'task.delete': ofTask(() => possible),
  'task.downloadFiles': planDownload,
  'task.openStdout': ofTask((task, { stdout, unread }) =>
    planOpenLog(task, { name: 'stdout.txt', text: stdout, unread: unread?.['stdout.txt'] }),
  ),
  'task.openStderr': ofTask((task, { stderr, unread }) =>
    planOpenLog(task, { name: 'stderr.txt', text: stderr, unread: unread?.['stderr.txt'] }),
  ),
  'task.readFromStorage': ({ unread }) => (findPendingPlace(unread) === undefined ? undefined : possible),
  'file.find': planDownload,
  'task.compare': ofTask((_task, { counts }) => (counts?.succeeded === 0 ? undefined : possible)),
  'task.compareLastGood': ofTask((task) => (isFailed(task) ? possible : undefined)),
  'failures.retry': ({ siblings = [] }) => planRetryAny(siblings, undefined),
  'failures.resubmit': ({ siblings = [] }) => siblings.map(planResubmit).find(isProposable),
  'failures.actOnNodes': ofNode(() => possible),
  'failures.readLogs': () => possible,
  'jobSchedule.enable': ({ schedule }) =>
    schedule === undefined ? undefined : planEnableJobSchedule(schedule, Number.NEGATIVE_INFINITY),
  'job.enable': ofJob((job, { counts }) => planEnableJob(job, counts ?? { active: 1, running: 0 })),
  'job.retryFailed': ofJob(planRetryFailed),
  'job.deleteTasks': ofJob((_job, { counts }) =>
    counts?.succeeded === 0 ? impossible(l10n.t('No tasks in this job have succeeded.')) : possible,
  ),
  'job.terminate': ofJob((job) => planTransition(jobLife.terminate, job)),
  'job.clone': ofJob(() => possible),
  'job.changeLimit': ofJob(planChangeLimit),
  'job.changeParallelTasks': ofJob(planChangeParallel),
  'node.reboot': ofNode(planReboot),
  'node.reimage': ofNode(planReimage),
  'node.remove': ofNodeInPool(planRemove),
  'node.start': ofNode((node) => planMachine('start', node)),
  'node.disableScheduling': ofNode((thing) => planTransition(nodeLife.disableScheduling, thing)),
  'node.enableScheduling': ofNode((thing) => planTransition(nodeLife.enableScheduling, thing)),
  'node.connectSsh': ofNodeInPool(planConnectSsh),
  'node.openRdp': ofNodeInPool(planOpenRdp),
  'node.uploadLogs': ofNode(planUploadLogs),
  'pool.resize': ofPool(planResize),
  'pool.stopResize': ofPool((thing) => planTransition(poolLife.stopResize, thing)),
  'pool.evaluateAutoscale': ofPool(planEvaluateAutoscale),
  'pool.editStartTask': ofPool(planChangeStartTask),
  'pool.enableAutoscale': ofPool(planEnableAutoscale),
  'pool.actOnNodes': planActOnNodes,
  'pool.bringOnline': planActOnNodes,
  'account.signIn': () => possible,
  'account.enterKey': () => possible,
  'account.azureCliLogin': () => possible,
};

/** On a single node, the individual node actions are offered instead. */
function planActOnNodes({ pool, node }: OfferFacts): Verdict | undefined {
  if (pool === undefined || node !== undefined) return undefined;
  return pool.state === 'deleting' ? impossible(describeDeletedPool()) : possible;
}

/** Lists the equivalents of a remedy for Windows nodes and for pools with an autoscale formula. */
function listEquivalents(remedy: RemedyId): readonly RemedyId[] {
  switch (remedy) {
    case 'node.connectSsh':
      return ['node.openRdp'];
    case 'pool.resize':
      return ['pool.evaluateAutoscale'];
    default:
      return [];
  }
}

function isDestructive(remedy: RemedyId): boolean {
  return ['task.terminate', 'task.delete', 'job.deleteTasks', 'job.terminate', 'node.reimage', 'node.remove'].includes(
    remedy,
  );
}

/** Allows downloads if any task ran on a node, because a task without a node has no files. */
function planDownload({ task, siblings = [] }: OfferFacts): Verdict | undefined {
  // On a job's page, `task` is the waiting task, and `siblings` have failed.
  const tasks = task === undefined || task.state === 'active' ? siblings : [task];
  return tasks.some(({ nodeInfo }) => nodeInfo?.nodeId !== undefined) ? possible : undefined;
}

/** Refuses to requeue the last task of a job that would end before the task is back in the queue. */
function planLonelyRequeue(task: Task, { job, siblings = [] }: OfferFacts): Verdict | undefined {
  if (job === undefined) return undefined;
  const own = planRequeue(task, job);
  if (!own.possible) return own;
  const left = siblings.filter((sibling) => isInGroup(sibling, 'active', 'preparing', 'running'));
  const together = planEndAndReturn([task], job, { tasks: left, isComplete: true });
  return together.possible ? own : together;
}

function planRetryFailed(job: Job, { task, siblings }: OfferFacts): Verdict | undefined {
  const known = [...(task === undefined ? [] : [task]), ...(siblings ?? [])];
  const failed = known.filter(isFailed);
  if (failed.length === 0 && siblings === undefined) return undefined;
  // If other tasks failed, it doesn't matter why a waiting task can't be retried.
  return planRetryAny(failed.length > 0 ? failed : known, job);
}

function planRetryAny(tasks: readonly Task[], job: Job | undefined): Verdict | undefined {
  const verdicts = tasks.map((one) => planRetry(one, job));
  return verdicts.find(isProposable) ?? verdicts.find(({ possible: can }) => !can);
}
