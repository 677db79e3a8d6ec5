import * as l10n from '@vscode/l10n';
import { type CodeTable, permanent, transient } from './entry.ts';

/** Codes about who asks, how often, and whether the service can answer now. */
export const restServiceCodes: CodeTable = {
  InvalidAuthenticationInfo: permanent('permission', ['account.signIn'], () => ({
    meaning: l10n.t('The service could not read who asks.'),
    causes: [l10n.t('The sign-in has expired, or is of another kind than the account accepts.')],
    fixes: [l10n.t('Sign in again.')],
  })),
  AuthenticationFailed: permanent('permission', ['account.signIn'], () => ({
    meaning: l10n.t('The service did not accept the sign-in.'),
    causes: [
      l10n.t('The account key is wrong or was rotated, or the account does not allow keys.'),
      l10n.t('The clock of this computer is more than 15 minutes off.'),
      l10n.t('The token is for another tenant or another service.'),
    ],
    fixes: [
      l10n.t('Sign in again, or enter the current key of the account.'),
      l10n.t('Correct the clock of this computer.'),
    ],
  })),
  InsufficientAccountPermissions: permanent('permission', ['account.signIn'], () => ({
    meaning: l10n.t('You are signed in, but may not do this in the account.'),
    causes: [l10n.t('Your role has no permission for this action on Batch data.')],
    fixes: [l10n.t('Ask the owner of the account for a role such as "Azure Batch Data Contributor".')],
  })),
  AccountIsDisabled: permanent('permission', [], () => ({
    meaning: l10n.t('The Batch account is disabled.'),
    causes: [l10n.t('Its subscription is suspended or cancelled.')],
    fixes: [l10n.t('Check the state of the subscription; contact support.')],
  })),
  Forbidden: permanent('bad-arguments', [], () => ({
    meaning: l10n.t('The account, or the way that you sign in to it, does not allow this.'),
    causes: [l10n.t('A property asks for what the account is not enabled for, or for a sign-in instead of a key.')],
    fixes: [
      l10n.t('Leave out the property that the reason names, or have the account enabled for it.'),
      l10n.t('A pool in a virtual network of yours needs a sign-in with Microsoft Entra ID instead of a key.'),
    ],
  })),
  TVMCurrentOperationUnsupported: permanent('node', [], () => ({
    meaning: l10n.t('The node does not support this operation.'),
    causes: [l10n.t('The agent on the node is too old for it, or does not offer it on nodes of this kind.')],
    fixes: [l10n.t('Sign in to the node to get what you need, or replace the node, which gets a newer agent.')],
  })),
  IOError: transient('node', [], () => ({
    meaning: l10n.t('The file could not be read on the node.'),
    causes: [l10n.t('It is locked, or its disk is in trouble.')],
    fixes: [l10n.t('Try again.')],
  })),
  InternalError: transient('service', [], () => ({
    meaning: l10n.t('The service had an internal error.'),
    causes: [l10n.t('A passing fault of Azure Batch.')],
    wait: l10n.t('Try again in a while.'),
    fixes: [l10n.t('If it stays, contact support with the request id.')],
  })),
  OperationTimedOut: transient('service', [], () => ({
    meaning: l10n.t('The service did not finish in time.'),
    causes: [l10n.t('The service is busy, or the operation touches a lot.')],
    wait: l10n.t('Try again in a while.'),
    fixes: [],
  })),
  ServerBusy: transient('throttled', [], () => ({
    meaning: l10n.t('The service takes no requests right now.'),
    causes: [l10n.t('There are too many requests on the account, or the service is under load.')],
    fixes: [
      l10n.t(
        'This extension tries again by itself; lower the refresh rate of whatever polls the account if it comes often.',
      ),
    ],
  })),
  TooManyRequests: transient('throttled', [], () => ({
    meaning: l10n.t('The service refuses requests because there were too many.'),
    causes: [l10n.t('Programs poll the account too often, or repeat an operation on a pool within 30 seconds.')],
    fixes: [l10n.t('Lower the refresh rate of whatever polls the account.')],
  })),
  TooManyEnableAutoScaleRequests: transient('throttled', [], () => ({
    meaning: l10n.t('Autoscale was enabled on the pool less than 30 seconds ago.'),
    causes: [l10n.t('Two requests followed each other too quickly.')],
    wait: l10n.t('Wait 30 seconds, then try again.'),
    fixes: [],
  })),
  NotImplemented: permanent('service', [], () => ({
    meaning: l10n.t('The service does not offer this operation.'),
    causes: [l10n.t('It was retired, or belongs to another version of the API.')],
    fixes: [l10n.t('Use another operation.')],
  })),
};
