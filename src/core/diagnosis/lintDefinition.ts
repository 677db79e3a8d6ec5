import * as l10n from '@vscode/l10n';
import { mayBeDefinition } from '../definitions/definitionText.ts';
import { formatEndDay } from '../definitions/endOfSupport.ts';
import { redactText } from '../text/redact.ts';
import { suggest } from '../text/suggest.ts';
import { formatBytes } from '../words/numbers.ts';
import { doAtOnce, type Work } from '../work.ts';
import type { OperatingSystem } from './evidence/operatingSystem.ts';
import { codes, isRuleCode } from './lint/codes.ts';
import { type DefinitionSet, findDefinitionNodes, isExtended } from './lint/definitionNodes.ts';
import { type DefinitionNode, findByName, findString, listProperties } from './lint/definitionTree.ts';
import { holdsInDeployment, toBatchPool } from './lint/deployedPool.ts';
import { makeKindFinder, toShape } from './lint/detectKind.ts';
import { type DefinitionFinding, type DefinitionKind, toFinding } from './lint/finding.ts';
import { watchIds } from './lint/jobRules.ts';
import { maxNesting, type ParsedDefinition, parseDefinition } from './lint/parseDefinition.ts';
import { findExtensions } from './lint/propertyRules.ts';
import { findPool, findSurroundings } from './lint/relatedDefinitions.ts';
import { checkResourceManager, type DeployedResource } from './lint/resourceManager.ts';
import type { RuleContext } from './lint/rule.ts';
import { type Shape, shapes } from './lint/shapes.ts';
import { type LintOptions, readOptions, ShownFindings } from './lint/shownFindings.ts';
import { checkRequestBody, checkTaskList, checkTasksOfJob } from './lint/taskListRules.ts';
import { Walk } from './lint/walk.ts';

/** Maximum number of characters, more than any definition that is submitted. */
const maxLength = 4_000_000;
const findingsPerStep = 20;
type TextCode = 'cut-off' | 'yaml' | 'typographic-quotes' | 'trailing-comma';
const definitionsPerStep = 50;

/**
 * Finds mistakes in the definition of a pool, job, task, or job schedule (or a list of definitions), in the order of
 * the text, before it is submitted. Returns an empty list for a text that is not a definition. Never throws. Allows
 * comments and trailing commas; other errors in the JSON are left to the editor.
 */
export function lintDefinition(text: string, kind?: DefinitionKind, options: LintOptions = {}): DefinitionFinding[] {
  return doAtOnce(lintDefinitionInSteps(text, kind, options));
}

/** Checks a definition in steps, so that callers can do other work in between. Takes time linear in the text. */
export function* lintDefinitionInSteps(
  text: string,
  kind?: DefinitionKind,
  options: LintOptions = {},
): Work<DefinitionFinding[]> {
  if (typeof text !== 'string') return [];
  const { now, apiVersion, levels, ...read } = readOptions(options);
  if (text.length > maxLength) return levels.get('too-large') === 'off' ? [] : refuseLarge(text, kind);
  const parsed = yield* parseDefinition(text);
  if (parsed === undefined || parsed.root.type === 'string') return levels.get('yaml') === 'off' ? [] : findYaml(text);
  const found = new ShownFindings(parsed.disabledLines, levels);
  if (parsed.isCutOff && parsed.tooDeep.length === 0) {
    if (isDefinition(parsed.root, kind)) found.add(findMisquoted(text, parsed) ?? toCutOff(text));
    return [...found.list()];
  }
  const deployed = checkResourceManager(parsed.root);
  if (deployed !== undefined) {
    for (const finding of deployed.findings) found.add(finding);
    for (const resource of deployed.pools) yield* checkDeployed(resource, found, { now, apiVersion });
    return [...found.list()].map((finding) => ({ ...finding, message: redactText(finding.message) }));
  }
  const walk = new Walk(found);
  const checked = new Set<DefinitionNode>();
  const tasks: DefinitionNode[] = [];
  const findTwice = watchIds();
  const { candidates, isTemplate, isEarlier, set } = findCandidates(parsed.root, kind);
  const beside = set === undefined ? read.beside : { jobs: [set.job], pools: set.pool && [set.pool] };
  const surroundings = findSurroundings(beside);
  let [count, isCut] = [0, false];
  for (const { node, shape } of candidates) {
    if (++count % definitionsPerStep === 0) yield;
    if (shape === undefined) continue;
    isCut = found.isFullAt(node.offset);
    if (isCut) break;
    checked.add(node);
    if (isTemplate && checked.size === 1) found.add(toTemplate(parsed.root));
    const twice = findTwice(node, shape.name);
    if (twice !== undefined) found.add(twice);
    const job = shape.name === 'JobSchedule' ? findByName(node, 'jobSpecification') : node;
    const isPool = shape.name === 'Pool';
    const pool = isPool ? node : shape.name === 'Task' ? surroundings.pool : findPool(job, beside);
    const context = {
      now,
      apiVersion,
      pool,
      os: findOs(pool),
      isTemplate: isTemplate || isExtended(node),
      isEarlier,
    };
    yield* walk.check(node, shape, context);
    if (!isTemplate) for (const finding of findExtensions(node)) found.add(finding);
    if (shape.name === 'Task') tasks.push(node);
    else if (!isPool && job !== undefined)
      for (const finding of yield* checkTasksOfJob(job, pool, node === set?.job ? set.tasks : [])) found.add(finding);
  }
  yield* walk.searchSecrets();
  for (const finding of checkRequestBody(tasks[0]?.parent)) found.add(finding);
  if (!isCut && set === undefined) for (const finding of yield* checkTaskList(tasks, surroundings)) found.add(finding);
  for (const node of parsed.tooDeep) if (isWithin(node, checked)) found.add(toTooDeep(node));
  if (checked.size > 0) for (const finding of listTextFindings(text, parsed, found)) found.add(finding);
  const findings: DefinitionFinding[] = [];
  for (const finding of found.list()) {
    if (findings.length % findingsPerStep === 0) yield;
    findings.push({ ...finding, message: redactText(finding.message) });
  }
  return findings;
}

