import { ServiceError } from '../http/serviceError.ts';
import type { WireObject } from '../scenarios/scenario.ts';
import { keyOf } from '../state/sortedTable.ts';
import { objectsOf, textOf, textsOf } from '../state/wire.ts';
import type { World } from '../state/world.ts';

/** Throws `InvalidApplicationPackageReferences` when the account has not what is referred to. */
export function checkPackages(world: World, body: WireObject): void {
  for (const reference of objectsOf(body, 'applicationPackageReferences')) {
    const id = textOf(reference, 'applicationId') ?? '';
    const version = textOf(reference, 'version');
    const application = world.applications.find((known) => keyOf(textOf(known, 'id') ?? '') === keyOf(id));
    const isKnown =
      application !== undefined && (version === undefined || textsOf(application, 'versions').includes(version));
    if (!isKnown) {
      throw new ServiceError('InvalidApplicationPackageReferences', { [id]: version ?? 'default' });
    }
  }
}
