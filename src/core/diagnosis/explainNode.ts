import * as l10n from '@vscode/l10n';
import { findNodeId } from '../failures/narrowCause.ts';
import type { ComputeNode } from '../model/computeNode.ts';
import { isExecutionFailed } from '../model/job.ts';
import { readUnreadLogs } from '../model/logEndShape.ts';
import { flag, type Infer, list, needed, object, or, readAs, text } from '../model/shape.ts';
import { describeState } from '../model/states.ts';
import { isOneOf } from '../model/words.ts';
import { readStartedElsewhere } from '../relations/startedElsewhere.ts';
import { continueAfterColon } from '../text/afterColon.ts';
import { formatNumber } from '../words/numbers.ts';
import type { Cause } from './causes/causes.ts';
import { isAnyOwn, isWhole, type ReadShare, toOwnCausesSection } from './causes/causesSection.ts';
import { readCauses, readShare } from './causes/causesShape.ts';
import { explainFailingPreparation, isPreparationFailedOn } from './causes/failingPreparation.ts';
import { readNetworkEvidence } from './evidence/networkEvidence.ts';
import { findOperatingSystem } from './evidence/operatingSystem.ts';
import { facts, type Given, readAnyNode, readAnyPool, readMoment, unnamed } from './evidence/shapes.ts';
import { toTime } from './evidence/time.ts';
import { type Draft, toExplanation, toSentence, toUnknownState } from './explanation/draft.ts';
import type { Evidence, Explanation, Fix } from './explanation/explanation.ts';
import { joinSentences, withoutSubject } from './explanation/sentences.ts';
import { withAgentLogs } from './pool/agentLogs.ts';
import { judgeNetwork, type NetworkJudgment, type NetworkPurpose } from './pool/network/judgeNetwork.ts';
import { withObstacle } from './pool/network/unanswered.ts';
import { explainNodeErrors } from './pool/nodeErrors.ts';
import { explainNodeState } from './pool/nodeState.ts';
import { explainStartTask, type StartTaskEvidence } from './pool/startTask.ts';
import { describeLastLine } from './process/lastLine.ts';

const readEvidence = facts({
  node: or(readAnyNode, unnamed),
  pool: readAnyPool,
  /** Ends of the logs of the start task (`startup/stdout.txt`, `startup/stderr.txt`). */
  stdout: text,
  stderr: text,
  startedElsewhere: readStartedElsewhere,
  unread: readUnreadLogs,
  /** The ends of the uploaded logs of the node's agent that were read. */
  agentLogs: list(object({ path: needed(text), text: needed(text) })),
  causes: readCauses,
  /** Number of failed tasks that `causes` cover, and number of all failed tasks. */
  coverage: readShare,
  /** True if a user is known to exist on the node, who can sign in even if no other user can be added. */
  hasUser: flag,
  /** Time at which this computer last took the node offline, ISO 8601; absent if that was not the last such action. */
  takenOfflineAt: text,
  /** The account whose jobs steps link to. */
  accountId: text,
  network: readNetworkEvidence,
  /** Time of the evidence, which determines the duration of a transition. */
  now: readMoment,
});

export interface NodeEvidence extends Infer<typeof readEvidence> {}

/** Explains why a node does not run tasks, or that it has no problem. Never throws. */
export function explainNode(given: Given<NodeEvidence, 'node' | 'pool'>): Explanation {
  return explainNodeEvidence(readAs(readEvidence, given).value ?? { node: unnamed });
}

/** Explains a node based on evidence whose shape has already been checked. */
export function explainNodeEvidence(evidence: NodeEvidence): Explanation {
  const { node, pool, causes, coverage, hasUser, now, network } = evidence;
  const judged = pool && judgeNetwork(network, pool, toPurpose(node));
  const draft = withAgentLogs(
    withObstacle(draftFor({ ...evidence, os: findOperatingSystem(pool), now: toTime(now) }, evidence, judged), judged),
    evidence.agentLogs,
  );
  const failed = toOwnCausesSection(causes, coverage, {
    isOwn: (failing) =>
      (failing.kind === 'task' && findNodeId(failing) === node.id) || isPreparationFailedOn(failing, node.id),
    none: () =>
      countFailed(node) > 0
        ? l10n.t('None of the tasks that failed on this node have been read.')
        : l10n.t('None of the tasks that were read failed on this node.'),
    cannotBe: node.totalTasksRun === 0 && isOneOf(node.state, ['unusable', 'starttaskfailed', 'waitingforstarttask']),
  });
  return toExplanation(
    { ...draft, sections: [failed, judged?.section] },
    { node, pool, hasNodeUser: hasUser === true },
  );
}

