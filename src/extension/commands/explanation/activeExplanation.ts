import * as l10n from '@vscode/l10n';
import { Uri } from 'vscode';
import { BatchError } from '../../../core/model/batchError.ts';
import { fromDocumentUri } from '../../documentUri.ts';
import { findActiveDocument } from '../../shownDocuments.ts';

/** The explanation that a command was called on, or that the user is in. Throws `InvalidInput` where there is none. */
export function findExplanation([given]: readonly unknown[]): Uri {
  const uri = given instanceof Uri ? given : findActiveDocument();
  const target = uri === undefined ? undefined : fromDocumentUri(uri);
  if (uri !== undefined && (target?.document === 'explanation' || target?.document === 'cause')) return uri;
  throw new BatchError({ code: 'InvalidInput', message: l10n.t('Open an explanation first.') });
}
