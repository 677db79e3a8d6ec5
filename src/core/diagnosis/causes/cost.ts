import * as l10n from '@vscode/l10n';
import {
  addCoreHours,
  type CoreHours,
  formatCoreHours,
  measureAttempts,
  measureHeld,
  ranBefore,
} from '../../impact/coreHours.ts';
import { listRuns, measureBroken } from '../../impact/harm.ts';
import { isLongIdle } from '../../impact/longIdle.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import { plural } from '../../text/plural.ts';
import { asCount } from '../../words/numbers.ts';
import { toTime } from '../evidence/time.ts';
import type { Evidence, Section } from '../explanation/explanation.ts';
import type { FailedTask, Failing } from './failing.ts';

/** Known nodes of a pool, and whether they include all idle ones. */
interface IdleInPool {
  readonly nodes: readonly ComputeNode[];
  readonly pool: Pool | undefined;
  readonly isComplete: boolean;
  readonly offline?: number;
}

export interface CostEvidence {
  readonly failing: readonly Failing[];
  /** True if all failures are included; otherwise, the cost may be higher. */
  readonly isComplete: boolean;
  /** True if all broken nodes are included, regardless of what else may be missing. */
  readonly areNodesComplete?: boolean;
  readonly now: Date | string | undefined;
  readonly idle?: readonly IdleInPool[];
}

/**
 * Describes the core-hours that failures have cost so far: failed attempts, and nodes that cost money and can't work,
 * were taken offline, or are idle. Leaves out parts of less than one core-hour; undefined if none are left.
 */
export function toCostSection({
  failing,
  isComplete,
  areNodesComplete = isComplete,
  now,
  idle = [],
}: CostEvidence): Section | undefined {
  const at = toTime(now);
  const ofAll = (one: CoreHours, areAll: boolean): CoreHours => ({ ...one, isComplete: one.isComplete && areAll });
  const tasks = failing.filter((one) => one.kind === 'task');
  const attempts = formatCoreHours(ofAll(measureAttempts(listRuns(failing)), isComplete));
  const broken = at === undefined ? undefined : formatCoreHours(ofAll(measureBroken(failing, at), areNodesComplete));
  const offline = at === undefined ? undefined : formatCoreHours(measureOffline(idle, new Date(at)));
  const idling = at === undefined ? undefined : formatCoreHours(measureIdle(idle, new Date(at)));
  const texts = [
    attempts && l10n.t('Failed attempts: {coreHours}.', { coreHours: attempts }),
    describeUnmeasured(tasks, attempts !== undefined),
    broken && l10n.t("Nodes that can't run tasks: {coreHours} so far.", { coreHours: broken }),
    offline && l10n.t('Nodes that are offline: {coreHours} so far.', { coreHours: offline }),
    idling && l10n.t('Nodes that have been idle for over an hour: {coreHours} so far.', { coreHours: idling }),
  ];
  const items = texts.flatMap((text): readonly Evidence[] => (text ? [{ text }] : []));
  return items.length === 0 ? undefined : { id: 'cost', title: l10n.t('Cost, estimated from VM sizes'), items };
}

/**
 * Says that earlier runs aren't included. If the last runs cost less than a core-hour, only requeued runs matter, and
 * retries that cost more if each took as long as the last one.
 */
function describeUnmeasured(tasks: readonly FailedTask[], isMeasured: boolean): string {
  const again = tasks.filter((one) => {
    const { retryCount = 0, requeueCount = 0 } = one.task.executionInfo ?? {};
    return isMeasured
      ? ranBefore(one.task.executionInfo)
      : requeueCount > 0 || measureAttempts([one]).hours * (1 + retryCount) >= 1;
  });
  return plural(again.length, {
    '=0': '',
    one: l10n.t(
      "Earlier runs of {count} failed task aren't included: Batch no longer has their times.",
      asCount(again.length),
    ),
    other: l10n.t(
      "Earlier runs of {count} failed tasks aren't included: Batch no longer has their times.",
      asCount(again.length),
    ),
  });
}

/** Measures the cost of nodes to which Batch assigns no tasks, because someone took them offline. */
function measureOffline(idle: readonly IdleInPool[], now: Date): CoreHours {
  const held = idle.map(({ nodes, pool, offline = 0 }) => {
    const off = nodes.filter(({ state }) => state === 'offline');
    const { hours, isComplete } = addCoreHours(off.map((node) => measureHeld(node, pool, now.getTime())));
    return { hours, isComplete: isComplete && off.length >= offline };
  });
  return addCoreHours(held);
}

function measureIdle(idle: readonly IdleInPool[], now: Date): CoreHours {
  const { hours, isComplete } = addCoreHours(
    idle.flatMap(({ nodes, pool }) =>
      nodes.filter((node) => isLongIdle(node, now)).map((node) => measureHeld(node, pool, now.getTime())),
    ),
  );
  return { hours, isComplete: isComplete && idle.every((one) => one.isComplete) };
}