function toPurpose({ state, errors = [] }: ComputeNode): NetworkPurpose {
  if (isOneOf(state, ['unusable']) && errors.length === 0) return 'contact';
  return isOneOf(state, ['creating', 'starting', 'rebooting', 'reimaging']) ? 'start' : 'download';
}

function draftFor(
  evidence: StartTaskEvidence,
  { causes, coverage, takenOfflineAt, accountId }: NodeEvidence,
  network: NetworkJudgment | undefined,
): Draft {
  const { node, pool, now } = evidence;
  const errors = explainNodeErrors(node, pool);
  if (node.state === 'starttaskfailed') {
    const own = errors && { ...errors, title: withoutSubject(errors.title, [node.id]) };
    return joinDrafts(explainStartTask(evidence), own);
  }
  if (errors !== undefined)
    return isExecutionFailed(node.startTaskInfo) ? joinDrafts(errors, explainStartTask(evidence)) : errors;
  return (
    withLastLines(explainNodeState(node, pool, now, toTime(takenOfflineAt), network), evidence) ??
    explainToleratedStartTask(evidence) ??
    explainUnknownState(node) ??
    explainHelperTask(node, causes) ??
    explainFailingTasks(node, accountId) ??
    explainHelperTask(node, causes, true) ??
    healthyDraft(node, coverage, causes)
  );
}

/** Adds what a start task that still runs wrote last. */
function withLastLines(draft: Draft | undefined, { node, stderr, stdout }: StartTaskEvidence): Draft | undefined {
  if (draft === undefined || node.state !== 'waitingforstarttask') return draft;
  const lines = [describeLastLine(stderr, 'startup/stderr.txt'), describeLastLine(stdout, 'startup/stdout.txt')];
  return { ...draft, evidence: [...(draft.evidence ?? []), ...lines] };
}

/** Joins two drafts, because a failed start task and errors of the node may each explain the other. */
function joinDrafts(first: Draft, other: Draft | undefined): Draft {
  if (other === undefined) return first;
  return {
    ...first,
    cause: joinSentences([first.cause, l10n.t('It also reports: {0}', continueAfterColon(toSentence(other.title)))]),
    evidence: [...(first.evidence ?? []), ...(other.evidence ?? [])],
    fixes: [...(first.fixes ?? []), ...(other.fixes ?? [])],
    remedies: [...(first.remedies ?? []), ...(other.remedies ?? [])],
  };
}

function explainUnknownState({ id, state }: ComputeNode): Draft | undefined {
  if (describeState('node', state).severity !== 'unknown') return undefined;
  return toUnknownState(
    l10n.t('The state of node {0} is unknown', id),
    l10n.t("The service reports no state, or one that this version doesn't recognize. Check the node's properties."),
    state,
  );
}

/** Explains a failed start task whose pool uses the node nevertheless (`waitForSuccess` is false). */
function explainToleratedStartTask(evidence: StartTaskEvidence): Draft | undefined {
  return isExecutionFailed(evidence.node.startTaskInfo) ? explainStartTask(evidence) : undefined;
}

function explainHelperTask(node: ComputeNode, causes: readonly Cause[] = [], isRelease = false): Draft | undefined {
  const draft = explainFailingPreparation(causes, {
    nodeId: node.id,
    isRelease,
    toTitle: (job) =>
      isRelease
        ? l10n.t('Node {node} works, but the release task for job {job} failed on it', { node: node.id, job })
        : l10n.t('Node {node} works, but the preparation task for job {job} fails on it', { node: node.id, job }),
  });
  return draft && { ...draft, evidence: [describeTasks(node)] };
}

