import * as l10n from '@vscode/l10n';
import type { Job } from '../../model/job.ts';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { listMisfits, type Misfit } from '../../relations/blockedDependencies.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { findCode } from '../catalogue/find.ts';
import { isSame } from '../evidence/time.ts';
import { type Draft, toReason } from '../explanation/draft.ts';
import type { Fix } from '../explanation/explanation.ts';
import { toFix } from '../explanation/instruction.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { findDetail, firstLine } from '../explanation/serviceWords.ts';
import { quoteInTitle } from '../logs/advice/titles.ts';
import { planNextStep } from '../process/nextStep.ts';
import { explainByCatalogue } from '../process/preProcessing.ts';
import { withEdit } from '../process/proposedEdits.ts';
import { neverRan, type TaskContext } from '../process/taskContext.ts';

/** A requirement of a task that its pool can never fulfill. */
export interface Mismatch {
  /** Clause after "… could not start:" or "… has not started:". */
  readonly what: string;
  readonly why: string;
  readonly evidence: string;
  readonly fix: Fix;
  readonly identity: string;
}

/** Lists requirements of `task` that `pool`, as it is, can never fulfill; empty if none are known. */
export function findMismatches(task: Task, pool: Pool, job: Job | undefined): readonly Mismatch[] {
  return listMisfits(task, pool, job).map((misfit) => toMismatch[misfit](task, pool, job));
}

const toMismatch: Readonly<Record<Misfit, (task: Task, pool: Pool, job: Job | undefined) => Mismatch>> = {
  requiredSlots: tooManySlots,
  numberOfInstances: tooManyInstances,
  enableInterNodeCommunication: isolatedNodes,
  taskSlotsPerNode: severalSlots,
  allowLowPriorityNode: onlySpotNodes,
};

function tooManySlots({ id, requiredSlots = 1 }: Task, { taskSlotsPerNode = 1 }: Pool, job: Job | undefined): Mismatch {
  return {
    what: l10n.t("nodes don't have enough task slots"),
    why: l10n.t(
      'It needs {0} task slots, and a node in this pool has {1}, so it can never run here.',
      requiredSlots,
      taskSlotsPerNode,
    ),
    evidence: `requiredSlots = ${requiredSlots}, taskSlotsPerNode = ${taskSlotsPerNode}`,
    fix: isSame(job?.jobManagerTask?.id, id)
      ? {
          text: l10n.t(
            "Submit the job again with at most {0} for `jobManagerTask.requiredSlots`, or on a pool with more slots per node. A copy of the task in this job wouldn't be its job manager task.",
            taskSlotsPerNode,
          ),
          remedies: ['job.clone'],
        }
      : withEdit(
          { text: l10n.t('Submit the task with fewer `requiredSlots`, or use a pool with more slots per node.') },
          { path: ['requiredSlots'], value: taskSlotsPerNode },
        ),
    identity: 'requiredSlots',
  };
}

/** Advises how to get enough nodes. A pool with autoscaling can't be resized: its formula determines the size. */
function adviseSize(pool: Pool, instances: number): string {
  return pool.enableAutoScale === true
    ? l10n.t('Have the autoscale formula request {0} nodes, or lower `numberOfInstances`.', instances)
    : l10n.t('Resize the pool to {0} nodes that can run tasks, or lower `numberOfInstances`.', instances);
}

function tooManyInstances({ multiInstanceSettings }: Task, pool: Pool): Mismatch {
  const instances = multiInstanceSettings?.numberOfInstances ?? 1;
  const target = (pool.targetDedicatedNodes ?? 0) + (pool.targetLowPriorityNodes ?? 0);
  return {
    what: l10n.t('it needs more nodes at once than the pool has'),
    why: l10n.t("It runs on {0} nodes at once, and the pool's target is {1}.", instances, target),
    evidence: `numberOfInstances = ${instances}, target = ${target}`,
    fix: {
      text: adviseSize(pool, instances),
      property: ['multiInstanceSettings', 'numberOfInstances'],
      remedies: ['pool.resize'],
    },
    identity: 'numberOfInstances',
  };
}

function isolatedNodes(): Mismatch {
  return {
    what: l10n.t("the pool's nodes can't communicate with each other"),
    why: l10n.t(
      'A multi-instance task starts only in a pool with inter-node communication (`enableInterNodeCommunication`).',
    ),
    evidence: 'enableInterNodeCommunication = false',
    fix: { text: l10n.t('Use a pool created with `enableInterNodeCommunication` set to true.') },
    identity: 'enableInterNodeCommunication',
  };
}

