import { isObject, type WireObject } from '../state/wire.ts';

const secretNames: ReadonlySet<string> = new Set([
  'password',
  'sshPrivateKey',
  'accountKey',
  'sasKey',
  'protectedSettings',
]);

/** Returns the object without secrets, at any depth. The service accepts secrets but never returns them. */
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
