import { l10n } from 'vscode';
import type { RemedyId } from '../../core/diagnosis/explanation/explanation.ts';
import type { Resource } from '../../core/model/resource.ts';
import { toKind } from '../../core/model/resourceChain.ts';
import type { RemedyTargets } from '../evidence/explainedResource.ts';

/** Something that a click does: a command of ours and the thing it is done to. */
export interface RemedyAction {
  readonly title: string;
  readonly command: string;
  readonly resource: Resource;
}

/** What each remedy is called where there is room for two or three words. */
const titles: Readonly<Record<RemedyId, () => string>> = {
  'task.retry': () => l10n.t('Retry This Task'),
  'task.requeue': () => l10n.t('Requeue This Task…'),
  'task.resubmit': () => l10n.t('Resubmit as a Copy…'),
  'task.terminate': () => l10n.t('Terminate Task…'),
  'task.delete': () => l10n.t('Delete Task…'),
  'task.openStdout': () => l10n.t('Open stdout.txt'),
  'task.openStderr': () => l10n.t('Open stderr.txt'),
  'task.compare': () => l10n.t('Compare with a Succeeded Task…'),
  'job.enable': () => l10n.t('Enable Job'),
  'job.retryFailed': () => l10n.t('Retry All Failed Tasks…'),
  'job.terminate': () => l10n.t('Terminate Job…'),
  'node.reboot': () => l10n.t('Reboot Node…'),
  'node.reimage': () => l10n.t('Reimage Node…'),
  'node.remove': () => l10n.t('Remove Node…'),
  'node.disableScheduling': () => l10n.t('Take Node Offline…'),
  'node.enableScheduling': () => l10n.t('Bring Node Online'),
  'node.connectSsh': () => l10n.t('Connect by SSH…'),
  'node.openRdp': () => l10n.t('Connect by Remote Desktop…'),
  'node.uploadLogs': () => l10n.t('Upload Node Logs…'),
  'pool.resize': () => l10n.t('Resize Pool…'),
  'pool.stopResize': () => l10n.t('Stop Resize'),
  'pool.evaluateAutoscale': () => l10n.t('Evaluate Autoscale Formula…'),
  'account.signIn': () => l10n.t('Sign In'),
};

/** The remedies as commands, without those for which nothing is there to apply them to. */
export function toRemedyActions(remedies: readonly RemedyId[], targets: RemedyTargets): readonly RemedyAction[] {
  return remedies.flatMap((remedy) => {
    const resource = findTarget(remedy, targets);
    return resource === undefined ? [] : [{ title: titles[remedy](), command: `azureBatch.${remedy}`, resource }];
  });
}

function findTarget(remedy: RemedyId, { resource, node, pool }: RemedyTargets): Resource | undefined {
  if (remedy.startsWith('task.')) return toKind('task', resource);
  if (remedy.startsWith('job.')) return toKind('job', resource);
  if (remedy.startsWith('node.')) return toKind('node', resource) ?? node;
  if (remedy.startsWith('pool.')) return toKind('pool', resource) ?? pool;
  return toKind('account', resource);
}
