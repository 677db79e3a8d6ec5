import * as l10n from '@vscode/l10n';
import { planResubmit } from '../../changes/taskPlans.ts';
import { adviseEngine, findEngine } from '../../definitions/workflowEngine.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Job } from '../../model/job.ts';
import { describeState } from '../../model/states.ts';
import type { Task } from '../../model/task.ts';
import { toText } from '../../model/words.ts';
import { toTime, toTimeText } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { type Instruction, toFix } from '../explanation/instruction.ts';
import { describeRequeues } from '../explanation/retries.ts';
import type { TaskContext } from '../process/taskContext.ts';
import { describeGoing } from './endedByNode.ts';

interface End {
  /** Clause after "… is shown as running, but". */
  readonly what: string;
  readonly why: string;
  readonly evidence: Evidence;
  readonly fix: Instruction;
  readonly identity: string;
}

/**
 * Explains a task that is shown as running although its job is ending or its node is leaving, so it will not complete.
 * Undefined for other tasks.
 */
export function explainRunningEnd({ task, job, node }: TaskContext): Draft | undefined {
  const end =
    (job === undefined ? undefined : findJobEnd(task, job)) ?? (node === undefined ? undefined : findNodeEnd(node));
  if (end === undefined) return undefined;
  return {
    category: 'interrupted',
    title: l10n.t('{task} is shown as running, but {why}', { task: task.id, why: end.what }),
    cause: end.why,
    evidence: [end.evidence, describeRequeues(task.executionInfo)],
    fixes: [toFix(end.fix)],
    remedies: ['task.openStdout', 'task.openStderr'],
    confidence: 'likely',
    identity: end.identity,
  };
}

/** Finds a job state that ends running tasks (Batch documentation: "Job - Terminate", "Job - Disable"). */
function findJobEnd(task: Task, job: Job): End | undefined {
  const { state } = job;
  const { label } = describeState('job', state);
  const common = {
    evidence: withSince(l10n.t('Job state: {0}', label), job.stateTransitionTime, `job ${job.id}`),
    what: l10n.t('its job is {state}', { state: label }),
    identity: `job ${toText(state)}`,
  };
  switch (state) {
    case 'terminating':
    case 'deleting':
    case 'completed':
      return {
        ...common,
        why: l10n.t("When a job ends, Batch ends its running tasks. They don't run again in that job."),
        fix: adviseNewJob(task, job),
      };
    case 'disabling':
    case 'disabled':
      return {
        ...common,
        why: l10n.t(
          'The person who disabled the job chose what happens to its running tasks: Batch ends them and runs them again once the job is enabled, ends them permanently, or waits for them to finish.',
        ),
        fix: { text: l10n.t('Enable the job when you want its tasks to run again.'), remedies: ['job.enable'] },
      };
    default:
      return undefined;
  }
}

function adviseNewJob(task: Task, job: Job): Instruction {
  const engine = findEngine(task, job.id);
  if (engine !== undefined) return adviseEngine(engine);
  return planResubmit(task).possible
    ? {
        text: l10n.t('Download any task files you need. If the task has to run, submit it to a new job.'),
        remedies: ['task.downloadFiles', 'task.resubmit'],
      }
    : {
        text: l10n.t('Download any task files you need. If the task has to run, add it to a new job.'),
        remedies: ['task.downloadFiles'],
      };
}

function findNodeEnd(node: ComputeNode): End | undefined {
  const { state } = node;
  const what = describeGoing(state);
  if (what === undefined) return undefined;
  return {
    what,
    why: l10n.t(
      'Its program on the node has ended or is about to end. Unless the task was ended permanently, Batch requeues it, and it starts from the beginning.',
    ),
    evidence: withSince(
      l10n.t('Node state: {0}', describeState('node', node.state).label),
      node.stateTransitionTime,
      `node ${node.id}`,
    ),
    fix: l10n.t('Wait for it to start again. If this happens often, have the program resume from its own checkpoints.'),
    identity: `running on ${toText(state)}`,
  };
}

function withSince(state: string, since: string | undefined, source: string): Evidence {
  const time = toTime(since);
  return { text: time === undefined ? state : l10n.t('{0}, since {1}', state, toTimeText(time)), source };
}
