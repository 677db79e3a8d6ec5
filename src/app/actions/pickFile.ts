import * as l10n from '@vscode/l10n';
import type { NodeFile } from '../../core/model/nodeFile.ts';
import type { TaskFileResource } from '../../core/model/resource.ts';
import { formatBytes } from '../../core/query/numbers.ts';
import type { AccountStore, Scope } from '../../service/store/accountStore.ts';
import type { App } from '../app.ts';
import { toPickText } from '../notificationText.ts';
import type { WithUi } from '../ui.ts';
import { type PickRow, pickOne } from '../ui.ts';
import { resolveOne } from './resolve.ts';

/** Asks for a file of the task in front, or for a task and one of its files, folder by folder. Throws `Cancelled`, and what the service answers. */
export async function pickTaskFile(services: App): Promise<TaskFileResource> {
  const { accountId, jobId, taskId } = await resolveOne(services, 'task', []);
  const store = await services.accounts.getStore(accountId);
  for (let path = ''; ; ) {
    const file = await pickFrom(services, store, { kind: 'taskFiles', jobId, taskId, path });
    if (!file.isDirectory) return { kind: 'taskFile', accountId, jobId, taskId, path: file.name };
    path = file.name;
  }
}

function pickFrom(
  services: WithUi,
  store: AccountStore,
  scope: Extract<Scope, { kind: 'taskFiles' }>,
): Promise<NodeFile> {
  const where = scope.path === '' ? scope.taskId : `${scope.taskId}/${scope.path}`;
  return pickOne(services, {
    title: l10n.t('Files of {0}', toPickText(where)),
    placeholder: l10n.t('Choose a file or folder'),
    nothing: l10n.t('There are no files in {0}.', toPickText(where)),
    sections: [
      {
        async load(more) {
          await (more ? store.loadMore(scope) : store.load(scope));
          const { items, hasMore, error } = store.snapshot.slice(scope);
          if (error !== undefined) throw error;
          return { rows: items.map(toRow), hasMore };
        },
      },
    ],
  });
}

function toRow(file: NodeFile): PickRow<NodeFile> {
  const name = file.name.split('/').at(-1) ?? file.name;
  const size = file.properties?.contentLength;
  if (file.isDirectory) return { value: file, label: `$(folder) ${toPickText(name)}` };
  return { value: file, label: toPickText(name), ...(size === undefined ? {} : { description: formatBytes(size) }) };
}
