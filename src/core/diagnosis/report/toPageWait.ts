import * as l10n from '@vscode/l10n';
import { type Links, toPlain, toSpans } from '../../page/links.ts';
import type { PageReason, PageWait, Step } from '../../page/page.ts';
import { toEvidenceKey } from '../explanation/draft.ts';
import type { Explanation, Fix, Reason, Wait } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import type { PageContext } from './pageContext.ts';
import { toPart } from './toPart.ts';

/** Returns the part of a page with the reasons for a wait; `toSteps` converts instructions to the steps of a page. */
export function toPageWait(
  wait: Wait,
  toSteps: (fixes: readonly Fix[]) => readonly Step[],
  context: PageContext,
  links: Links,
): PageWait | undefined {
  const { lead, isCause, reasons, checked } = wait;
  if (reasons.length + checked.length === 0) return undefined;
  const isAlone = isCause && reasons.length === 1;
  const toReason = ({ id, title, why, evidence, fixes, ...end }: Reason): PageReason => {
    const { rows, quotes, followed } = toPart({ id, title, items: evidence }, context, links);
    return {
      id,
      ...(isAlone ? {} : { title: toPlain(title) }),
      why: toSpans(why),
      rows,
      quotes,
      ...(followed === undefined ? {} : { followed }),
      end: toPlain(describeReasonEnd(end)),
      steps: toSteps(fixes),
    };
  };
  return {
    title: toPlain(wait.title),
    isCause,
    ...(reasons.length === 0 ? {} : { lead: toPlain(lead) }),
    reasons: reasons.map(toReason),
    checked: checked.map(toPlain),
  };
}

/** Describes who or what ends a wait, and roughly when, as sentences. */
function describeReasonEnd({ endsBy, when }: Pick<Reason, 'endsBy' | 'when'>): string {
  switch (endsBy) {
    case 'user':
      return joinSentences([l10n.t("You do: Batch doesn't end it automatically."), when]);
    case 'nobody':
      return l10n.t('Nothing does.');
    case 'batch':
      return joinSentences([l10n.t('Batch does, automatically.'), when ?? l10n.t('The approximate time is unknown.')]);
    case 'either':
      return joinSentences([
        l10n.t('It may end on its own, or you can end it sooner.'),
        when ?? l10n.t('The approximate time is unknown.'),
      ]);
  }
}

/** Lists the evidence and steps that belong to none of the reasons for a wait. */
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
