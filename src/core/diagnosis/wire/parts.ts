/** What is known, by name: nothing where a caller from outside passes what is no object. Never throws. */
export function toParts<Evidence extends object>(evidence: Evidence): Partial<Evidence> {
  return typeof evidence === 'object' && evidence !== null ? evidence : {};
}
