import * as l10n from '@vscode/l10n';
import { toNotice } from '../../core/files/logNotice.ts';
import type { TaskFileResource, TaskResource } from '../../core/model/resource.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { readLog, readLogOrWhy, thoroughBytes } from '../evidence/readLog.ts';
import { toShownText } from '../evidence/readTaskLogs.ts';
import type { DiagnosisWith } from '../ports.ts';
import { bindFile } from './fileDocument.ts';

/**
 * Renders a log of a task for comparison with another task's, without times and IDs that differ between any two runs.
 * Throws errors that do not come from the service.
 */
export async function renderMaskedLog(
  store: AccountStore,
  resource: TaskFileResource,
  other: Pick<TaskResource, 'jobId' | 'taskId'>,
  bundles: DiagnosisWith<'maskAlike'>,
): Promise<string> {
  const read = async (file: TaskFileResource) =>
    readLogOrWhy(readLog(bindFile(store, file), file.path, undefined, thoroughBytes), file.path);
  const [own, beside] = await Promise.all([read(resource), read({ ...resource, ...other })]);
  const [text] = bundles.diagnosis().maskAlike(toShownText(own) ?? '', toShownText(beside) ?? '');
  const notice = l10n.t('Times and IDs are shown as * in lines that also appear in the other log.');
  return [toNotice(own.unread?.why ?? notice), text].join('\n');
}
