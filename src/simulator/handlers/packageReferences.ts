import { findMissingPackage } from '../behaviours/packages.ts';
import { ServiceError } from '../http/serviceError.ts';
import type { WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';

/** Throws `InvalidApplicationPackageReferences` if the account doesn't have a referenced package. */
export function checkPackages(world: World, body: WireObject): void {
  const missing = findMissingPackage(world, body);
  if (missing !== undefined) {
    throw new ServiceError('InvalidApplicationPackageReferences', { [missing.id]: missing.version ?? 'default' });
  }
}
