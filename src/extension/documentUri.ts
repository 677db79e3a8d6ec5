import { type DocumentFilter, Uri } from 'vscode';
import { type DocumentTarget, fromDocumentPath, toDocumentAddress } from '../core/query/documentPath.ts';

/** Scheme of everything of an account that opens in the editor. */
export const documentScheme = 'azurebatch';

/** Files of tasks and nodes: as bytes, as text, and lines from the middle of one. */
export const fileFilter: DocumentFilter = { scheme: documentScheme, pattern: '**/{files,text,part}/**' };

/** Address of a document. Throws for a thing that has no such document: asking for one is a defect. */
export function toDocumentUri(target: DocumentTarget): Uri {
  const address = toDocumentAddress(target);
  if (address === undefined) throw new Error(`a ${target.resource.kind} doesn't have a document ${target.document}`);
  return Uri.from({ scheme: documentScheme, authority: target.resource.accountId, ...address });
}

/** The document that `uri` names; undefined when it is none of ours. */
export function fromDocumentUri(uri: Uri): DocumentTarget | undefined {
  return uri.scheme === documentScheme ? fromDocumentPath(uri.authority, uri.path, uri.query) : undefined;
}
