import type { FilterProperties } from '../http/filter/filter.ts';
import type { Versioned } from '../state/version.ts';
import type { WireObject } from '../state/wire.ts';

interface Resource extends Versioned {
  readonly creationTime: string;
  readonly state: string;
  readonly stateTransitionTime: string;
}

/** Returns the first properties of a resource on the wire: its address, version, and state. */
export function toWireHead(url: string, resource: Resource): WireObject {
  const { eTag, lastModified, creationTime, state, stateTransitionTime } = resource;
  return { url, eTag, lastModified, creationTime, state, stateTransitionTime };
}

/** Returns the filter properties that every pool, job, job schedule, and task has in addition to its ID. */
export function stateFilter(states: readonly string[]): FilterProperties {
  return {
    state: { type: 'enum', values: states },
    stateTransitionTime: { type: 'date' },
    creationTime: { type: 'date' },
    lastModified: { type: 'date' },
  };
}

/** Properties of every pool, job, job schedule, and task that `$select` accepts. */
export const resourceProperties: readonly string[] =
  'id displayName url eTag lastModified creationTime state stateTransitionTime'.split(' ');

/** Previous-state properties that `$select` accepts, for all resources except pools, which do not have them. */
export const formerStateProperties: readonly string[] = ['previousState', 'previousStateTransitionTime'];
