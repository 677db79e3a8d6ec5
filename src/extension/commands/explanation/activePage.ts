import * as l10n from '@vscode/l10n';
import { Uri } from 'vscode';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import type { DocumentTarget } from '../../../core/places/documentPath.ts';
import { fromDocumentUri } from '../../editors/documentUri.ts';
import { findActiveDocument } from '../../editors/shownDocuments.ts';

const pages: ReadonlySet<DocumentTarget['document']> = new Set([
  'explanation',
  'cause',
  'attempt',
  'access',
  'answers',
  'attempts',
  'bulkReport',
  'comparison',
]);

/** Returns the page that a command was called on, or the active one. Throws `InvalidInput` if there is none. */
export function findPage([given]: readonly unknown[]): Uri {
  const uri = given instanceof Uri ? given : findActiveDocument();
  const target = uri === undefined ? undefined : fromDocumentUri(uri);
  if (uri !== undefined && target !== undefined && pages.has(target.document)) return uri;
  throw toInvalidInput(l10n.t('Open a page first.'));
}
