import * as l10n from '@vscode/l10n';
import { isObject } from '../model/shape.ts';
import { redactText } from '../text/redact.ts';
import { doAtOnce, type Work } from '../work.ts';
import type { OperatingSystem } from './evidence/operatingSystem.ts';
import {
  type DefinitionNode,
  find,
  findString,
  listDefinitionNodes,
  listItems,
  listProperties,
  type RuleContext,
  toFinding,
} from './lint/definitionTree.ts';
import { detectKind, toObjectName } from './lint/detectKind.ts';
import { type DefinitionFinding, type DefinitionKind, FirstFindings } from './lint/finding.ts';
import { watchIds } from './lint/limitRules.ts';
import { maxNesting, parseDefinition } from './lint/parseDefinition.ts';
import { rules } from './lint/rules.ts';
import { schema } from './lint/schema.ts';
import { readType } from './lint/schemaTable.ts';
import { checkStructure } from './lint/structure.ts';

export interface LintOptions {
  /** When signatures are used; now, when left out. */
  readonly now?: Date;
}

const maxLength = 4_000_000;
const maxFindings = 500;
const propertiesPerStep = 20;
const findingsPerStep = 20;

/**
 * Mistakes in the definition of a pool, job, task or job schedule (or a list of them), in the order of the text, found
 * before it is submitted. Text that is no definition gives nothing. Never throws. Comments and trailing commas are
 * allowed; what else is wrong with the JSON is the editor's to say.
 */
export function lintDefinition(text: string, kind?: DefinitionKind, options: LintOptions = {}): DefinitionFinding[] {
  return doAtOnce(lintDefinitionInSteps(text, kind, options));
}

/** The same in steps, for who has other things to do as well. The work grows with the text, and no faster. */
export function* lintDefinitionInSteps(
  text: string,
  kind?: DefinitionKind,
  options: LintOptions = {},
): Work<DefinitionFinding[]> {
  if (typeof text !== 'string' || text.length > maxLength) return [];
  const parsed = yield* parseDefinition(text);
  if (parsed === undefined) return [];
  const given = isObject(options) ? options['now'] : undefined;
  const now = (given instanceof Date ? given : new Date()).getTime();
  const found = new FirstFindings(maxFindings);
  const checked = new Set<DefinitionNode>();
  const findTwice = watchIds();
  for (const { node, name } of listCandidates(parsed.root, kind)) {
    yield;
    if (name === undefined) continue;
    if (found.isFullAt(node.offset)) break;
    checked.add(node);
    for (const finding of findTwice(node, name)) found.add(finding);
    yield* check(node, name, { now, os: findOs(node) }, found);
  }
  for (const node of parsed.tooDeep) if (isWithin(node, checked)) found.add(toTooDeep(node));
  const findings: DefinitionFinding[] = [];
  for (const finding of found.list()) {
    if (findings.length % findingsPerStep === 0) yield;
    findings.push({ ...finding, message: redactText(finding.message) });
  }
  return findings;
}

/** A value that may be a definition, with its type in the schema; undefined where it is none. */
interface Candidate {
  readonly node: DefinitionNode;
  readonly name: string | undefined;
}

/**
 * The root itself, the items of a list, what a template of the Azure CLI wraps in `pool`, `job` or `task`, or the start task
 * of a pool by itself. One after another, since each costs time.
 */
function* listCandidates(root: DefinitionNode, kind: DefinitionKind | undefined): Generator<Candidate> {
  const startTask = findLoneStartTask(root);
  if (startTask !== undefined) {
    yield { node: startTask, name: 'StartTask' };
    return;
  }
  for (const node of listDefinitionNodes(root)) {
    const nodeKind = node.type === 'object' ? (kind ?? detectKind(node)) : undefined;
    yield { node, name: nodeKind && toObjectName(nodeKind) };
  }
}

/** A start task alone, as in a change of a pool, is no whole definition. */
function findLoneStartTask(root: DefinitionNode): DefinitionNode | undefined {
  const [only, ...others] = listProperties(root);
  if (only?.name !== 'startTask' || others.length > 0) return undefined;
  return find(only.value, 'commandLine') === undefined ? undefined : only.value;
}

/** Checks the shape of an object, applies the rules of its kind, and goes into what the schema knows of it. */
function* check(node: DefinitionNode, objectName: string, context: RuleContext, found: FirstFindings): Work<void> {
  const shape = schema[objectName];
  if (shape === undefined || node.type !== 'object' || found.isFullAt(node.offset)) return;
  let count = 0;
  for (const finding of checkStructure(node, objectName)) {
    if (finding !== undefined) found.add(finding);
    count += 1;
    if (count % propertiesPerStep === 0) yield;
    if (finding !== undefined && found.isFullAt(finding.offset)) break;
  }
  for (const rule of rules[objectName] ?? []) for (const finding of rule(node, context)) found.add(finding);
  for (const { name, value } of listProperties(node)) {
    if (found.isFullAt(value.offset)) return;
    const notation = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (notation === undefined) continue;
    const type = readType(notation);
    for (const item of type.isList ? listItems(value) : [value]) {
      yield;
      yield* check(item, type.name, context, found);
    }
  }
}

function isWithin(node: DefinitionNode, definitions: ReadonlySet<DefinitionNode>): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) if (definitions.has(at)) return true;
  return false;
}

function toTooDeep(node: DefinitionNode): DefinitionFinding {
  return toFinding(node, {
    code: 'too-deep',
    severity: 'warning',
    message: l10n.t('This is nested deeper than {0} levels; what is inside is not checked.', maxNesting),
  });
}

/** The system of the pool that is defined here. */
function findOs(node: DefinitionNode): OperatingSystem | undefined {
  const pool = find(node, 'poolInfo', 'autoPoolSpecification', 'pool') ?? node;
  const agent = findString(pool, 'virtualMachineConfiguration', 'nodeAgentSKUId')?.toLowerCase();
  if (agent === undefined) return undefined;
  return agent.includes('windows') ? 'windows' : 'linux';
}
