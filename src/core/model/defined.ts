/** Removes the properties that are undefined, for optional properties that may be absent but not undefined. */
export function definedOnly<T extends object>(value: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}
