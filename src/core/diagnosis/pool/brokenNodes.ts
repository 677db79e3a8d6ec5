import * as l10n from '@vscode/l10n';
import { toStartTaskEnd } from '../../failures/failedStartTasks.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import { isOneOf } from '../../model/words.ts';
import { capitalize } from '../../text/locale.ts';
import type { BrokenNode } from '../causes/failing.ts';
import { findOperatingSystem } from '../evidence/operatingSystem.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Confidence, Fix } from '../explanation/explanation.ts';
import { shortenNodeIds, withoutSubject } from '../explanation/sentences.ts';
import type { NetworkJudgment } from './network/judgeNetwork.ts';
import { withObstacle } from './network/unanswered.ts';
import { explainNodeErrors } from './nodeErrors.ts';
import { explainNodeState } from './nodeState.ts';
import { explainStartTask, isContrasted } from './startTask.ts';

const retryCount = 'maxTaskRetryCount';

/** Checks whether a step only makes the start task retry failures like this one. */
export function isForNextTime({ property }: Fix): boolean {
  return property?.at(-1) === retryCount;
}

const maxReasons = 3;

/**
 * Lists the corrections to a pool's definition that are needed before its nodes in this state are replaced or
 * restarted, because otherwise the new nodes fail, too. Empty if the reason is unknown or affects only a single node.
 */
export function adviseReasons(
  pool: Pool,
  broken: readonly BrokenNode[] | undefined,
  state: 'unusable' | 'starttaskfailed',
  isNoneAble: boolean,
  network?: NetworkJudgment,
): readonly Fix[] {
  const steps = new Map<string, Fix>();
  for (const one of broken ?? []) {
    const { node, startedElsewhere } = one;
    if (!isOneOf(node.state, [state])) continue;
    const draft = explainReason(pool, one, isNoneAble, network);
    const step = draft && findStep(draft);
    if (draft === undefined || step === undefined) continue;
    // If the start task is not at fault, the failure is described on the page of the node.
    const isWhole = state === 'starttaskfailed' && isContrasted({ node, pool, startedElsewhere });
    const title = toNodeReason(draft, node);
    const isOfNetwork = step.text === (network?.obstacle?.step ?? network?.step);
    const text =
      isWhole || isOfNetwork || namesSame(step.text, title)
        ? step.text
        : l10n.t('{title}: {step}', { title, step: step.text });
    const { property } = step;
    steps.set(text, {
      text,
      ...(property === undefined ? {} : { property }),
      ...(state === 'unusable' || (isWhole && property === undefined) ? {} : { remedies: ['pool.editStartTask'] }),
    });
    if (steps.size >= maxReasons) break;
  }
  return [...steps.values()];
}

/** Checks whether a step already names the path, or quotes the message, that is the reason. */
function namesSame(step: string, reason: string): boolean {
  const path = /(?:^|\s)([^\s:]*[\\/][^\s:]+)/.exec(reason)?.[1];
  return step.includes(reason) || (path !== undefined && step.includes(path));
}

/**
 * Returns the reason why these nodes of a pool failed; undefined if the reasons differ or are unknown. The logs of one
 * start task are read for all that ended in the same way.
 */
export function findSharedReason(
  pool: Pool,
  broken: readonly BrokenNode[],
  isNoneAble: boolean,
  network?: NetworkJudgment,
): string | undefined {
  const known = broken.map((one) => {
    const draft = explainReason(pool, one, isNoneAble, network);
    return { one, reason: draft && toNodeReason(draft, one.node) };
  });
  const read = known.filter(({ one }) => one.startLogs !== undefined);
  const reasons = known.map(
    ({ one, reason }) => reason ?? (one.startLogs === undefined ? findAlike(one, read, pool)?.reason : undefined),
  );
  return new Set(reasons).size === 1 ? reasons[0] : undefined;
}

