import * as l10n from '@vscode/l10n';
import { toDocumentUri } from '../../documentUri.ts';
import { openAtEnd, openSeveral } from '../../openDocument.ts';
import type { Command } from '../command.ts';
import { resolve } from '../resolve.ts';

/**
 * What opens a log of tasks, at its end.
 * @param path of the log, relative to a task's folder (Batch documentation: "Files and directories").
 */
export function openLog(path: string): Command {
  return async (services, args) => {
    const tasks = await resolve(services, 'task', args, {
      tasks: {
        groups: ['failed', 'running', 'succeeded', 'preparing'],
        nothing: l10n.t('No task of this job has started yet, so there are no logs.'),
      },
    });
    const logs = tasks.map((task) => ({ ...task, kind: 'taskFile', path }) as const);
    await openSeveral(
      logs.map((resource) => toDocumentUri({ resource, document: 'text' })),
      openAtEnd,
    );
  };
}
