/** Returns a variable's name as Linux nodes set it. */
export function toLinuxVariable(name: string): string {
  return name.replaceAll(/[.#-]/g, '_');
}

/**
 * Returns the variable that contains the folder of an application package (Batch documentation: "Deploy applications to
 * compute nodes with Batch application packages").
 */
export function toPackageVariable(
  { applicationId, version }: { readonly applicationId: string; readonly version?: string | undefined },
  isWindows: boolean,
): string {
  const name = `AZ_BATCH_APP_PACKAGE_${applicationId}${version === undefined ? '' : `#${version}`}`;
  return isWindows ? name : toLinuxVariable(name);
}
