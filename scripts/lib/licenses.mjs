/**
 * Licenses under which third-party code may be shipped, by SPDX name: all allow use in a program under the MIT license,
 * and require only the inclusion of their text.
 */
const allowedLicenses = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Unlicense',
];

/** Returns the SPDX name of a package's license; old manifests have a list of objects. */
export function licenseOf({ license, licenses }) {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ');
}

/** Lists the packages whose license is not allowed, each as `name version (license)`. */
export function findForeignLicenses(packages) {
  return packages
    .filter(({ license }) => !allowedLicenses.includes(license))
    .map(({ name, version, license }) => `${name} ${version} (${license ?? 'names no license'})`);
}
