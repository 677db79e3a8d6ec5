import * as l10n from '@vscode/l10n';
import { withDistinction } from '../../changes/foreseeChange.ts';
import { isOffered } from '../../changes/offers.ts';
import { setValues } from '../../definitions/definitionEdits.ts';
import { logNames } from '../../model/logEnd.ts';
import { hasRun, type Task } from '../../model/task.ts';
import { formatNumber } from '../../words/numbers.ts';
import { toOptionName } from '../causes/commandOptions.ts';
import type { Contrast } from '../causes/contrasts.ts';
import { nameValue } from '../causes/describeContrast.ts';
import { type Differences, findDifferences, findDistinction } from '../causes/differences.ts';
import { findBadNode } from '../causes/findSuspects.ts';
import { type FailureCategory, isOfFullDisk } from '../explanation/category.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence, Fix, ProposedEdit } from '../explanation/explanation.ts';
import { canRetry } from '../process/nextStep.ts';
import { replaceOption, replaceVariable, withEdit } from '../process/proposedEdits.ts';
import type { TaskContext } from '../process/taskContext.ts';

/** Adds to a draft how the task differs from others. If a node is bad, the first step is to take it offline. */
export function withSuspects(context: TaskContext, draft: Draft): Draft {
  const { task, siblings, nodes, node } = context;
  const differences = findDifferences(task, siblings, nodes, node);
  const { suspects, contrasts, sentences } = differences;
  const badNode = findBadNode(suspects);
  const extended = {
    ...withDistinction(draft, findDistinction(contrasts)),
    evidence: [...(draft.evidence ?? []), ...sentences.map(toEvidence), describeCompared(context, differences)],
    fixes: [...adviseContrasts(context, draft, contrasts), ...(draft.fixes ?? [])],
  };
  const canLeave = node === undefined ? !isGone(context) : isOffered('node.disableScheduling', context);
  if (!canLeave || draft.change === 'definition') return extended;
  if (badNode === undefined || !canRetry(context))
    return ofNoNode.has(draft.category) || (draft.confidence === 'certain' && !ofNodes.has(draft.category))
      ? extended
      : withDoubt(extended, findDoubtedNode(differences));
  const offline = {
    text: l10n.t('Take node {0} offline and retry the task, so that it runs on another node.', badNode),
    ofSeveral: l10n.t('Take node {0} offline and retry the tasks, so that they run on other nodes.', badNode),
  };
  return {
    ...extended,
    fixes: [{ ...offline, remedies: ['node.disableScheduling', 'task.retry'] }, ...extended.fixes],
  };
}

/** Checks whether the task's files are gone with its node, on which nothing can be done. */
function isGone({ unread = {} }: TaskContext): boolean {
  return logNames.some((name) => unread[name]?.kind === 'gone');
}

/** Categories of failures that a single node may cause, even if the category is certain. */
const ofNodes: ReadonlySet<FailureCategory> = new Set([
  'missing-program',
  'missing-module',
  'disk-full',
  'gpu',
  'network',
  'network-dns',
  'node',
]);

/** Categories of answers that a service gives whichever node asks. */
const ofNoNode: ReadonlySet<FailureCategory> = new Set(['sas-expired', 'quota', 'license', 'conflict']);

/** Finds a node whose tasks all failed, even if too few ran there, or too many other traits match, to be certain. */
function findDoubtedNode({ suspects, contrasts }: Differences): string | undefined {
  const named = [
    ...suspects.map(({ trait, value, failed, total }) => ({ trait, value, failed, total, isThin: false })),
    ...contrasts.map(({ trait, own, like, isThin }) => ({ trait, value: own, ...like, isThin })),
  ];
  return named.find(({ trait, failed, total, isThin }) => trait === 'node' && !isThin && failed === total)?.value;
}

/**
 * Adds a step about a node on which every task failed. A disk that is full only there comes first: the tasks that filled
 * it need not be those that failed, and only reimaging frees it.
 */
function withDoubt(draft: Draft, node: string | undefined): Draft {
  if (node === undefined) return draft;
  // A quota is that of a file share, which all nodes use, and shared memory that of a container.
  if (isOfFullDisk(draft.category) && !/\bquota\b|EDQUOT|\/dev\/shm|shared memory/i.test(draft.cause)) {
    const clear: Fix = {
      text: l10n.t(
        'Of the tasks that were compared, some succeeded on other nodes, but none on node {0}, whose disk is full: take the node offline; then reimage it, which deletes the files of its tasks.',
        node,
      ),
      remedies: ['node.disableScheduling', 'node.reimage'],
    };
    return { ...draft, fixes: [clear, ...(draft.fixes ?? [])] };
  }
  const doubt: Fix = {
    text: l10n.t(
      'Of the tasks that were compared, some succeeded on other nodes, but none on node {0}: take the node offline; then reboot or replace it.',
      node,
    ),
    remedies: ['node.disableScheduling', 'node.reboot'],
  };
  return { ...draft, fixes: [...(draft.fixes ?? []), doubt] };
}

