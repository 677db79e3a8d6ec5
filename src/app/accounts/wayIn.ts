import * as l10n from '@vscode/l10n';
import type { AuthenticationKind } from '../../core/model/account.ts';
import { toCommandId } from '../commandId.ts';

/**
 * Returns the one action that helps with a missing or refused credential: the label of a button, and the command, which
 * receives the account.
 */
export function toWayInAction(authentication: AuthenticationKind): {
  readonly title: string;
  readonly command: string;
} {
  switch (authentication) {
    case 'sharedKey':
      return { title: l10n.t('Enter New Key…'), command: toCommandId('account.enterKey') };
    case 'azureCli':
      return { title: l10n.t('Run “az login”'), command: toCommandId('account.azureCliLogin') };
    default:
      return { title: l10n.t('Sign In Again…'), command: toCommandId('account.signIn') };
  }
}

/** Describes how the user signs in to an account. */
export function toAuthenticationText(kind: AuthenticationKind): string {
  switch (kind) {
    case 'sharedKey':
      return l10n.t('Account key');
    case 'microsoft':
      return l10n.t('Microsoft account in VS Code');
    case 'azureCli':
      return l10n.t('Azure CLI');
    case 'environment':
      return l10n.t('Environment identity');
    case 'workloadIdentity':
      return l10n.t('Workload identity');
    case 'managedIdentity':
      return l10n.t('Managed identity');
    case 'sample':
      return l10n.t('No sign-in needed: the account runs on this computer');
  }
}
