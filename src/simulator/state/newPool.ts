import type { NodeRecord, PoolRecord } from './records.ts';
import { SortedTable } from './sortedTable.ts';
import { isoTime } from './time.ts';
import { findNumber, findText, type WireObject } from './wire.ts';
import type { World } from './world.ts';

/** Returns a newly added pool, not in a table yet; `spec` has the service's defaults. */
export function newPool(
  world: World,
  spec: WireObject,
  mapsRemoteAccess: boolean,
  createdMs = world.clock.now(),
): PoolRecord {
  const time = isoTime(createdMs);
  const { targetDedicatedNodes: _dedicated, targetLowPriorityNodes: _lowPriority, ...rest } = spec;
  return {
    kind: 'pool',
    id: findText(spec, 'id') ?? '',
    spec: rest,
    creationTime: time,
    ...world.version(),
    state: 'active',
    stateTransitionTime: time,
    allocationState: 'steady',
    allocationStateTransitionTime: time,
    targetDedicatedNodes: findNumber(spec, 'targetDedicatedNodes') ?? 0,
    targetLowPriorityNodes: findNumber(spec, 'targetLowPriorityNodes') ?? 0,
    resizeErrors: [],
    autoScaleRun: undefined,
    nodes: new SortedTable<NodeRecord>(),
    seededNodes: [],
    generation: 0,
    nodesMade: 0,
    mapsRemoteAccess,
    autoScaleEnabledAtMs: undefined,
    nodeArrivalMs: world.nodeArrivalMs,
  };
}
