import * as l10n from '@vscode/l10n';
import type { Task } from '../../model/task.ts';
import { judgeSharedAccess, type StorageOperation } from '../evidence/sas.ts';
import { readStorageAddress } from '../evidence/storageAddress.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Fix } from '../explanation/explanation.ts';
import { listSome } from '../explanation/sentences.ts';
import type { TaskContext } from '../process/taskContext.ts';

interface Expired {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Lists the files of a task for which a signature has expired. */
function listExpired({ resourceFiles = [], outputFiles = [] }: Task, now: number | undefined): Expired {
  const list = (address: string | undefined, path: string | undefined, operation: StorageOperation): string[] => {
    const { sas, container } = readStorageAddress(address) ?? {};
    return sas !== undefined && judgeSharedAccess(sas, operation, now) === 'expired' ? [path ?? container ?? '?'] : [];
  };
  const inputs = resourceFiles.flatMap(({ filePath, httpUrl, storageContainerUrl }) =>
    list(httpUrl ?? storageContainerUrl, filePath, 'read'),
  );
  const outputs = outputFiles
    .filter(({ uploadOptions }) => uploadOptions?.uploadCondition !== 'taskfailure')
    .flatMap(({ filePattern, destination }) => list(destination.container?.containerUrl, filePattern, 'write'));
  return { inputs, outputs };
}

/** Counts the waiting tasks that fail once they run, because a signature has expired. */
export function countExpired(waiting: readonly Task[], now: number): number {
  return waiting
    .map((task) => listExpired(task, now))
    .filter(({ inputs, outputs }) => inputs.length + outputs.length > 0).length;
}

/** Adds that signatures have expired, so that a waiting task fails when it starts, or loses its outputs when it ends. */
export function withExpired({ task, now }: TaskContext, draft: Draft): Draft {
  const { inputs, outputs } = listExpired(task, now);
  const { fixes = [], wait } = draft;
  if (inputs.length === 0 && outputs.length === 0) return draft;
  if (task.state !== 'active')
    return outputs.length === 0
      ? draft
      : { ...draft, fixes: [...fixes, { text: sayLost(outputs), remedies: ['task.downloadFiles'] }] };
  const copy = inputs.length > 0 ? submitCopy('resourceFiles', inputs) : submitCopy('outputFiles', outputs);
  // No end of the wait is of use before that.
  const reasons = wait?.reasons.map((one, index) => (index === 0 ? { ...one, fixes: [copy, ...one.fixes] } : one));
  return { ...draft, ...(wait && reasons && { wait: { ...wait, reasons } }), fixes: [copy, ...fixes] };
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
