import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import type { NodeFile } from '../../../core/model/nodeFile.ts';
import type { TaskFileResource } from '../../../core/model/resource.ts';
import { formatBytes } from '../../../core/words/numbers.ts';
import type { AccountStore, Scope } from '../../../service/store/accountStore.ts';
import type { App } from '../../app.ts';
import { openSeveral } from '../../documents/openSeveral.ts';
import { toPickText } from '../../messages/notificationText.ts';
import { type PickRow, pickOne, type WithUi } from '../../ui.ts';
import { resolveOne } from '../targets/resolve.ts';
import { refuseLostRows, toResources } from '../targets/targets.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Open File…',
  icon: 'go-to-file',
  effect: 'reads',
  rows: [{ on: ['taskFile', 'nodeFile'], unless: 'folder', at: '1_look@1' }],
};

/** Opens files of tasks and nodes at their end. Asks for a file of a task when called without one. */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const given = toResources(args);
  const chosen = given.length === 0 ? [await pickTaskFile(services)] : given;
  const files = chosen.filter(({ kind }) => kind === 'taskFile' || kind === 'nodeFile');
  if (files.length === 0) throw toInvalidInput(l10n.t('Choose a task or node file in the explorer.'));
  await openSeveral(
    services,
    files.map((resource) => ({ resource, document: 'text' as const })),
    'end',
  );
};

/**
 * Asks for a file of the active document's task, or for a task and one of its files, folder by folder. Throws
 * `Cancelled` and the service's errors.
 */
async function pickTaskFile(services: App): Promise<TaskFileResource> {
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
    title: l10n.t('Files in {0}', toPickText(where)),
    placeholder: l10n.t('Choose a file or folder'),
    nothing: l10n.t('There are no files in {0}.', toPickText(where)),
    sections: [
      {
        async load(more) {
          await (more ? store.loadMore(scope) : store.load(scope));
          const { items, hasMore, error } = store.snapshot.slice(scope);
          if (error !== undefined) throw error;
          return { rows: items.map(toFileRow), hasMore };
        },
      },
    ],
  });
}

function toFileRow(file: NodeFile): PickRow<NodeFile> {
  const name = file.name.split('/').at(-1) ?? file.name;
  const size = file.properties?.contentLength;
  if (file.isDirectory) return { value: file, label: `$(folder) ${toPickText(name)}` };
  return { value: file, label: toPickText(name), ...(size === undefined ? {} : { description: formatBytes(size) }) };
}