/** Checks a pool in Resource Manager's form as far as it gives its values itself. */
function* checkDeployed(
  { properties, apiVersion: written }: DeployedResource,
  found: ShownFindings,
  read: Pick<RuleContext, 'now' | 'apiVersion'>,
): Work<void> {
  const { pool, findings } = toBatchPool(properties);
  for (const finding of findings) found.add(finding);
  const shape = shapes.get('Pool');
  if (shape === undefined) return;
  const walk = new Walk({
    isFullAt: (offset) => found.isFullAt(offset),
    // A fix would write Batch's names.
    add: ({ fix: _, ...finding }) => {
      if (holdsInDeployment(finding, written)) found.add(finding);
    },
  });
  yield* walk.check(pool, shape, { ...read, pool, os: findOs(pool), isTemplate: false, isEarlier: false });
  yield* walk.searchSecrets();
}

function toTemplate(root: DefinitionNode): DefinitionFinding {
  const message = l10n.t(
    'Only the Azure Batch CLI extensions, which were retired on {date}, read this template (`az batch … create --template`). The service and `--json-file` accept only what is in "properties".',
    { date: formatEndDay('2024-09-30') ?? '' },
  );
  return toFinding(root, 'extension-only', message);
}

/** Reports a text that is cut off. No other finding is reported, because the rest of the definition is missing. */
function toCutOff(text: string): DefinitionFinding {
  const message = l10n.t(
    'The text ends in the middle of the definition. Get the whole file again, or add the missing brackets: {0}',
    listOpen(text),
  );
  return toSpan('cut-off', message, text.trimEnd().length - 1);
}

/** Lists the closing brackets that a text lacks, innermost first. */
function listOpen(text: string): string {
  const open: string[] = [];
  for (const [token] of text.matchAll(/"(?:[^"\\\r\n]|\\.)*"?|\/\/.*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?|[{}[\]]/g)) {
    if (token === '{') open.push('}');
    else if (token === '[') open.push(']');
    else if (token === '}' || token === ']') open.pop();
  }
  return open.reverse().join(' ').slice(0, 20);
}

function findYaml(text: string): DefinitionFinding[] {
  if (!mayBeDefinition(text)) return [];
  const message = l10n.t(
    'This is YAML. Batch and the Azure CLI accept JSON: convert it, for example with `yq -o=json`.',
  );
  return [toSpan('yaml', message, text.search(/\S/))];
}

function toSpan(code: TextCode, message: string, offset: number): DefinitionFinding {
  return { code, severity: codes[code].severity, message, path: [], offset, length: 1 };
}

function isDefinition(root: DefinitionNode, kind: DefinitionKind | undefined): boolean {
  for (const { shape } of findCandidates(root, kind).candidates) if (shape !== undefined) return true;
  return false;
}

/** Rejects a text that is too large to be submitted and that would take seconds to read. */
function refuseLarge(text: string, kind: DefinitionKind | undefined): DefinitionFinding[] {
  const beginning = text.slice(0, 100_000);
  if (kind === undefined && !mayBeDefinition(beginning)) return [];
  const [size, most] = [formatBytes(text.length), formatBytes(maxLength)];
  return [
    {
      code: 'too-large',
      severity: codes['too-large'].severity,
      message: l10n.t("This file isn't checked because its size is {size}. Files of up to {most} are checked.", {
        size,
        most,
      }),
      path: [],
      offset: 0,
      length: 1,
    },
  ];
}

/** A value that may be a definition, with its object of the table; undefined if it is not a definition. */
interface Candidate {
  readonly node: DefinitionNode;
  readonly shape: Shape | undefined;
}

