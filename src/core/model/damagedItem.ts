/** An item of a list that is not what it should be, in whole or in part. */
export interface DamagedItem {
  /** What came in its place. Foreign, and with secrets. */
  readonly json: unknown;
  /** Whether nothing of it could be used: the list goes on without it. */
  readonly isLeftOut: boolean;
}

/** Known to every bundle, each of which has its own copy of this file. */
const asItCame = Symbol.for('azureBatch.asItCame');

/** Keeps with what could be used of a damaged object what came in its place. */
export function keepDamage(usable: object, json: unknown): void {
  Object.defineProperty(usable, asItCame, { value: json, configurable: true });
}

/** What came in place of an object of which something was left out: foreign, and with secrets. Undefined for whole ones. */
export function findDamage(usable: object): unknown {
  return Reflect.get(usable, asItCame);
}