function severalSlots(_task: Task, { taskSlotsPerNode: slots = 1 }: Pool): Mismatch {
  return {
    what: l10n.t('the pool has more than one task slot per node'),
    why: l10n.t(
      'A multi-instance task starts only in a pool with one task slot per node, and this one has {0}.',
      slots,
    ),
    evidence: `taskSlotsPerNode = ${slots}`,
    fix: { text: l10n.t('Use a pool created with `taskSlotsPerNode` set to 1.') },
    identity: 'taskSlotsPerNode',
  };
}

function onlySpotNodes(_task: Task, pool: Pool): Mismatch {
  return {
    what: l10n.t('it runs only on dedicated nodes, and the pool has none'),
    why: l10n.t(
      'This job manager task runs only on dedicated nodes (`allowLowPriorityNode` is false), and the pool has none and is to get none.',
    ),
    evidence: 'allowLowPriorityNode = false, targetDedicatedNodes = 0',
    fix: {
      text:
        pool.enableAutoScale === true
          ? l10n.t(
              'Have the autoscale formula request a dedicated node, or submit the job again with `allowLowPriorityNode` set to true for its job manager task.',
            )
          : l10n.t(
              'Add a dedicated node to the pool, or submit the job again with `allowLowPriorityNode` set to true for its job manager task.',
            ),
      remedies: ['pool.resize'],
    },
    identity: 'allowLowPriorityNode',
  };
}

function findUnknownUser({ userIdentity }: Task, { userAccounts = [] }: Pool): Mismatch | undefined {
  const user = userIdentity?.username;
  if (user === undefined || user === '' || userAccounts.some(({ name }) => isSame(name, user))) return undefined;
  return {
    what: l10n.t('the pool has no user {0}', user),
    why: l10n.t("It runs as user {0}, which isn't among the `userAccounts` of the pool.", user),
    evidence: `userIdentity.username = ${user}`,
    fix: {
      text: l10n.t(
        'Run the task as an automatic user (`autoUser` in `userIdentity`), or use a pool whose `userAccounts` include {0}.',
        user,
      ),
      property: ['userIdentity'],
    },
    identity: 'username',
  };
}

/** Explains Batch's refusal to run a task on its pool, by the definitions of both; undefined for other codes. */
export function explainSchedulingConstraint(context: TaskContext): Draft | undefined {
  const { task, job, pool } = context;
  const info = task.executionInfo?.failureInfo;
  const known = findCode('taskScheduling', info?.code);
  if (known === undefined || !isSame(known.code, 'TaskSchedulingConstraintFailed')) return undefined;
  const { code, entry } = known;
  const other = explainByCatalogue(context, code, entry);
  const mismatch = pool && (findUnknownUser(task, pool) ?? findMismatches(task, pool, job)[0]);
  const next = planNextStep(context, 'definition');
  const said = findDetail(info?.details, 'Reason', 'Message');
  if (mismatch === undefined)
    return {
      ...other,
      ...(said === undefined || said === '' ? {} : withSaid(context, said)),
      fixes: [...(said === undefined || said === '' ? entry.text().fixes.map(toFix) : [followSaid()]), ...next.fixes],
      remedies: [],
      change: next.change,
    };
  return {
    ...other,
    title: l10n.t('{0} could not start: {1}', task.id, mismatch.what),
    cause: [
      entry.text().meaning,
      mismatch.why,
      ...(said === undefined || said === '' ? [] : [toReason(said)]),
      neverRan(),
    ].join(' '),
    evidence: [{ text: mismatch.evidence, source: `pool ${pool?.id ?? ''}` }],
    fixes: [mismatch.fix, ...next.fixes],
    remedies: [],
    change: next.change,
    identity: mismatch.identity,
  };
}

/**
 * Adds the service's own reason if the definitions show none; it takes precedence over the usual meaning of the code.
 */
function withSaid({ task }: TaskContext, said: string): Pick<Draft, 'title' | 'cause' | 'confidence'> {
  return {
    title: l10n.t('{task} could not start: {reason}', {
      task: task.id,
      reason: continueAfterColon(quoteInTitle(firstLine(said))),
    }),
    cause: joinSentences([l10n.t("The task can never run in its job's pool."), toReason(said), neverRan()]),
    confidence: 'likely',
  };
}

function followSaid(): Fix {
  return { text: l10n.t('Change what the service names, in the task or in its pool.') };
}
