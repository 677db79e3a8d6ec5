import * as l10n from '@vscode/l10n';
import { Links } from '../../core/page/links.ts';
import type { OwnPage } from '../../core/page/makePage.ts';
import type { AnswersTarget } from '../../core/query/documentPath.ts';
import type { App } from '../app.ts';
import type { DrawnDocument } from '../explain/explained.ts';
import { drawDocument } from './drawnDocument.ts';

/** Makes a page of what nodes answered. */
type MakePage = (links: Links) => OwnPage;

/** What so many commands brought can be looked at again: it may be megabytes. */
const mostKnown = 5;
/** What nodes answered in this window, by a name of its own for each command, the last one last. */
const known = new Map<string, MakePage>();

/** Shows what nodes of an account answered to a command, in a document that is remembered as long as few others follow. */
export async function showAnswers(
  { ui, clock }: Pick<App, 'ui' | 'clock'>,
  accountId: string,
  make: MakePage,
): Promise<void> {
  const answersId = String(clock.now());
  known.set(answersId, make);
  for (const oldest of known.keys()) {
    if (known.size <= mostKnown) break;
    known.delete(oldest);
  }
  await ui.open({ resource: { kind: 'account', accountId }, document: 'answers', answersId });
}

/** What nodes answered to a command, as a document. */
export function drawAnswers(target: AnswersTarget): DrawnDocument {
  const links = new Links();
  const make = known.get(target.answersId);
  if (make !== undefined) return drawDocument(target, make(links), links);
  const notice = l10n.t('The responses are no longer available. Run the command again to see them.');
  return drawDocument(target, { title: l10n.t('Responses from nodes'), notice }, links);
}
