import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import { addCoreHours, type CoreHours, formatCoreHours, measureAttempts, measureHeld } from '../../query/coreHours.ts';
import { measureBroken } from '../../query/harm.ts';
import { isLongIdle } from '../../query/longIdle.ts';
import { toTime } from '../evidence/time.ts';
import type { Evidence, Section } from '../explanation/explanation.ts';
import type { Failing } from './failing.ts';

/** Known nodes of a pool, and whether they include all idle ones. */
interface IdleInPool {
  readonly nodes: readonly ComputeNode[];
  readonly pool: Pool | undefined;
  readonly isComplete: boolean;
  /** Number of the pool's offline nodes, when they were counted. */
  readonly offline?: number;
}

export interface CostEvidence {
  readonly failing: readonly Failing[];
  /** True when these are all; otherwise the cost may be higher. */
  readonly isComplete: boolean;
  /** True when all broken nodes are included, whatever else may be missing. */
  readonly areNodesComplete?: boolean;
  readonly now: Date | string | undefined;
  readonly idle?: readonly IdleInPool[];
}

/**
 * Describes the core-hours that failures have cost up to now: failed attempts, and nodes that cost money and can't
 * work, were taken offline, or idle. Leaves out parts of less than one, and a section without any.
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
  const attempts = formatCoreHours(ofAll(measureAttempts(tasks), isComplete));
  const broken = at === undefined ? undefined : formatCoreHours(ofAll(measureBroken(failing, at), areNodesComplete));
  const offline = at === undefined ? undefined : formatCoreHours(measureOffline(idle, new Date(at)));
  const idling = at === undefined ? undefined : formatCoreHours(measureIdle(idle, new Date(at)));
  const texts = [
    attempts && l10n.t('Failed attempts: {coreHours}.', { coreHours: attempts }),
    broken && l10n.t("Nodes that can't run tasks: {coreHours} so far.", { coreHours: broken }),
    offline && l10n.t('Nodes that are offline: {coreHours} so far.', { coreHours: offline }),
    idling && l10n.t('Nodes that have been idle for over an hour: {coreHours} so far.', { coreHours: idling }),
  ];
  const items = texts.flatMap((text): readonly Evidence[] => (text ? [{ text }] : []));
  return items.length === 0 ? undefined : { id: 'cost', title: l10n.t('Cost, estimated from VM sizes'), items };
}

/** Nodes to which Batch gives no tasks, since someone took them offline. */
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
