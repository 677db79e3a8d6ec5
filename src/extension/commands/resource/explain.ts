import { l10n } from 'vscode';
import { toDocumentUri } from '../../documentUri.ts';
import { openAtStart, openSeveral } from '../../openDocument.ts';
import type { Command } from '../command.ts';
import { resolve, type TargetKind } from '../resolve.ts';

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
    await openSeveral(
      resources.map((resource) => toDocumentUri({ resource, document: 'explanation' })),
      openAtStart,
      (explained, total) =>
        l10n.t('The first {0} of {1} are explained. The Failures view groups them by cause.', explained, total),
    );
  };
}
