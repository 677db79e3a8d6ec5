import { l10n } from 'vscode';
import { toDocumentUri } from '../../documentUri.ts';
import { tellInformation } from '../../messages.ts';
import { openAtStart } from '../../openDocument.ts';
import type { Command } from '../command.ts';
import { resolve, type TargetKind } from '../resolve.ts';

/** How many explanations are opened at once; nobody reads more editors than that. */
const maxDocuments = 5;

/** Opens what happened to tasks, why, what shows it, and what can be done. */
export const explainTasks: Command = toExplain('task');
/** Opens why a pool does not get its nodes. */
export const explainPools: Command = toExplain('pool');
/** Opens why a node can't be used. */
export const explainNodes: Command = toExplain('node');
/** Opens why the tasks of a job fail or wait. */
export const explainJobs: Command = toExplain('job');

function toExplain(kind: Exclude<TargetKind, 'account'>): Command {
  return async (services, args) => {
    const resources = await resolve(services, kind, args);
    for (const resource of resources.slice(0, maxDocuments)) {
      await openAtStart(toDocumentUri({ resource, document: 'explanation' }));
    }
    if (resources.length > maxDocuments) {
      tellInformation(
        l10n.t(
          'The first {0} of {1} are explained. The Failures view groups them by cause.',
          maxDocuments,
          resources.length,
        ),
      );
    }
  };
}
