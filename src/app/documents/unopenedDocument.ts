import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import type { Resource } from '../../core/model/resource.ts';
import { Links } from '../../core/page/links.ts';
import type { DocumentTarget } from '../../core/places/documentPath.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { DrawnDocument } from '../explain/explained.ts';
import { drawDocument } from './drawnDocument.ts';

/** Checks whether an error is the reason that an item's account can't be opened. */
export function isOfUnopened(
  accounts: Pick<Accounts, 'findStore'>,
  { accountId }: Pick<Resource, 'accountId'>,
  error: unknown,
): error is BatchError {
  return BatchError.is(error) && accounts.findStore(accountId) === undefined;
}

/**
 * Renders the page or text of a document whose account can't be opened, for example without its key. VS Code shows such
 * a document again when the account opens, unlike an unreadable document. Rethrows any other `error`.
 */
export function writeUnopened(
  accounts: Pick<Accounts, 'findStore'>,
  target: DocumentTarget,
  error: unknown,
): DrawnDocument | string {
  if (!isOfUnopened(accounts, target.resource, error)) throw error;
  const { message } = error;
  switch (target.document) {
    case 'comparison':
    case 'access':
      return drawDocument(target, { title: l10n.t('The account could not be opened'), notice: message }, new Links());
    case 'masked':
    case 'damaged':
      return `${message}\n`;
    default:
      throw error;
  }
}
