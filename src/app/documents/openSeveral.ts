import * as l10n from '@vscode/l10n';
import type { DocumentTarget } from '../../core/places/documentPath.ts';
import { formatNumber } from '../../core/words/numbers.ts';
import type { DocumentPlace, WithUi } from '../ui.ts';

const maxDocuments = 5;

/**
 * Opens documents one after another, up to a maximum.
 * @param toNote returns a note that there are more documents, and where to find them
 */
export async function openSeveral(
  { ui }: WithUi,
  targets: readonly DocumentTarget[],
  at: DocumentPlace,
  toNote: (opened: number, total: number) => string = toFirstOpened,
): Promise<void> {
  for (const target of targets.slice(0, maxDocuments)) await ui.open(target, at);
  if (targets.length > maxDocuments) ui.notify('information', toNote(maxDocuments, targets.length));
}

function toFirstOpened(opened: number, total: number): string {
  return l10n.t('The first {opened} of {total} documents are open.', {
    opened: formatNumber(opened),
    total: formatNumber(total),
  });
}
