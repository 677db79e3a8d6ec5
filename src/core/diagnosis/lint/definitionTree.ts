/** A value of a definition, with its place in the text. */
export interface DefinitionNode {
  readonly type: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  /** Offset in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
  /** The value of a string, number, Boolean, or null; undefined for objects and arrays. */
  readonly value?: unknown;
  readonly parent?: DefinitionNode | undefined;
  readonly segment?: string | number | undefined;
  /** The properties of an object, in the order of the text. A property that is cut off while typing is left out. */
  readonly properties?: readonly Property[] | undefined;
  /** The first value for each name, for an object with many properties. */
  readonly byName?: ReadonlyMap<string, DefinitionNode> | undefined;
  readonly items?: readonly DefinitionNode[] | undefined;
}

export interface Property {
  readonly name: string;
  readonly key: DefinitionNode;
  readonly value: DefinitionNode;
}

/** Returns the properties of an object in the order of the text; empty for any other node. */
export function listProperties(node: DefinitionNode | undefined): readonly Property[] {
  return node?.properties ?? [];
}

/** Returns the items of an array; empty for any other node. */
export function listItems(node: DefinitionNode | undefined): readonly DefinitionNode[] {
  return node?.items ?? [];
}

/** Finds the value at a path of property names. */
export function find(node: DefinitionNode | undefined, ...names: readonly string[]): DefinitionNode | undefined {
  let found = node;
  for (const name of names) found = found === undefined ? undefined : findByName(found, name);
  return found;
}

/** Finds the value of the first property with a name. */
export function findByName(node: DefinitionNode, name: string): DefinitionNode | undefined {
  if (node.byName !== undefined) return node.byName.get(name);
  for (const property of node.properties ?? []) if (property.name === name) return property.value;
  return undefined;
}

/** Finds the value of the first property with a name; undefined for null, which the service treats as not given. */
export function findGiven(node: DefinitionNode, name: string): DefinitionNode | undefined {
  const value = findByName(node, name);
  return value?.type === 'null' ? undefined : value;
}

/** Finds the string at a path of property names; undefined without one. */
export function findString(node: DefinitionNode | undefined, ...names: readonly string[]): string | undefined {
  const value = find(node, ...names)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** Finds the number at a path of property names; undefined without one. */
export function findNumber(node: DefinitionNode | undefined, ...names: readonly string[]): number | undefined {
  const value = find(node, ...names)?.value;
  return typeof value === 'number' ? value : undefined;
}

/** Lists the path of a value from the root, in the format of `jsonc-parser`. */
export function listPath(node: DefinitionNode): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: DefinitionNode | undefined = node; at !== undefined; at = at.parent) {
    if (at.segment !== undefined) path.push(at.segment);
  }
  return path.reverse();
}
