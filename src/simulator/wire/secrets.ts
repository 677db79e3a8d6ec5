import { isObject, type WireObject } from '../state/wire.ts';

const secretNames: ReadonlySet<string> = new Set([
  'password',
  'sshPrivateKey',
  'accountKey',
  'sasKey',
  'protectedSettings',
]);

/** The object without what the service takes and never gives back, however deep it lies. */
export function withoutSecrets(value: WireObject): WireObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !secretNames.has(name))
      .map(([name, item]) => [name, clean(item)]),
  );
}

function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  return isObject(value) ? withoutSecrets(value) : value;
}
