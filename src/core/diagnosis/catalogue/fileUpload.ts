import * as l10n from '@vscode/l10n';
import type { RemedyId } from '../explanation/explanation.ts';
import { type CodeTable, permanent, transient } from './entry.ts';

const again: readonly RemedyId[] = ['task.openStderr', 'task.retry'];

/** Codes of a task whose program ended and whose output files could not be uploaded. */
export const fileUploadCodes: CodeTable = {
  FileUploadAccessDenied: permanent('auth-storage', again, () => ({
    meaning: l10n.t('Storage refused to let the node write an output file.'),
    causes: [
      l10n.t('The shared access signature has expired or does not allow writing.'),
      l10n.t('The managed identity of the pool has no role that lets it write blobs.'),
      l10n.t('The firewall of the storage account does not let the subnet of the pool in.'),
    ],
    fixes: [
      l10n.t(
        'Make a new signature with write permission that outlives the task, or give the identity the role "Storage Blob Data Contributor".',
      ),
    ],
  })),
  FileUploadContainerNotFound: permanent('missing-file', again, () => ({
    meaning: l10n.t('The container for output files does not exist.'),
    causes: [l10n.t('The container was deleted, or its name is misspelt.')],
    fixes: [l10n.t('Create the container, or correct `containerUrl`.')],
  })),
  FileUploadConflict: permanent('conflict', again, () => ({
    meaning: l10n.t('An output file could not replace the blob that is there.'),
    causes: [l10n.t('The blob is leased, immutable, or of another type.')],
    fixes: [l10n.t('Use another `path`, or remove the blob or its lease.')],
  })),
  FileUploadTimedOut: transient('network', again, () => ({
    meaning: l10n.t('Uploading an output file took longer than allowed.'),
    causes: [l10n.t('The output is large, or storage was slow.')],
    fixes: [l10n.t('Upload less, or compress it first.')],
  })),
  FileUploadMiscError: permanent('network', again, () => ({
    meaning: l10n.t('An output file could not be uploaded.'),
    causes: [l10n.t('Network or storage failed, or the file changed or vanished while it was uploaded.')],
    fixes: [l10n.t('Read fileuploaderr.txt in the folder of the task.')],
  })),
};
