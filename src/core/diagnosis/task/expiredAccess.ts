import * as l10n from '@vscode/l10n';
import { judgeSharedAccess, type StorageOperation } from '../evidence/sas.ts';
import { readStorageAddress } from '../evidence/storageAddress.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Fix } from '../explanation/explanation.ts';
import { listSome } from '../explanation/sentences.ts';
import type { TaskContext } from '../process/taskContext.ts';

/** Adds that signatures have expired, so that a waiting task fails when it starts, or loses its outputs when it ends. */
export function withExpired({ task, now }: TaskContext, draft: Draft): Draft {
  const list = (address: string | undefined, path: string | undefined, operation: StorageOperation): string[] => {
    const { sas, container } = readStorageAddress(address) ?? {};
    return sas !== undefined && judgeSharedAccess(sas, operation, now) === 'expired' ? [path ?? container ?? '?'] : [];
  };
  const { resourceFiles = [], outputFiles = [] } = task;
  const isWaiting = task.state === 'active';
  const inputs = resourceFiles.flatMap(({ filePath, httpUrl, storageContainerUrl }) =>
    list(httpUrl ?? storageContainerUrl, filePath, 'read'),
  );
  const outputs = outputFiles
    .filter(({ uploadOptions }) => uploadOptions?.uploadCondition !== 'taskfailure')
    .flatMap(({ filePattern, destination }) => list(destination.container?.containerUrl, filePattern, 'write'));
  const fixes = draft.fixes ?? [];
  if (isWaiting && inputs.length > 0) return { ...draft, fixes: [submitCopy('resourceFiles', inputs), ...fixes] };
  if (outputs.length === 0) return draft;
  return isWaiting
    ? { ...draft, fixes: [submitCopy('outputFiles', outputs), ...fixes] }
    : { ...draft, fixes: [...fixes, { text: sayLost(outputs), remedies: ['task.downloadFiles'] }] };
}

function submitCopy(property: 'resourceFiles' | 'outputFiles', expired: readonly string[]): Fix {
  const files = { files: listSome(expired) };
  const text =
    property === 'resourceFiles'
      ? l10n.t(
          'The SAS for {files} has expired, so the task fails when it starts: submit a copy with a new one.',
          files,
        )
      : l10n.t(
          "The SAS for {files} has expired, so the task's outputs can't be stored: submit a copy with a new one.",
          files,
        );
  return { text, property: [property], remedies: ['task.resubmit'] };
}

function sayLost(expired: readonly string[]): string {
  return l10n.t(
    "The SAS for {files} has expired, so the task's outputs can't be stored: when it has ended, download them from its node.",
    { files: listSome(expired) },
  );
}
