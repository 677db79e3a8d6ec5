import * as l10n from '@vscode/l10n';
import { Links } from '../../core/page/links.ts';
import type { Page } from '../../core/page/page.ts';
import type { AnswersTarget } from '../../core/query/documentPath.ts';
import type { DrawnDocument } from '../explain/explained.ts';
import { drawDocument } from './drawnDocument.ts';

/** Makes a page of what nodes answered. */
type MakePage = (links: Links) => Pick<Page, 'title'> & Partial<Page>;

/** What so many commands brought can be looked at again: it may be megabytes. */
const mostKnown = 5;
/** What nodes answered in this window, by a name of its own for each command, the last one last. */
const known = new Map<string, MakePage>();

/** Remembers what nodes answered to a command, for its document. */
export function noteAnswers(answersId: string, make: MakePage): void {
  known.set(answersId, make);
  for (const oldest of known.keys()) {
    if (known.size <= mostKnown) break;
    known.delete(oldest);
  }
}

/** What nodes answered to a command, as a document. */
export function drawAnswers(target: AnswersTarget): DrawnDocument {
  const links = new Links();
  const make = known.get(target.answersId);
  if (make !== undefined) return drawDocument(target, make(links), links);
  const notice = l10n.t('The answers are no longer known. Run the command again to see them.');
  return drawDocument(target, { title: l10n.t('Answers of nodes'), notice }, links);
}
