import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import { Links } from '../../core/page/links.ts';
import type { DocumentTarget } from '../../core/query/documentPath.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { DrawnDocument } from '../explain/explained.ts';
import { drawDocument } from './drawnDocument.ts';

/**
 * The page or the text of a document whose account can't be opened, as without its key: VS Code shows it again once the
 * account can be, which it doesn't of a document that could not be read. Throws `error` again where that is something
 * else.
 */
export function writeUnopened(
  accounts: Pick<Accounts, 'findStore'>,
  target: DocumentTarget,
  error: unknown,
): DrawnDocument | string {
  if (!BatchError.is(error) || accounts.findStore(target.resource.accountId) !== undefined) throw error;
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
