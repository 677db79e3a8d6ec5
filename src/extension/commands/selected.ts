import { toKey, toKind } from '../../core/model/resourceChain.ts';
import type { CommandServices } from './command.ts';
import type { TargetKind } from './resolve.ts';
import { type ResourceOf, toResources } from './targets.ts';

/**
 * What is selected in the views on the screen, as things of `kind`: what a command that only looks means when the palette
 * calls it on nothing. None where two views have different ones, since nobody knows which is meant. A command that
 * changes something asks instead: what it does is not to depend on a row that nobody pointed at.
 */
export function findSelected<K extends TargetKind>(
  { selections }: Pick<CommandServices, 'selections'>,
  kind: K,
): readonly ResourceOf<K>[] {
  const [first, ...others] = selections()
    .map((rows) => listOf(kind, rows))
    .filter((found) => found.size > 0);
  if (first === undefined) return [];
  const areAlike = others.every(
    (other) => other.size === first.size && [...other.keys()].every((key) => first.has(key)),
  );
  return areAlike ? [...first.values()] : [];
}

function listOf<K extends TargetKind>(kind: K, rows: readonly unknown[]): ReadonlyMap<string, ResourceOf<K>> {
  const found = toResources([rows[0], rows])
    .map((resource) => toKind(kind, resource))
    .filter((resource) => resource !== undefined);
  return new Map(found.map((resource) => [toKey(resource), resource]));
}
