/** A list item that is partly or completely invalid. */
export interface DamagedItem {
  /** The original JSON. Untrusted, and may contain secrets. */
  readonly json: unknown;
  /** True if no part of the item was usable, so that the list omits it. */
  readonly isLeftOut: boolean;
}

/** Key of the original JSON, shared by all bundles, each of which has its own copy of this file. */
const asItCame = Symbol.for('azureBatch.asItCame');

/** Attaches the original JSON of a damaged object to its usable part. */
export function keepDamage(usable: object, json: unknown): void {
  Object.defineProperty(usable, asItCame, { value: json, configurable: true });
}

/**
 * Returns the original JSON of an object that lost properties: untrusted, and may contain secrets. Undefined for
 * undamaged objects.
 */
export function findDamage(usable: object): unknown {
  return Reflect.get(usable, asItCame);
}
