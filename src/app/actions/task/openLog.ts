import * as l10n from '@vscode/l10n';
import { openSeveral } from '../../documents/openSeveral.ts';
import { resolve } from '../targets/resolve.ts';
import type { Command } from '../verb/contribution.ts';

/**
 * Creates a command that opens a log of tasks at its end.
 * @param path path of the log relative to a task's folder (Batch documentation: "Files and directories")
 */
export function openLog(path: string): Command {
  return async (services, args) => {
    const tasks = await resolve(services, 'task', args, {
      tasks: {
        groups: ['failed', 'running', 'succeeded', 'preparing'],
        nothing: () => l10n.t('No task in this job has started yet, so there are no logs.'),
      },
    });
    const logs = tasks.map((task) => ({ ...task, kind: 'taskFile', path }) as const);
    await openSeveral(
      services,
      logs.map((resource) => ({ resource, document: 'text' as const })),
      'end',
    );
  };
}
