/** Returns a property of a value from outside; undefined if the value isn't an object or lacks it. */
export function readMember(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
