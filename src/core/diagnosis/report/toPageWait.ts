import type { PageReason, PageWait, Step } from '../../page/page.ts';
import type { Reason, Wait } from '../explanation/explanation.ts';
import type { Links } from './links.ts';
import type { PageContext } from './pageContext.ts';
import { describeEnd } from './reportParts.ts';
import { toPart } from './toPart.ts';
import { toPlain, toSpans } from './toSpans.ts';

/** What keeps something from going on, as a part of its page; `findStep` gives a step as it is drawn, by its text. */
export function toPageWait(
  wait: Wait,
  findStep: (text: string) => Step | undefined,
  context: PageContext,
  links: Links,
): PageWait | undefined {
  const { lead, isCause, reasons, checked } = wait;
  if (reasons.length + checked.length === 0) return undefined;
  const isAlone = isCause && reasons.length === 1;
  const toReason = ({ id, title, why, evidence, fixes, ...end }: Reason): PageReason => {
    const { rows, quotes } = toPart({ id, title, items: evidence }, context, links);
    return {
      id,
      ...(isAlone ? {} : { title: toPlain(title) }),
      why: toSpans(why),
      rows,
      quotes,
      end: toPlain(describeEnd(end)),
      steps: fixes.map(({ text }) => findStep(text)).filter((step) => step !== undefined),
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
