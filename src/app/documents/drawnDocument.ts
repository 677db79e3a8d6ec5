import type { Links } from '../../core/page/links.ts';
import { makePage, type OwnPage } from '../../core/page/makePage.ts';
import { renderPage } from '../../core/page/renderPage.ts';
import { toDrawn } from '../../core/page/toDrawn.ts';
import type { DocumentTarget } from '../../core/places/documentPath.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import type { DrawnDocument, Look } from '../explain/explained.ts';
import { listPageLooks } from '../explain/explanationLooks.ts';
import { maxTabLength } from '../explain/tabName.ts';

/** Creates a document from a page: the page with the actions that all pages offer, and its text. */
export function drawDocument(
  target: DocumentTarget,
  own: OwnPage,
  links: Links,
  looks: readonly Look[] = [],
): DrawnDocument {
  const pageLooks = [...looks, ...listPageLooks(target)];
  const buttons = pageLooks.map(({ title }, index) => links.toButton(title, { kind: 'look', index, title }));
  const page = makePage({ ...own, looks: [...(own.looks ?? []), ...buttons] });
  const name = toShortVisible(page.title, maxTabLength);
  return { name, looks, pageLooks, drawn: { page: toDrawn(page), links: links.targets }, ...renderPage(page) };
}
