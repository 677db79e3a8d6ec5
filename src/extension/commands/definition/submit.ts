import * as vscode from 'vscode';
import type { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import { isObject } from '../../../core/model/shape.ts';
import type { Task } from '../../../core/model/task.ts';
import { asCount } from '../../../core/query/numbers.ts';
import { isSame } from '../../../core/remedy/definitionEdits.ts';
import { keepDependencies, type Resubmitted } from '../../../core/remedy/keepDependencies.ts';
import { toDefinition } from '../../../core/remedy/resubmit.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { type Submission, submitVerb } from '../../bulk/verbs/submit.ts';
import { askModal } from '../../question.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { toFirst } from '../judge.ts';
import { openDefinition } from './activeDefinition.ts';
import { checkDefinition, toInvalid } from './checkDefinition.ts';
import { editAll, type LeftOut } from './editAll.ts';
import { followSubmitted } from './followSubmitted.ts';
import { pickTarget, type Target } from './pickTarget.ts';
import { revealDefinition } from './revealDefinition.ts';
import { showChanges } from './showChanges.ts';

export const contribution: Contribution = {
  title: 'Submit Task Definition to Batch…',
  effect: 'changes',
  palette: 'withAccount',
};

/**
 * Submits the task that a document defines, and with it all tasks of which it was opened, each with what was edited here:
 * after the definitions' rules, a choice of the job, the changes beside what was there, and one question.
 */
export const run: Command = async (services, args) => {
  const document = await openDefinition(args);
  const shown = await checkDefinition(document, {
    kind: 'task',
    isWanted: isTask,
    complain: () => vscode.l10n.t('This is not the definition of a task: it needs an id and a commandLine.'),
  });
  const draft = services.drafts.findOf(document.uri, 'task');
  const definition = await revealDefinition(document, shown, draft);
  const { edited, leftOut } = draft === undefined ? asItIs(definition) : await editAll(services, draft, definition);
  const target = await pickTarget(services, draft?.resource);
  const { resource, isOwnJob } = target;
  const kept = edited.map((one) => ({ one, result: keepDependencies(one, edited, isOwnJob) }));
  const refused = [
    ...leftOut,
    ...kept.flatMap(({ one, result }) =>
      result.reason === undefined ? [] : [{ taskId: one.original.id, reason: result.reason }],
    ),
  ];
  const definitions = kept.flatMap(({ result }) => (result.definition === undefined ? [] : [result.definition]));
  if (definitions.length === 0) throw toRefusal(refused);
  if (draft !== undefined) await showChanges(services, document.uri);
  const judgedAtMs = Date.now();
  const isAsItWas = draft !== undefined && isSame({ ...toDefinition(draft.original), id: definition.id }, definition);
  const notes = isAsItWas ? [...target.notes, describeUnchanged()] : target.notes;
  if (!(await ask({ ...target, notes }, definitions, refused))) throw new Cancelled();
  const known = new Map<string, Submission>();
  const items = definitions.map((each) => {
    const task: TaskResource = { ...resource, kind: 'task', taskId: each.id };
    known.set(toKey(task), { definition: each, newJob: target.newJob });
    return { resource: task };
  });
  const outcomes = await runBulk(services, { verb: submitVerb, choices: {}, items, known, judgedAtMs });
  const submitted = items.flatMap((item, index) => (outcomes[index]?.outcome === 'done' ? [item.resource] : []));
  followSubmitted(services, submitted, draft);
};

function isTask(value: unknown): value is Task {
  return isObject(value) && typeof value['id'] === 'string' && typeof value['commandLine'] === 'string';
}

/** A definition that was opened from no task. */
function asItIs(definition: Task): { readonly edited: readonly Resubmitted[]; readonly leftOut: readonly LeftOut[] } {
  return { edited: [{ original: definition, definition }], leftOut: [] };
}

function describeUnchanged(): string {
  return vscode.l10n.t('Nothing but the ID was changed, so the same failure may come again.');
}

function toRefusal(refused: readonly LeftOut[]): BatchError {
  return toInvalid([vscode.l10n.t('Nothing was submitted.'), ...toFirst(refused.map(toLine))].join('\n'));
}

async function ask(target: Target, definitions: readonly Task[], refused: readonly LeftOut[]): Promise<boolean> {
  const { resource, newJob, notes } = target;
  const count = definitions.length;
  const job = toVisible(resource.jobId);
  const parts = { ...asCount(count), job };
  const message =
    newJob === undefined
      ? plural(count, {
          '=1': vscode.l10n.t('Submit the task to job {job}?', { job }),
          one: vscode.l10n.t('Submit {count} task to job {job}?', parts),
          other: vscode.l10n.t('Submit {count} tasks to job {job}?', parts),
        })
      : plural(count, {
          '=1': vscode.l10n.t('Create job {job} and submit the task to it?', { job }),
          one: vscode.l10n.t('Create job {job} and submit {count} task to it?', parts),
          other: vscode.l10n.t('Create job {job} and submit {count} tasks to it?', parts),
        });
  const left = refused.length === 0 ? [] : [vscode.l10n.t('Not submitted:'), ...toFirst(refused.map(toLine))];
  return askModal({
    canBeUndone: true,
    message,
    detail: [...toFirst(definitions.map(({ id }) => toVisible(id))), ...notes, ...left].join('\n'),
    confirm: submitVerb.texts.confirm(),
  });
}

function toLine({ taskId, reason }: LeftOut): string {
  return vscode.l10n.t('{name}: {reason}', { name: toVisible(taskId), reason });
}