function toEvidence(text: string): Evidence {
  return { text, source: 'siblings' };
}

/** Describes that only some tasks of a large job were compared. */
function describeCompared({ counts }: TaskContext, { sentences, compared }: Differences): Evidence | undefined {
  if (counts === undefined || sentences.length === 0 || counts.completed <= compared) return undefined;
  return toEvidence(
    l10n.t('These numbers cover the {compared} tasks that were compared, out of {all} that ended.', {
      compared: formatNumber(compared),
      all: formatNumber(counts.completed),
    }),
  );
}

/** Checks whether memory ran out. A GPU may also fail for many other reasons. */
function isOutOfMemory({ stdout = '', stderr = '' }: TaskContext, { category }: Draft): boolean {
  if (category === 'out-of-memory') return true;
  return category === 'gpu' && [stderr, stdout].some((log) => /out.?of.?memory/i.test(log));
}

/** Advises on contrasts, each change based on the previous ones, because several may change one command line. */
function adviseContrasts(context: TaskContext, draft: Draft, contrasts: readonly Contrast[]): readonly Fix[] {
  let { task } = context;
  const fixes: Fix[] = [];
  for (const contrast of contrasts) {
    const [fix] = isOutOfMemory(context, draft) ? adviseLess(task, contrast) : adviseOther(task, draft, contrast);
    if (fix === undefined) continue;
    fixes.push(fix);
    if (fix.edit !== undefined) task = setValues(task, [fix.edit]);
  }
  return fixes;
}

/** Advises a smaller number, such as the batch size, with which a program needs less memory. */
function adviseLess(task: Task, { trait, own = '', other = '' }: Contrast): readonly Fix[] {
  const option = toOptionName(own);
  const [value, usual] = [readNumber(own), readNumber(other)];
  if (trait !== 'option' || !(usual > 0 && value > usual)) return [];
  const fix: Fix = {
    text: l10n.t('Lower `{option}` from {value} to {usual}, the value with which other tasks in this job succeeded.', {
      option,
      value,
      usual,
    }),
    property: ['commandLine'],
  };
  return [withEdit(fix, proposeOther(task, { trait, own, other }))];
}

function readNumber(option: string): number {
  return Number(option.slice(toOptionName(option).length + 1));
}

/** Categories of failures that may be due to a program's arguments; failures outside the program have other causes. */
const ofPrograms: ReadonlySet<FailureCategory> = new Set([
  'bad-arguments',
  'bad-input',
  'exception-in-user-code',
  'dependency-version',
  'missing-module',
  'crash-signal',
  'other',
]);

/** Advises a value that all successful tasks have, in place of one that none of them has. */
function adviseOther(task: Task, { category, change }: Draft, contrast: Contrast): readonly Fix[] {
  const { trait, own, other, like, isThin } = contrast;
  const isDecisive = hasRun(task) && change === undefined && ofPrograms.has(category);
  if (!isDecisive || own === undefined || other === undefined || isThin || like.failed < like.total) return [];
  const edit = proposeOther(task, { trait, own, other });
  if (edit === undefined) return [];
  const parts = { other: nameValue(trait, other), own: nameValue(trait, own) };
  const text = l10n.t('Use {other} instead of {own}: other tasks in this job succeeded with it.', parts);
  return [withEdit({ text }, edit)];
}

function proposeOther(
  task: Task,
  { trait, own, other }: Readonly<Record<'own' | 'other', string>> & Pick<Contrast, 'trait'>,
): ProposedEdit | undefined {
  const name = trait === 'option' ? toOptionName(own) : (own.split(/[= ]/, 1)[0] ?? own);
  const [from, to] = [own, other].map((value) => value.slice(name.length + 1));
  if (from === undefined || to === undefined || from === '' || to === '') return undefined;
  switch (trait) {
    case 'option':
      return replaceOption(task, { name, from, to });
    case 'environment':
      return replaceVariable(task, { name, to });
    default:
      return undefined;
  }
}
