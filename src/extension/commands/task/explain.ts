import { toDocumentUri } from '../../documentUri.ts';
import { openAtStart } from '../../openDocument.ts';
import type { Command } from '../command.ts';
import { resolve } from '../resolve.ts';

/** Opens what happened to a task, why, what shows it, and what can be done. */
export const explainTasks: Command = async (services, args) => {
  for (const resource of await resolve(services, 'task', args)) {
    await openAtStart(toDocumentUri({ resource, document: 'explanation' }));
  }
};
