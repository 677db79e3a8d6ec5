import { toKey } from '../state/sortedTable.ts';
import { findObjects, findText, findTexts, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';

interface PackageReference {
  readonly id: string;
  /** Undefined for the default version. */
  readonly version: string | undefined;
}

/** Returns the first referenced package that the account doesn't have. */
export function findMissingPackage(world: World, body: WireObject): PackageReference | undefined {
  return findObjects(body, 'applicationPackageReferences')
    .map((reference) => ({ id: findText(reference, 'applicationId') ?? '', version: findText(reference, 'version') }))
    .find((reference) => !isThere(world, reference));
}

function isThere(world: World, { id, version }: PackageReference): boolean {
  const name = toKey(toVariableName(id));
  const application = world.applications.find((known) => toKey(findText(known, 'id') ?? '') === name);
  return application !== undefined && (version === undefined || findTexts(application, 'versions').includes(version));
}

/** Batch documentation: pools refer to an application by its resource ID; the account also accepts its name. */
function toVariableName(id: string): string {
  return /^\/subscriptions\/.*\/batchAccounts\/[^/]+\/applications\/([^/]+)$/i.exec(id)?.[1] ?? id;
}
