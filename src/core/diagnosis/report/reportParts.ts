import * as l10n from '@vscode/l10n';
import { isPortalPage } from '../../query/portalPage.ts';
import type { CodePlace } from '../catalogue/entry.ts';
import { describeCategory, type FailureCategory } from '../explanation/category.ts';
import { toEvidenceKey } from '../explanation/draft.ts';
import type { Confidence, Explanation, Reason } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { describeCodePlace, findHelpPage, nameHelpPage } from './reportClass.ts';
import type { ReportContext } from './reportFacts.ts';

/* What the text and the page of an explanation have in common. */

/** Where a code is looked up first, by what is explained. */
export function preferPlaces({ task, node, pool, job }: ReportContext): readonly CodePlace[] {
  if (task !== undefined) return ['taskScheduling', 'taskFailure', 'fileUpload', 'jobPreparation'];
  if (node !== undefined) return ['node', 'taskScheduling', 'taskFailure'];
  if (pool !== undefined) return ['poolAllocation', 'poolAutoscale'];
  return job === undefined ? [] : ['jobScheduling', 'taskScheduling', 'taskFailure'];
}

/** Evidence that quotes what a user wrote in a program's language. */
export const codeSources = /(?:^|\.)(?:commandLine|autoScaleFormula|imageName)$/;

/** What ended from outside is no error of the application, although the service reports it at the same place. */
export function describeKind(category: FailureCategory, place: CodePlace | undefined): string | undefined {
  const isOutside = place === 'taskFailure' && (category === 'timeout' || category === 'interrupted');
  if (place !== undefined && !isOutside) return describeCodePlace(place);
  // That something is in a state is nothing that one could call a kind of failure.
  if (category === 'other' || category === 'conflict') return undefined;
  const name = describeCategory(category);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A line of a log: the file, and which line of it. */
export const logSource = /^(std(?:err|out)\.txt)(?::|, line )(\d{1,12})$/;

/** `resourceFiles[0].httpUrl`, as people write paths; empty for the root. */
export function describePath(property: readonly (string | number)[]): string {
  return property
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

/** How sure an explanation is, as a sentence. */
export function describeConfidence(confidence: Confidence): string {
  switch (confidence) {
    case 'certain':
      return l10n.t('Confidence: certain.');
    case 'likely':
      return l10n.t('Confidence: likely.');
    case 'guess':
      return l10n.t('Confidence: a guess, because the evidence does not decide.');
  }
}

/** What of the evidence and the steps is shown with none of the reasons of a wait. */
export function listUntold({
  evidence,
  fixes,
  wait,
}: Pick<Explanation, 'evidence' | 'fixes' | 'wait'>): Pick<Explanation, 'evidence' | 'fixes'> {
  const reasons = wait?.reasons ?? [];
  const shown = new Set(reasons.flatMap((reason) => reason.evidence.map(toEvidenceKey)));
  const steps = new Set(reasons.flatMap((reason) => reason.fixes.map(({ text }) => text)));
  return {
    evidence: evidence.filter((piece) => !shown.has(toEvidenceKey(piece))),
    fixes: fixes.filter(({ text }) => !steps.has(text)),
  };
}

/** Who ends what keeps something waiting, and about when, as sentences. */
export function describeEnd({ endsBy, when }: Pick<Reason, 'endsBy' | 'when'>): string {
  switch (endsBy) {
    case 'user':
      return joinSentences([l10n.t('You do: Batch does not end it by itself.'), when]);
    case 'nobody':
      return l10n.t('Nothing does.');
    case 'batch':
      return joinSentences([l10n.t('Batch does, by itself.'), when ?? l10n.t('About when is not known.')]);
    case 'either':
      return joinSentences([
        l10n.t('Batch does in time, or you do sooner.'),
        when ?? l10n.t('About when is not known.'),
      ]);
  }
}

/** Pages of the documentation on a failure of this place, and on what to do about it; where nothing failed, on that alone. */
export function listHelpPages(
  { fixes, category }: Pick<Explanation, 'fixes' | 'category'>,
  place: CodePlace | undefined,
): readonly { readonly title: string; readonly address: string }[] {
  const isFailure = place !== undefined || (category !== 'other' && category !== 'conflict');
  const pages = new Set([
    ...(isFailure ? [findHelpPage(place)] : []),
    ...fixes.flatMap(({ help }) => (help === undefined ? [] : [help])),
  ]);
  return [...pages].filter(isTrustedPage).map((address) => ({ title: nameHelpPage(address), address }));
}

/** Links lead to Microsoft's documentation and to the portal only, whatever an explanation says. */
function isTrustedPage(page: string): boolean {
  return isPortalPage(page) || /^https:\/\/learn\.microsoft\.com\/[\w/.-]*$/.test(page);
}
