import { findJobId, findNodeId, findPoolId } from '../../failures/narrowCause.ts';
import type { JobResource, NodeResource, PoolResource } from '../../model/resource.ts';
import type { Fix } from '../explanation/explanation.ts';
import { nameFailing } from './causeExtent.ts';
import type { Failing } from './failing.ts';

/**
 * Returns the page on which a step for one item at a time is carried out, which is that of the item that represents the
 * others.
 */
export function toPlaceOfStep(
  shown: Failing,
  [remedy = '']: readonly string[],
  step: string,
): NonNullable<Fix['place']> {
  const resource = findOwner(shown, remedy.split('.')[0]) ?? shown.resource;
  return { title: nameFailing({ resource }), step, leadsTo: { resource, document: 'explanation' } };
}

function findOwner(shown: Failing, kind: string | undefined): JobResource | PoolResource | NodeResource | undefined {
  const { accountId } = shown.resource;
  const [jobId, poolId, nodeId] = [findJobId(shown), findPoolId(shown), findNodeId(shown)];
  if (kind === 'job' && jobId !== undefined) return { kind, accountId, jobId };
  if (kind === 'node' && poolId !== undefined && nodeId !== undefined) return { kind, accountId, poolId, nodeId };
  return kind === 'pool' && poolId !== undefined ? { kind, accountId, poolId } : undefined;
}
