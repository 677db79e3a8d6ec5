import { ServiceError } from '../http/serviceError.ts';
import { toKey } from '../state/sortedTable.ts';
import { findObjects, findText, findTexts, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';

/** Throws `InvalidApplicationPackageReferences` when the account has not what is referred to. */
export function checkPackages(world: World, body: WireObject): void {
  for (const reference of findObjects(body, 'applicationPackageReferences')) {
    const id = findText(reference, 'applicationId') ?? '';
    const version = findText(reference, 'version');
    const application = world.applications.find((known) => toKey(findText(known, 'id') ?? '') === toKey(id));
    const isKnown =
      application !== undefined && (version === undefined || findTexts(application, 'versions').includes(version));
    if (!isKnown) throw new ServiceError('InvalidApplicationPackageReferences', { [id]: version ?? 'default' });
  }
}