function findAlike<Known extends { readonly one: BrokenNode }>(
  { node }: BrokenNode,
  read: readonly Known[],
  pool: Pool,
): Known | undefined {
  const end = toStartTaskEnd(node, pool.id, pool);
  return end === undefined ? undefined : read.find(({ one }) => toStartTaskEnd(one.node, pool.id, pool) === end);
}

/** Explains why a node failed; undefined if the reason is unknown. */
function explainReason(
  pool: Pool,
  one: BrokenNode,
  isNoneAble: boolean,
  network: NetworkJudgment | undefined,
): Draft | undefined {
  const isOfAll = isNoneAble || network?.obstacle !== undefined;
  const draft = isOneOf(one.node.state, ['unusable'])
    ? (explainNodeErrors(one.node, pool) ?? (isOfAll ? explainUnreachable(one.node, pool, network) : undefined))
    : explainFailedStart(pool, one);
  return draft !== undefined && isKnown(one.node, draft) ? withObstacle(draft, network) : undefined;
}

function toNodeReason({ title }: Draft, { id }: ComputeNode): string {
  return capitalize(withoutSubject(shortenNodeIds(title), [id]));
}

function explainFailedStart(pool: Pool, { node, startLogs, startedElsewhere }: BrokenNode): Draft {
  return explainStartTask({ node, pool, startedElsewhere, os: findOperatingSystem(pool), ...startLogs });
}

/**
 * Returns the confidence in the reasons why nodes failed: certain if the reasons for the first node in each state are
 * certain, likely otherwise.
 */
export function judgeBroken(pool: Pool, broken: readonly BrokenNode[] = [], network?: NetworkJudgment): Confidence {
  const firsts = (['unusable', 'starttaskfailed'] as const).flatMap(
    (state) => broken.find(({ node }) => isOneOf(node.state, [state])) ?? [],
  );
  const drafts = firsts.map((one) =>
    isOneOf(one.node.state, ['unusable'])
      ? (explainNodeErrors(one.node, pool) ?? network?.obstacle)
      : explainFailedStart(pool, one),
  );
  return drafts.length > 0 && drafts.every((draft) => draft?.confidence === 'certain') ? 'certain' : 'likely';
}

/** Checks whether all known nodes with a failed start task show that the start task is not at fault. */
export function areStartTasksContrasted(pool: Pool, broken: readonly BrokenNode[] = []): boolean {
  const failed = broken.filter(({ node }) => isOneOf(node.state, ['starttaskfailed']));
  return failed.length > 0 && failed.every((one) => isContrasted({ ...one, pool }));
}

/** Explains a node that Batch can't reach due to a custom network or image, which affects all of a pool or none. */
function explainUnreachable(node: ComputeNode, pool: Pool, network: NetworkJudgment | undefined): Draft | undefined {
  const image = pool.virtualMachineConfiguration?.imageReference?.virtualMachineImageId;
  const isOwn = image !== undefined || pool.networkConfiguration?.subnetId !== undefined;
  return isOwn ? explainNodeState(node, pool, undefined, undefined, network) : undefined;
}

/** Checks whether the log shows the cause of a failed start task, or the service gives the reason if nothing ran. */
function isKnown({ state, startTaskInfo }: ComputeNode, { confidence, evidence = [] }: Draft): boolean {
  const hasRun = state === 'starttaskfailed' && startTaskInfo?.exitCode !== undefined;
  return hasRun ? evidence.some((piece) => piece?.isCause === true) : confidence !== 'guess';
}

/** Returns the first step, unless it acts on the node itself; in that case, only a step for next time counts. */
function findStep({ fixes = [] }: Draft): Fix | undefined {
  const ofNode = ({ remedies = [] }: Fix): boolean => remedies.some((remedy) => remedy.startsWith('node.'));
  const [first] = fixes;
  return first !== undefined && ofNode(first) ? fixes.find(isForNextTime) : first;
}