/**
 * Minimum number and share of failed tasks for which a node without reported problems is suspected; if no task
 * succeeded, the smaller number is sufficient.
 */
const manyFailures = 5;
const largeShare = 0.8;
const leastOfAll = 3;

/**
 * Explains a node without errors on which nearly every task failed. Either the node or the tasks are at fault, which
 * other nodes show.
 */
function explainFailingTasks(node: ComputeNode, accountId: string | undefined): Draft | undefined {
  const [run, succeeded, failed] = [node.totalTasksRun ?? 0, node.totalTasksSucceeded, countFailed(node)];
  if (failed < (succeeded === 0 ? leastOfAll : manyFailures) || failed < run * largeShare) return undefined;
  return {
    category: 'other',
    title: l10n.t(
      '{0} of {1} tasks failed on node {2}, which reports no errors',
      formatNumber(failed),
      formatNumber(run),
      node.id,
    ),
    cause: l10n.t(
      'Its state is "{0}", and it reports no errors. Either the tasks are at fault and fail on other nodes too, or something is wrong with this node.',
      describeState('node', node.state).label,
    ),
    evidence: [describeTasks(node)],
    fixes: [
      adviseJob(node, accountId),
      {
        text: l10n.t(
          'If they fail only on this node, take the node offline and check its logs; then reboot or replace it.',
        ),
        remedies: ['node.disableScheduling', 'node.uploadLogs', 'node.reboot', 'node.remove'],
      },
    ],
    remedies: ['node.connectSsh'],
    confidence: 'guess',
    identity: 'tasks fail',
  };
}

/** Links to the page of the job of the node's last task, which compares nodes. */
function adviseJob({ recentTasks = [] }: ComputeNode, accountId: string | undefined): Fix {
  const jobId = recentTasks.findLast((task) => task.jobId !== undefined)?.jobId;
  if (jobId === undefined || accountId === undefined)
    return { text: l10n.t("Explain these tasks' job: the explanation shows whether they fail only on this node.") };
  const [title, step] = [l10n.t('Job {0}', jobId), l10n.t('See whether its tasks fail only on this node.')];
  const leadsTo = { resource: { kind: 'job', accountId, jobId }, document: 'explanation' } as const;
  return { text: l10n.t('{title}: {step}', { title, step }), place: { title, step, leadsTo } };
}

/** Counts the failed tasks of a node based on the node's own counters; 0 if the counters are missing. */
function countFailed({ totalTasksRun, totalTasksSucceeded }: ComputeNode): number {
  return totalTasksRun === undefined || totalTasksSucceeded === undefined ? 0 : totalTasksRun - totalTasksSucceeded;
}

function describeTasks(node: ComputeNode): Evidence {
  const run = node.totalTasksRun ?? 0;
  return {
    text:
      run === 0
        ? l10n.t('No task has ended on it yet.')
        : l10n.t(
            'Tasks run so far: {0}, of which {1} succeeded.',
            formatNumber(run),
            formatNumber(node.totalTasksSucceeded ?? 0),
          ),
    source: `node ${node.id}`,
  };
}

/** Describes a working node. The list of its failing tasks is complete only after all failures have been read. */
function healthyDraft(node: ComputeNode, coverage: ReadShare | undefined, causes: readonly Cause[] = []): Draft {
  const label = describeState('node', node.state).label;
  // The node may be why tasks fail on it, even if it reports no errors.
  const isAnyFailing =
    (countFailed(node) > 0 && node.totalTasksSucceeded === 0) ||
    isAnyOwn(causes, (failing) => findNodeId(failing) === node.id);
  const areAllRead = isWhole(coverage) && !isAnyFailing;
  return {
    category: 'other',
    title: areAllRead
      ? l10n.t('Nothing is wrong with node {0}', node.id)
      : l10n.t('Node {0} reports no errors', node.id),
    cause: l10n.t('Its state is "{0}", and it reports no errors.', label),
    evidence: [describeTasks(node)],
    confidence: isAnyFailing ? 'likely' : 'certain',
    identity: 'healthy',
  };
}
