/** A JSON object with the wire's property names, as a client would send or receive it. */
export type WireObject = Readonly<Record<string, unknown>>;

/** Returns a text property. The body is already checked against its model, so undefined means absent. */
export function findText(body: WireObject | undefined, name: string): string | undefined {
  const value = body?.[name];
  return typeof value === 'string' ? value : undefined;
}

export function findNumber(body: WireObject | undefined, name: string): number | undefined {
  const value = body?.[name];
  return typeof value === 'number' ? value : undefined;
}

export function findFlag(body: WireObject | undefined, name: string): boolean | undefined {
  const value = body?.[name];
  return typeof value === 'boolean' ? value : undefined;
}

export function findObject(body: WireObject | undefined, name: string): WireObject | undefined {
  const value = body?.[name];
  return isObject(value) ? value : undefined;
}

/** Returns the objects in an array property; empty if it is absent. */
export function findObjects(body: WireObject | undefined, name: string): readonly WireObject[] {
  const value = body?.[name];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Returns the texts in an array property; empty if it is absent. */
export function findTexts(body: WireObject | undefined, name: string): readonly string[] {
  const value = body?.[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function isObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the object without undefined properties, which the wire leaves out. */
export function present(body: WireObject): WireObject {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}
