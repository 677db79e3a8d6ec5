import * as l10n from '@vscode/l10n';
import type { JobPreparationAndReleaseStatus } from '../../model/job.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import type { FailureCategory } from '../explanation/category.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Fix, RemedyId } from '../explanation/explanation.ts';
import { toFix } from '../explanation/instruction.ts';
import { listSome, shortenNodeIds } from '../explanation/sentences.ts';
import { correctPreparation } from './nextStep.ts';

/**
 * The item to change before the preparation task can succeed: its definition or the node; `unknown` if that is still
 * open.
 */
type Fault = 'definition' | 'node' | 'unknown';

/** Categories of failures that affect every node. */
const definitionCategories: ReadonlySet<FailureCategory> = new Set([
  'sas-expired',
  'missing-program',
  'missing-module',
  'bad-arguments',
  'exception-in-user-code',
  'dependency-version',
  'encoding-lineendings',
]);
const nodeCategories: ReadonlySet<FailureCategory> = new Set(['disk-full', 'gpu', 'interrupted']);

/**
 * Lists the steps after which tasks can run although the preparation task of their job failed. The preparation task
 * can't be changed in an existing job (Batch documentation: "Job - Update", "Job - Patch"), and a node where it failed
 * accepts no tasks of the job until it is reimaged ("JobPreparationTask"). Nodes that run tasks nevertheless need no
 * such steps, and logs that were read, or that could not be, need no step to read them.
 */
export function planRepair(
  own: Draft | undefined,
  failed: readonly JobPreparationAndReleaseStatus[],
  all: readonly JobPreparationAndReleaseStatus[],
  { wereLogsTried, areBarred }: { readonly wereLogsTried: boolean; readonly areBarred: boolean },
): readonly Fix[] {
  const isContrast = hasContrast(all);
  const fault = judgeFault(own, isContrast);
  const toOwn = areBarred ? markDefinition : ofPreparation;
  const fixes = [...(wereLogsTried ? [] : adviseLogs(failed)), ...(own?.fixes ?? []).map(toOwn)];
  const remedies: readonly RemedyId[] = ['node.reimage', 'node.remove', 'pool.actOnNodes'];
  if (!areBarred) return fixes;
  // All of these machines are gone, or none.
  if (failed[0]?.isGone === true && fault !== 'definition')
    return [
      ...fixes,
      {
        text: l10n.t(
          'Wait for the machines that replace these, on which it runs again: {0}. There is nothing left to repair on them.',
          listNodeNames(failed),
        ),
      },
    ];
  switch (fault) {
    case 'definition':
      return [...fixes.map(inNewJob), correctPreparation()];
    case 'node':
      // If other nodes succeed, the cause is the failing node, or the data that it read at that moment.
      if (isContrast)
        return [
          {
            text: l10n.t(
              'Reimage or replace the nodes where it failed: they are blocked for this job until then, and it succeeded on other nodes.',
            ),
            remedies,
          },
          ...fixes,
        ];
      return [
        ...fixes,
        {
          text: l10n.t(
            'Then reimage or replace these nodes, which are blocked for this job until then: {0}.',
            listNodeNames(failed),
          ),
          remedies,
        },
      ];
    case 'unknown':
      return [
        ...fixes,
        {
          text: l10n.t(
            "If its definition is at fault, it can't be changed in this job: submit the tasks to a new job with a corrected one.",
          ),
          remedies: ['job.clone'],
        },
        {
          text:
            failed.length === 0
              ? l10n.t('If something else is at fault, correct it, then reimage or replace the node.')
              : l10n.t(
                  'If something else is at fault, correct it, then reimage or replace these nodes, which are blocked for this job until then: {0}.',
                  listNodeNames(failed),
                ),
          remedies,
        },
      ];
  }
}

function hasContrast(all: readonly JobPreparationAndReleaseStatus[]): boolean {
  return all.some(({ jobPreparationTaskExecutionInfo: info }) => info?.result === 'success');
}

/** Checks whether the definition of a failed preparation task is at fault, which only a new job can correct. */
export function needsNewJob(own: Draft | undefined, all: readonly JobPreparationAndReleaseStatus[]): boolean {
  return judgeFault(own, hasContrast(all)) === 'definition';
}

/** Says of a correction of the definition that it needs a new job, because it may be shown without the other steps. */
function inNewJob(fix: Fix): Fix {
  if (fix.property === undefined) return fix;
  return {
    ...fix,
    text: l10n.t('Correct the preparation task in a new job: {step}', { step: continueAfterColon(fix.text) }),
  };
}

function judgeFault(own: Draft | undefined, isContrast: boolean): Fault {
  if (own === undefined) return 'unknown';
  // The explanation of the failure shows whether a different definition is needed.
  if (own.change === 'definition' || own.category === 'sas-expired') return 'definition';
  if (nodeCategories.has(own.category)) return 'node';
  if (isContrast) return 'node';
  // A missing file may also be put where the definition expects it.
  if (own.change === 'surroundings') return 'unknown';
  // A change of the definition needs no repair of nodes.
  const isOfDefinition = (own.fixes ?? []).some((fix) => toFix(fix).property !== undefined);
  if (isOfDefinition || definitionCategories.has(own.category)) return 'definition';
  return 'unknown';
}

function markDefinition(fix: Fix): Fix {
  return fix.property === undefined ? fix : inPreparationTask(fix);
}

function inPreparationTask(fix: Fix): Fix {
  return { ...fix, property: ['jobPreparationTask', ...(fix.property ?? [])] };
}

/** Names the preparation task in a step, which may stand among the steps for tasks that miss what it prepares. */
export function ofPreparation(fix: Fix): Fix {
  const text = l10n.t("The job's preparation task: {step}", { step: continueAfterColon(fix.text) });
  return { ...inPreparationTask(fix), text };
}

/** Advises reading the logs if the program ran, because it may have written something. */
function adviseLogs(failed: readonly JobPreparationAndReleaseStatus[]): readonly Fix[] {
  const [first] = failed;
  const info = first?.jobPreparationTaskExecutionInfo;
  if (first !== undefined && info?.exitCode === undefined) return [];
  const folder = info?.taskRootDirectory;
  return [
    {
      text:
        folder === undefined
          ? l10n.t("Read the preparation task's logs on the node, and fix the problem they show.")
          : l10n.t('Read stderr.txt in {0} among the files on node {1}.', folder, listNodeNames(failed.slice(0, 1))),
      isReading: true,
    },
  ];
}

const maxNamed = 3;

/** Lists the names of nodes: `tvm_1, tvm_2 and 3 more`. */
export function listNodeNames(statuses: readonly JobPreparationAndReleaseStatus[]): string {
  const names = statuses.map(({ nodeId }) => shortenNodeIds(nodeId ?? '?'));
  return listSome(names, maxNamed);
}
