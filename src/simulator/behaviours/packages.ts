import { toKey } from '../state/sortedTable.ts';
import { findObjects, findText, findTexts, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';

interface PackageReference {
  readonly id: string;
  /** Undefined for the default version. */
  readonly version: string | undefined;
}

/** The first package among those referred to which the account does not have. */
export function findMissingPackage(world: World, body: WireObject): PackageReference | undefined {
  return findObjects(body, 'applicationPackageReferences')
    .map((reference) => ({ id: findText(reference, 'applicationId') ?? '', version: findText(reference, 'version') }))
    .find((reference) => !isThere(world, reference));
}

function isThere(world: World, { id, version }: PackageReference): boolean {
  const name = toKey(toName(id));
  const application = world.applications.find((known) => toKey(findText(known, 'id') ?? '') === name);
  return application !== undefined && (version === undefined || findTexts(application, 'versions').includes(version));
}

/** Batch documentation: pools name an application by its id in Resource Manager, and the account takes its name too. */
function toName(id: string): string {
  return /^\/subscriptions\/.*\/batchAccounts\/[^/]+\/applications\/([^/]+)$/i.exec(id)?.[1] ?? id;
}
