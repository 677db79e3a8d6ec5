import { doAtOnce } from '../../work.ts';
import { findDefinitionNodes } from './definitionNodes.ts';
import { type DefinitionNode, find, findString } from './definitionTree.ts';
import { makeKindFinder } from './detectKind.ts';
import type { DefinitionKind } from './finding.ts';
import { parseDefinition } from './parseDefinition.ts';

export interface Definition {
  readonly node: DefinitionNode;
  readonly kind: DefinitionKind;
  /** For a job: the tasks that the same text defines. */
  readonly tasks?: readonly DefinitionNode[];
  /** For a task: true if the text defines no job for it. */
  readonly isAlone?: boolean;
}

/** Lists the Batch definitions in a text. */
export function listDefinitions(root: DefinitionNode): readonly Definition[] {
  const { nodes, kind: given, set } = findDefinitionNodes(root);
  const findKind = makeKindFinder();
  return nodes.flatMap((node) => {
    const kind = node.type === 'object' ? (given ?? findKind(node)) : undefined;
    if (kind === undefined) return [];
    return [{ node, kind, tasks: node === set?.job ? set.tasks : [], isAlone: kind === 'task' && set === undefined }];
  });
}

/** The pools and jobs in texts that belong together. */
export interface Beside {
  readonly pools?: readonly DefinitionNode[] | undefined;
  readonly jobs?: readonly DefinitionNode[] | undefined;
}

/** Maximum number of characters of a text with a pool or a job; longer texts are lists of tasks. */
const maxLength = 200_000;

/** Reads the pools and jobs in texts that belong together, for checking each of the texts. */
export function readBeside(texts: readonly string[]): Beside {
  const all = texts.flatMap((text) => {
    const root = text.length > maxLength ? undefined : doAtOnce(parseDefinition(text))?.root;
    return root === undefined ? [] : listDefinitions(root);
  });
  const list = (kind: DefinitionKind) => all.flatMap((one) => (one.kind === kind ? [one.node] : []));
  return { pools: list('pool'), jobs: list('job') };
}

/** Finds the pool that a job names or defines. */
export function findPool(job: DefinitionNode | undefined, { pools = [] }: Beside): DefinitionNode | undefined {
  const own = find(job, 'poolInfo', 'autoPoolSpecification', 'pool');
  const id = findString(job, 'poolInfo', 'poolId')?.toLowerCase();
  const named = pools.filter((pool) => id !== undefined && findString(pool, 'id')?.toLowerCase() === id);
  return own ?? (named.length === 1 ? named[0] : undefined);
}

/** The job and the pool of tasks. */
export interface Surroundings {
  readonly job?: DefinitionNode | undefined;
  readonly pool?: DefinitionNode | undefined;
}

/** Finds the job and the pool of tasks that are defined without a job: the only ones beside them. */
export function findSurroundings(beside: Beside): Surroundings {
  const { pools = [], jobs = [] } = beside;
  const [job] = jobs;
  if (job === undefined) return pools.length === 1 ? { pool: pools[0] } : {};
  return jobs.length === 1 ? { job, pool: findPool(job, beside) } : {};
}
