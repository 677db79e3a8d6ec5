import * as l10n from '@vscode/l10n';
import { Links } from '../../core/page/links.ts';
import type { OwnPage } from '../../core/page/makePage.ts';
import type { AnswersTarget } from '../../core/places/documentPath.ts';
import type { App } from '../app.ts';
import type { DrawnDocument } from '../explain/explained.ts';
import { drawDocument } from './drawnDocument.ts';

type MakePage = (links: Links, target: AnswersTarget) => OwnPage | Promise<OwnPage>;

/** Number of answers that are remembered. Each may take megabytes. */
const mostKnown = 5;
/** The answers of this window, by a unique name per question, latest last. */
const known = new Map<string, MakePage>();

/**
 * Opens a document that no item has: the output of a command on nodes of an account, or the explanation of a log
 * without an account. It is remembered until several newer ones replace it.
 */
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

/** Renders an answer that `showAnswers` opened. */
export async function drawAnswers(target: AnswersTarget): Promise<DrawnDocument> {
  const links = new Links();
  const make = known.get(target.answersId);
  if (make !== undefined) return drawDocument(target, await make(links, target), links);
  const notice = l10n.t('This result is no longer available. Run the command again to see it.');
  return drawDocument(target, { title: l10n.t('Result of a command'), notice }, links);
}
