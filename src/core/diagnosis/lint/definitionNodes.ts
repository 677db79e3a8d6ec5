import { type DefinitionNode, find, listItems, listProperties } from './definitionTree.ts';

/** The root itself, the items of a list, or what a template of the Azure CLI wraps in `pool`, `job` or `task`. */
export function listDefinitionNodes(root: DefinitionNode): readonly DefinitionNode[] {
  const unwrapped = unwrap(root);
  return unwrapped.type === 'array' ? listItems(unwrapped) : [unwrapped];
}

/** A list as the service takes it (`value`), or a template with one definition (`pool: {properties: …}`). */
function unwrap(root: DefinitionNode): DefinitionNode {
  const properties = listProperties(root);
  const [only] = properties;
  if (properties.length !== 1 || only === undefined) return root;
  if (only.name === 'value' && only.value.type === 'array') return only.value;
  if (!['pool', 'job', 'task', 'jobSchedule'].includes(only.name) || only.value.type !== 'object') return root;
  return find(only.value, 'properties') ?? only.value;
}
