import * as l10n from '@vscode/l10n';
import { describeFound, describeLooked, describeVerdictBriefly, type JudgedSuccess } from '../../model/taskVerdict.ts';
import { withLabel } from '../../text/label.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Fix, Section } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';

/** Lists the tasks that only seem to have succeeded, each with the contrary evidence; undefined if none are known. */
export function toSuccessSection(judged: JudgedSuccess | undefined): Section | undefined {
  if (judged === undefined || judged.found.length === 0) return undefined;
  return {
    id: 'succeeded',
    title: l10n.t('Tasks that only seem to have succeeded'),
    items: judged.found.map(({ resource, verdict }) => ({
      text: withLabel(resource.taskId, describeVerdictBriefly(verdict) ?? ''),
      leadsTo: { resource, document: 'explanation' },
    })),
  };
}

/** Returns the step that reruns a task whose log contradicts its success; the page of the task has the same step. */
export function runAgain(task: string): Fix {
  return {
    text: l10n.t(
      'If the results of {task} are wrong, fix the cause and submit it again: Batch reruns only failed tasks.',
      { task },
    ),
    remedies: ['task.resubmit'],
  };
}

/** Lists the steps that come first if a failed task may lack results of tasks that only seem to have succeeded. */
export function submitFirst({ found }: Pick<JudgedSuccess, 'found'> = { found: [] }): readonly Fix[] {
  return found
    .filter(({ verdict }) => verdict.kind === 'suspicious')
    .map(({ resource }) => {
      const { text } = runAgain(resource.taskId);
      return { text, place: { title: resource.taskId, step: text, leadsTo: { resource, document: 'explanation' } } };
    });
}

/** Drafts an explanation for tasks that Batch counts as succeeded although some may have failed. */
export function draftSeemingSuccess(
  title: string,
  judged: JudgedSuccess,
  succeeded: number,
  ...facts: readonly string[]
): Omit<Draft, 'sections'> {
  return {
    category: 'other',
    title,
    cause: joinSentences([...facts, ...describeFound(judged.found), describeLooked(judged, succeeded)]),
    fixes: [{ text: l10n.t('For each task, check why before you use its results.') }],
    confidence: 'likely',
    identity: 'seeming success',
  };
}
