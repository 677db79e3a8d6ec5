import { type DocumentFilter, Uri } from 'vscode';
import { type DocumentTarget, fromDocumentPath, toDocumentAddress } from '../../core/places/documentPath.ts';

/** Scheme of all documents of accounts. */
export const documentScheme = 'azurebatch';

/** Language ID of autoscale formulas in package.json. */
export const formulaLanguage = 'azure-batch-autoscale';

/** Files of tasks and nodes: as bytes, as text, and as lines from the middle of a file. */
export const fileFilter: DocumentFilter = { scheme: documentScheme, pattern: '**/{files,text,part}/**' };

/** Returns the address of a document. Throws if the item has no such document, which is a programming error. */
export function toDocumentUri(target: DocumentTarget): Uri {
  const address = toDocumentAddress(target);
  if (address === undefined) throw new Error(`a ${target.resource.kind} doesn't have a document ${target.document}`);
  return Uri.from({ scheme: documentScheme, authority: target.resource.accountId, ...address });
}

/** Returns the document that `uri` names; undefined if it isn't one of ours. */
export function fromDocumentUri(uri: Uri): DocumentTarget | undefined {
  return uri.scheme === documentScheme ? fromDocumentPath(uri.authority, uri.path, uri.query) : undefined;
}
