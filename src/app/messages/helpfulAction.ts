import * as l10n from '@vscode/l10n';
import type { RemedyId } from '../../core/diagnosis/explanation/explanation.ts';
import { BatchError, type LocalErrorCode, type OtherConnection } from '../../core/model/batchError.ts';
import type { FileResource, Resource, SomeTasks } from '../../core/model/resource.ts';
import type { CauseTarget } from '../../core/places/documentPath.ts';
import { toWayInAction } from '../accounts/wayIn.ts';
import { type CommandId, toCommandId } from '../commandId.ts';
import type { Settings } from '../ports.ts';
import type { NotificationAction } from '../ui.ts';

/** Errors between this computer and the service. They count as failed requests, like responses with an error status. */
const transportCodes: ReadonlySet<string> = new Set<LocalErrorCode>([
  'NetworkUnreachable',
  'HostNotFound',
  'ConnectionReset',
  'CertificateInvalid',
  'RequestTimedOut',
]);

/**
 * Returns the one button that helps with an error; undefined if its message is sufficient, as for refusals by the
 * extension's own rules. `operation` describes the attempted operation for the user.
 */
export function toHelpfulAction(
  settings: Pick<Settings, 'isReadOnly' | 'isTrusted'>,
  error: BatchError,
  operation?: string,
): NotificationAction | undefined {
  if (error.wayIn !== undefined) {
    const { accountId, authentication } = error.wayIn;
    return { ...toWayInAction(authentication), arguments: [{ kind: 'account', accountId }] };
  }
  if (error.code === 'RoleMissing' && error.missing !== undefined) {
    const { accountId } = error.missing;
    return {
      title: l10n.t('Check Permissions Again'),
      command: toCommandId('account.checkPermissions'),
      arguments: [{ kind: 'account', accountId }],
    };
  }
  const [first] = error.resubmit ?? [];
  if (first !== undefined) {
    const title = l10n.t('Fix and Resubmit…');
    return { title, command: toCommandId('task.resubmit'), arguments: [first, error.resubmit] };
  }
  if (error.download !== undefined) return toDownloadAction(error.download);
  if (error.connect !== undefined) return toConnectAction(error.connect);
  if (error.extension !== undefined) return toExtensionAction(error.extension);
  if (BatchError.is(error, 'NotSignedIn', 'AzureCliMissing')) return toWayInAction('microsoft');
  if (error.code === 'UnconfirmedHost' && !settings.isTrusted) {
    return { title: l10n.t('Manage Workspace Trust'), command: 'workbench.trust.manage' };
  }
  if (error.status !== undefined || transportCodes.has(error.code)) {
    return { title: l10n.t('Explain'), command: toCommandId('request.explain'), arguments: [error, operation] };
  }
  // Without accounts, the view offers all ways to add one.
  if (error.code === 'NoAccount')
    return { title: l10n.t('Open the Azure Batch View'), command: 'azureBatch.explorer.focus' };
  if (error.code === 'ReadOnly') return settings.isReadOnly ? openReadOnlySettingAction() : undefined;
  return error.code === 'InvalidInput' ? undefined : showLogAction();
}

/** Creates the button that opens the setting that makes accounts read-only. */
export function openReadOnlySettingAction(): NotificationAction {
  return {
    title: l10n.t('Open Settings'),
    command: 'workbench.action.openSettings',
    arguments: ['azureBatch.readOnly'],
  };
}

function toConnectAction({ node, by }: OtherConnection): NotificationAction {
  return by === 'ssh'
    ? { title: l10n.t('Connect by SSH…'), command: toCommandId('node.connectSsh'), arguments: [node] }
    : { title: l10n.t('Connect by Remote Desktop…'), command: toCommandId('node.openRdp'), arguments: [node] };
}

/** Creates the button that opens an extension's page in VS Code, where it can be installed or updated. */
export function toExtensionAction(id: string): NotificationAction {
  return { title: l10n.t('Show Extension'), command: 'extension.open', arguments: [id] };
}

/** Creates the button that downloads a file. */
export function toDownloadAction(file: FileResource): NotificationAction {
  return { title: l10n.t('Download…'), command: toCommandId('task.downloadFiles'), arguments: [file] };
}

/** Creates the button for details that are in the log rather than in the notification. */
export function showLogAction(): NotificationAction {
  return { title: l10n.t('Show Log'), command: toCommandId('log.show') };
}

/** A remedy as a button: a command of the extension and its target. */
export interface RemedyAction {
  readonly remedy: RemedyId;
  readonly title: string;
  readonly command: CommandId;
  readonly target: Resource | SomeTasks | CauseTarget;
  readonly taskIds?: readonly string[];
  /** Why the remedy is currently refused, as a sentence; undefined if it is allowed. */
  readonly refusal?: string;
}