interface Candidates {
  /** Candidates are found one at a time, because each takes time. */
  readonly candidates: Iterable<Candidate>;
  readonly isTemplate: boolean;
  readonly isEarlier: boolean;
  readonly set?: DefinitionSet | undefined;
}

/**
 * Returns the root itself, the items of a list, the `pool`, `job`, or `task` in a template of the Azure CLI extensions,
 * or the start task of a text that has nothing else.
 */
function findCandidates(root: DefinitionNode, given: DefinitionKind | undefined): Candidates {
  const startTask = findLoneStartTask(root);
  if (startTask !== undefined)
    return { candidates: [{ node: startTask, shape: shapes.get('StartTask') }], isTemplate: false, isEarlier: false };
  const { nodes, kind, ...template } = findDefinitionNodes(root);
  return { candidates: listCandidates(nodes, given ?? kind), ...template };
}

function* listCandidates(nodes: readonly DefinitionNode[], given: DefinitionKind | undefined): Generator<Candidate> {
  const findKind = makeKindFinder();
  for (const node of nodes) {
    const kind = node.type === 'object' ? (given ?? findKind(node)) : undefined;
    yield { node, shape: kind && toShape(kind) };
  }
}

/** Finds a start task that is alone in a text, as in an update of a pool, which is not a complete definition. */
function findLoneStartTask(root: DefinitionNode): DefinitionNode | undefined {
  const [only, ...others] = listProperties(root);
  if (only?.name !== 'startTask' || others.length > 0) return undefined;
  return findByName(only.value, 'commandLine') === undefined ? undefined : only.value;
}

function isWithin(node: DefinitionNode, definitions: ReadonlySet<DefinitionNode>): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) if (definitions.has(at)) return true;
  return false;
}

function toTooDeep(node: DefinitionNode): DefinitionFinding {
  const message = l10n.t("This is nested deeper than {0} levels; its contents aren't checked.", maxNesting);
  return toFinding(node, 'too-deep', message);
}

/** Reports quotes, commas, and comments that are not plain JSON, and unknown codes in comments. */
function* listTextFindings(text: string, parsed: ParsedDefinition, found: ShownFindings): Generator<DefinitionFinding> {
  const { firstComment, disabledLines } = parsed;
  const misquoted = findMisquoted(text, parsed);
  if (misquoted !== undefined) yield misquoted;
  yield* listTrailingCommas(parsed);
  if (firstComment !== undefined) {
    const message = l10n.t(
      'Comments are removed when you submit this file from here. The Azure CLI rejects a file with comments.',
    );
    yield { ...firstComment, code: 'comments', severity: codes.comments.severity, message, path: [] };
  }
  for (const { codes: named, comment } of disabledLines)
    for (const code of new Set(named)) {
      if (isRuleCode(code)) continue;
      // Searching for the intended code takes time, even if the finding is not shown.
      if (!found.wants('unknown-code', comment.offset)) return;
      const meant = suggest(code, Object.keys(codes));
      const message =
        meant === undefined
          ? l10n.t('No check has the code "{0}".', code.slice(0, 100))
          : l10n.t('No check has the code "{code}". Did you mean "{meant}"?', { code: code.slice(0, 100), meant });
      yield { ...comment, code: 'unknown-code', severity: codes['unknown-code'].severity, message, path: [] };
    }
}

/** Finds typographic quotes. One fix replaces all, because usually the whole text went through the same program. */
function findMisquoted(text: string, { misquoted }: ParsedDefinition): DefinitionFinding | undefined {
  const [first] = misquoted;
  if (first === undefined) return undefined;
  let [fixed, at] = ['', first.offset];
  for (const { offset, length, json } of misquoted) {
    fixed += text.slice(at, offset) + json;
    at = offset + length;
  }
  const message = l10n.t('These quotes are typographic. JSON accepts only straight quotes.');
  const fix = { title: l10n.t('Use straight quotes'), offset: first.offset, length: at - first.offset, text: fixed };
  return { ...toSpan('typographic-quotes', message, first.offset), length: first.length, fix };
}

/** Reports commas that are removed at submission and that other tools may reject; only the first one is explained. */
function* listTrailingCommas({ trailingCommas }: ParsedDefinition): Generator<DefinitionFinding> {
  for (const [index, { offset, length }] of trailingCommas.entries()) {
    const message =
      index === 0
        ? l10n.t(
            "There is a comma after the last item. It's removed when you submit this file from here; the Azure CLI rejects the file.",
          )
        : l10n.t('There is a comma after the last item.');
    const fix = { title: l10n.t('Remove the comma'), offset, length, text: '' };
    yield { ...toSpan('trailing-comma', message, offset), fix };
  }
}

/** Finds the operating system of a pool; undefined if its node agent isn't known. */
function findOs(pool: DefinitionNode | undefined): OperatingSystem | undefined {
  const agent = findString(pool, 'virtualMachineConfiguration', 'nodeAgentSKUId')?.toLowerCase();
  if (agent === undefined) return undefined;
  return agent.includes('windows') ? 'windows' : 'linux';
}
