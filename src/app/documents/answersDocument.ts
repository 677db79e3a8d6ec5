import * as l10n from '@vscode/l10n';
import { Links } from '../../core/page/links.ts';
import type { OwnPage } from '../../core/page/makePage.ts';
import type { AnswersTarget } from '../../core/places/documentPath.ts';
import type { App } from '../app.ts';
import type { DrawnDocument } from '../explain/explained.ts';
import { drawDocument } from './drawnDocument.ts';

type MakePage = (links: Links) => OwnPage;

/** Number of commands whose output is remembered. Each output may take megabytes. */
const mostKnown = 5;
/** The output of nodes in this window, by a unique name per command, latest last. */
const known = new Map<string, MakePage>();

/**
 * Opens a document with the output of a command on nodes of an account. The output is remembered until several newer
 * outputs replace it.
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

/** Renders the output of a command on nodes. */
export function drawAnswers(target: AnswersTarget): DrawnDocument {
  const links = new Links();
  const make = known.get(target.answersId);
  if (make !== undefined) return drawDocument(target, make(links), links);
  const notice = l10n.t('The responses are no longer available. Run the command again to see them.');
  return drawDocument(target, { title: l10n.t('Responses from nodes'), notice }, links);
}
