import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { redactText } from '../text/redact.ts';
import type { OperatingSystem } from './catalogue/exitCodes.ts';
import { find, findString, listItems, listProperties } from './lint/definitionTree.ts';
import { detectKind, toObjectName } from './lint/detectKind.ts';
import type { DefinitionFinding, DefinitionKind } from './lint/finding.ts';
import { findDuplicateIds } from './lint/rules/limits.ts';
import type { RuleContext } from './lint/rules/rule.ts';
import { rules } from './lint/rules/rules.ts';
import { schema } from './lint/schema/schema.ts';
import { readType } from './lint/schema/schemaTable.ts';
import { checkStructure } from './lint/structure.ts';

export interface LintOptions {
  /** When signatures are used; now, when left out. */
  readonly now?: Date;
}

/** Longest text that is looked at: a definition is smaller than the service's limit of a request (1 MB). */
const maxLength = 4_000_000;
const maxFindings = 500;
const maxDepth = 20;

/**
 * Mistakes in the definition of a pool, job, task or job schedule (or a list of them), in the order of the text, found
 * before it is submitted. Text that is no definition gives nothing. Never throws. Comments and trailing commas are
 * allowed; what else is wrong with the JSON is the editor's to say.
 */
export function lintDefinition(text: string, kind?: DefinitionKind, options: LintOptions = {}): DefinitionFinding[] {
  if (typeof text !== 'string' || text.length > maxLength) return [];
  const root = parse(text);
  if (root === undefined) return [];
  const now = options.now ?? new Date();
  const findings = findDefinitions(root, kind).flatMap((definition) => check(definition, now));
  const items = root.type === 'array' ? findDuplicateIds(listItems(root)) : [];
  return [...findings, ...items]
    .sort((one, other) => one.offset - other.offset)
    .slice(0, maxFindings)
    .map((finding) => ({ ...finding, message: redactText(finding.message) }));
}

function parse(text: string): Node | undefined {
  const errors: ParseError[] = [];
  return parseTree(text, errors, { allowTrailingComma: true });
}

interface Definition {
  readonly node: Node;
  readonly kind: DefinitionKind;
}

/** The root itself, the items of a list, or what a template of the Azure CLI wraps in `pool`, `job` or `task`. */
function findDefinitions(root: Node, kind: DefinitionKind | undefined): readonly Definition[] {
  const wrapped = unwrap(root);
  const candidates = wrapped.type === 'array' ? listItems(wrapped) : [wrapped];
  return candidates.flatMap((node) => {
    const found = node.type === 'object' ? (kind ?? detectKind(node)) : undefined;
    return found === undefined ? [] : [{ node, kind: found }];
  });
}

/** A list as the service takes it (`value`), or a template with one definition (`pool: {properties: …}`). */
function unwrap(root: Node): Node {
  const properties = listProperties(root);
  const [only] = properties;
  if (properties.length !== 1 || only === undefined) return root;
  if (only.name === 'value' && only.value.type === 'array') return only.value;
  if (!['pool', 'job', 'task', 'jobSchedule'].includes(only.name) || only.value.type !== 'object') return root;
  return find(only.value, 'properties') ?? only.value;
}

function check({ node, kind }: Definition, now: Date): readonly DefinitionFinding[] {
  const name = toObjectName(kind);
  const context: RuleContext = { now: now.getTime(), os: findOs(node) };
  return [...checkStructure(node, name), ...applyRules(node, name, context, 0)];
}

/** Applies the rules of an object to it, and goes into what it is made of. */
function applyRules(node: Node, objectName: string, context: RuleContext, depth: number): readonly DefinitionFinding[] {
  const shape = schema[objectName];
  if (shape === undefined || node.type !== 'object' || depth > maxDepth) return [];
  const own = (rules[objectName] ?? []).flatMap((rule) => rule(node, context));
  const inner = listProperties(node).flatMap(({ name, value }) => {
    const notation = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (notation === undefined) return [];
    const type = readType(notation);
    const nodes = type.isList ? listItems(value) : [value];
    return nodes.flatMap((item) => applyRules(item, type.name, context, depth + 1));
  });
  return [...own, ...inner];
}

/** The system of the pool that is defined here. */
function findOs(node: Node): OperatingSystem | undefined {
  const pool = find(node, 'poolInfo', 'autoPoolSpecification', 'pool') ?? node;
  const agent = findString(pool, 'virtualMachineConfiguration', 'nodeAgentSKUId')?.toLowerCase();
  if (agent === undefined) return undefined;
  return agent.includes('windows') ? 'windows' : 'linux';
}
