import type { ApiVersion } from '../apiVersion.ts';
import type { FilterProperties } from '../http/filter/filter.ts';
import { allocationStates, type PoolRecord, poolStates } from '../state/records.ts';
import { findFlag, findText, present, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { toWirePoolSpec } from './poolSpecWire.ts';
import { resourceProperties, stateFilter, toWireHead } from './resourceWire.ts';
import { withoutSecrets } from './secrets.ts';

/** Properties that only versions before 2025-06-01 have. */
const removedIn2025: readonly string[] = [
  'certificateReferences',
  'cloudServiceConfiguration',
  'applicationLicenses',
  'targetNodeCommunicationMode',
  'currentNodeCommunicationMode',
];

/** Properties that versions before 2025-06-01 do not have. */
const addedIn2025: readonly string[] = ['upgradePolicy'];

/** Converts a pool to its form on the wire. Passwords and keys are never returned. */
export function toWirePool(world: World, pool: PoolRecord, version: ApiVersion): WireObject {
  const { id, displayName, resizeTimeout, ...spec } = visibleSpec(pool.spec, version);
  const isAutoScaled = findFlag(pool.spec, 'enableAutoScale') === true;
  return present({
    id,
    displayName,
    ...toWireHead(`${world.url}/pools/${pool.id}`, pool),
    allocationState: pool.allocationState,
    allocationStateTransitionTime: pool.allocationStateTransitionTime,
    resizeTimeout,
    currentDedicatedNodes: countNodes(pool, true),
    currentLowPriorityNodes: countNodes(pool, false),
    ...spec,
    targetDedicatedNodes: pool.targetDedicatedNodes,
    targetLowPriorityNodes: pool.targetLowPriorityNodes,
    resizeErrors: pool.allocationState === 'steady' && pool.resizeErrors.length > 0 ? pool.resizeErrors : undefined,
    autoScaleRun: isAutoScaled ? pool.autoScaleRun : undefined,
    // Recorded: the communication mode of the pool's nodes; absent before there are any.
    ...(version === '2022-10-01.16.0' && pool.nodes.size > 0 ? { currentNodeCommunicationMode: findMode(pool) } : {}),
  });
}

function findMode({ spec }: PoolRecord): string {
  return findText(spec, 'targetNodeCommunicationMode') === 'classic' ? 'classic' : 'simplified';
}

function countNodes(pool: PoolRecord, isDedicated: boolean): number {
  let count = 0;
  for (const node of pool.nodes.values()) count += node.isDedicated === isDedicated ? 1 : 0;
  return count;
}

function visibleSpec(spec: WireObject, version: ApiVersion): WireObject {
  const hidden = findHidden(version);
  const shown = Object.fromEntries(Object.entries(spec).filter(([name]) => !hidden.includes(name)));
  return withoutSecrets(toWirePoolSpec(shown, version));
}

function findHidden(version: ApiVersion): readonly string[] {
  return version === '2022-10-01.16.0' ? addedIn2025 : removedIn2025;
}

export const poolFilter: FilterProperties = {
  id: { type: 'id' },
  ...stateFilter(poolStates),
  allocationState: { type: 'enum', values: allocationStates },
  allocationStateTransitionTime: { type: 'date' },
  enableAutoScale: { type: 'flag' },
  vmSize: { type: 'text' },
  enableInterNodeCommunication: { type: 'flag' },
};

/** Reads a filter property of a pool. */
export function readPool(pool: PoolRecord, name: string): unknown {
  return Reflect.get(pool, name) ?? pool.spec[name];
}

/** Returns the properties of a pool that `$select` accepts. */
export function findPoolProperties(version: ApiVersion): readonly string[] {
  const hidden = findHidden(version);
  return poolProperties.filter((name) => !hidden.includes(name));
}

const poolProperties: readonly string[] = [
  ...resourceProperties,
  'allocationState',
  'allocationStateTransitionTime',
  'vmSize',
  'cloudServiceConfiguration',
  'virtualMachineConfiguration',
  'resizeTimeout',
  'resizeErrors',
  'currentDedicatedNodes',
  'currentLowPriorityNodes',
  'targetDedicatedNodes',
  'targetLowPriorityNodes',
  'enableAutoScale',
  'autoScaleFormula',
  'autoScaleEvaluationInterval',
  'autoScaleRun',
  'enableInterNodeCommunication',
  'networkConfiguration',
  'startTask',
  'certificateReferences',
  'applicationPackageReferences',
  'applicationLicenses',
  'taskSlotsPerNode',
  'taskSchedulingPolicy',
  'userAccounts',
  'metadata',
  'stats',
  'mountConfiguration',
  'identity',
  'targetNodeCommunicationMode',
  'currentNodeCommunicationMode',
  'upgradePolicy',
];
