import type { FilterProperties } from '../http/filter/filter.ts';
import type { Versioned } from '../state/version.ts';
import type { WireObject } from '../state/wire.ts';

interface Resource extends Versioned {
  readonly creationTime: string;
  readonly state: string;
  readonly stateTransitionTime: string;
}

/** The beginning of a resource as the wire has it: where it is, its version and its state. */
export function toWireHead(url: string, resource: Resource): WireObject {
  const { eTag, lastModified, creationTime, state, stateTransitionTime } = resource;
  return { url, eTag, lastModified, creationTime, state, stateTransitionTime };
}

/** What every pool, job, job schedule and task may be filtered by, besides its id. */
export function stateFilter(states: readonly string[]): FilterProperties {
  return {
    state: { type: 'enum', values: states },
    stateTransitionTime: { type: 'date' },
    creationTime: { type: 'date' },
    lastModified: { type: 'date' },
  };
}

/** What may be selected of every pool, job, job schedule and task. */
export const resourceProperties: readonly string[] = [
  'id',
  'displayName',
  'url',
  'eTag',
  'lastModified',
  'creationTime',
  'state',
  'stateTransitionTime',
];

/** What may also be selected of resources that show their previous state: all but pools. */
export const formerStateProperties: readonly string[] = ['previousState', 'previousStateTransitionTime'];
