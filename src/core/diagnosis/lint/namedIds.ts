import * as l10n from '@vscode/l10n';
import { findIdProblem } from '../../places/ids.ts';
import { doAtOnce } from '../../work.ts';
import { findDefinitionNodes } from './definitionNodes.ts';
import { type DefinitionNode, find, listItems } from './definitionTree.ts';
import { makeKindFinder } from './detectKind.ts';
import type { DefinitionKind } from './finding.ts';
import { parseDefinition } from './parseDefinition.ts';
import { isPlaceholder } from './placeholders.ts';

/** An ID in a text of definitions: the ID of a definition, or a reference to a definition. */
export interface NamedId {
  readonly kind: 'pool' | 'job' | 'task' | 'application';
  readonly id: string;
  /** Offset without the quotation marks, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
  readonly isOwn: boolean;
}

/** An ID with its group; equal IDs of a kind in a group refer to the same item. The tasks of each job form a group. */
interface Grouped extends NamedId {
  readonly group: number;
}

interface Names {
  readonly all: readonly Grouped[];
  readonly ranges: readonly { readonly group: number; readonly start: number; readonly end: number }[];
}

/** The places at which to change an ID, or the reason why it can't be changed, as a sentence. */
export type IdChange = { readonly places: readonly NamedId[] } | { readonly refusal: string };

/**
 * Finds the ID at an offset of a text; undefined without one. `kind` is the kind of the text's definition, if known.
 */
export function findNamedId(text: string, offset: number, kind?: DefinitionKind): NamedId | undefined {
  return findAt(listNames(text, kind), offset);
}

/** Finds the definition of the item whose ID is at an offset; undefined without one. */
export function findOwnId(text: string, offset: number): NamedId | undefined {
  const names = listNames(text);
  const named = findAt(names, offset);
  return named && names.all.find((one) => one.isOwn && isSameGroup(one, named));
}

/** Plans the change of the ID at an offset in all its places; undefined without an ID there. */
export function planIdChange(text: string, offset: number, changed?: string): IdChange | undefined {
  const names = listNames(text);
  const named = findAt(names, offset);
  if (named === undefined) return undefined;
  const places = names.all.filter((one) => isSameGroup(one, named));
  const refusal =
    findObstacle(names, named, places) ?? (changed === undefined ? undefined : findIdTaken(names, named, changed));
  return refusal === undefined ? { places } : { refusal };
}

function findObstacle({ ranges }: Names, { kind, id, group }: Grouped, places: readonly Grouped[]): string | undefined {
  const own = places.filter(({ isOwn }) => isOwn).length;
  if (own === 0)
    return l10n.t("Nothing in this file has the ID {0}. An ID can be renamed only where it's defined.", id);
  if (own > 1) return l10n.t('Several definitions in this file have the ID {0}.', id);
  if (kind === 'task' && ranges.some((range) => range.group === group && isWithin(id, range)))
    return l10n.t('Other tasks depend on {0} through a range ("taskIdRanges"), which can contain only numbers.', id);
  return undefined;
}

function findIdTaken({ all, ranges }: Names, named: Grouped, changed: string): string | undefined {
  const problem = findIdProblem(changed);
  if (problem !== undefined) return problem;
  const isTaken = all.some(
    (one) => one.isOwn && isSameGroup(one, { ...named, id: changed }) && !isSameGroup(one, named),
  );
  if (isTaken)
    return l10n.t(
      'Another definition here has the ID {0}; IDs that differ only in case are considered the same.',
      changed,
    );
  const isRanged = ranges.some((range) => range.group === named.group && isWithin(changed, range));
  return named.kind === 'task' && isRanged
    ? l10n.t('Other tasks would depend on {0} through a range ("taskIdRanges").', changed)
    : undefined;
}

/** Checks whether an ID is in a range; the service names the tasks of a range by plain numbers. */
function isWithin(id: string, { start, end }: { readonly start: number; readonly end: number }): boolean {
  return /^\d{1,10}$/.test(id) && String(Number(id)) === id && Number(id) >= start && Number(id) <= end;
}

/** Checks whether two IDs refer to the same item; IDs that differ only in case are the same to Batch. */
function isSameGroup(one: Grouped, other: Grouped): boolean {
  return one.kind === other.kind && one.group === other.group && one.id.toLowerCase() === other.id.toLowerCase();
}

function findAt({ all }: Names, offset: number): Grouped | undefined {
  return all.find((one) => offset >= one.offset && offset <= one.offset + one.length);
}

/** Lists the IDs in a text, in text order within each definition. Never throws, however deeply the text is nested. */
function listNames(text: string, given?: DefinitionKind): Names {
  const root = doAtOnce(parseDefinition(text))?.root;
  if (root === undefined) return { all: [], ranges: [] };
  const { nodes, kind: named } = findDefinitionNodes(root);
  const findKind = makeKindFinder();
  const reader = new NameReader(text);
  for (const node of nodes) {
    const kind = given ?? named ?? (node.type === 'object' ? findKind(node) : undefined);
    if (kind !== undefined) reader.read(node, kind);
  }
  return reader;
}

const noJob = -1;

class NameReader implements Names {
  readonly all: Grouped[] = [];
  readonly ranges: { group: number; start: number; end: number }[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  read(node: DefinitionNode, kind: DefinitionKind): void {
    if (kind === 'task') this.#readTask(node, noJob);
    if (kind === 'pool') {
      this.#add('pool', find(node, 'id'), true);
      this.#readApplications(node);
    }
    if (kind === 'jobSchedule') this.#readJob(find(node, 'jobSpecification'));
    if (kind === 'job') {
      this.#add('job', find(node, 'id'), true);
      this.#readJob(node);
    }
  }

  #readJob(job: DefinitionNode | undefined): void {
    if (job === undefined) return;
    this.#add('pool', find(job, 'poolInfo', 'poolId'), false);
    this.#readApplications(find(job, 'poolInfo', 'autoPoolSpecification', 'pool'));
    const own = ['jobManagerTask', 'jobPreparationTask', 'jobReleaseTask'].map((name) => find(job, name));
    const made = ['mergeTask', 'repeatTask'].map((name) => find(job, 'taskFactory', name));
    const listed = listItems(find(job, 'taskFactory', 'tasks'));
    for (const task of [...own, ...made, ...listed]) if (task !== undefined) this.#readTask(task, job.offset);
  }

  #readTask(task: DefinitionNode, group: number): void {
    this.#add('task', find(task, 'id'), true, group);
    this.#readApplications(task);
    for (const id of listItems(find(task, 'dependsOn', 'taskIds'))) this.#add('task', id, false, group);
    for (const range of listItems(find(task, 'dependsOn', 'taskIdRanges'))) {
      const [start, end] = ['start', 'end'].map((name) => find(range, name)?.value);
      if (typeof start === 'number' && typeof end === 'number') this.ranges.push({ group, start, end });
    }
  }

  #readApplications(owner: DefinitionNode | undefined): void {
    for (const reference of listItems(find(owner, 'applicationPackageReferences')))
      this.#add('application', find(reference, 'applicationId'), false);
  }

  #add(kind: NamedId['kind'], node: DefinitionNode | undefined, isOwn: boolean, group = noJob): void {
    if (node?.type !== 'string') return;
    const [offset, length, id] = [node.offset + 1, node.length - 2, String(node.value)];
    // An escaped ID can't be replaced as text.
    const isPlain = this.#text.slice(offset, offset + length) === id;
    if (id !== '' && isPlain && !isPlaceholder(id)) this.all.push({ kind, id, offset, length, isOwn, group });
  }
}
