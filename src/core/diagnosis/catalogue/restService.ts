import * as l10n from '@vscode/l10n';
import { type CodeTable, permanent, transient } from './entry.ts';

/** Codes about the caller, its rate of requests, and the availability of the service. */
export const restServiceCodes: CodeTable = {
  InvalidAuthenticationInfo: permanent('permission', ['account.signIn'], () => ({
    meaning: l10n.t('The service could not determine who is making the request.'),
    causes: [l10n.t("The sign-in has expired, or isn't of a kind that the account accepts.")],
    fixes: [l10n.t('Sign in again.')],
  })),
  AuthenticationFailed: permanent('permission', ['account.signIn'], () => ({
    meaning: l10n.t('The service did not accept the sign-in.'),
    causes: [
      l10n.t('The account key is wrong or was rotated, or the account does not allow keys.'),
      l10n.t("This computer's clock is off by more than 15 minutes."),
      l10n.t('The token is for another tenant or another service.'),
    ],
    fixes: [l10n.t("Sign in again, or enter the account's current key."), l10n.t("Correct this computer's clock.")],
  })),
  InsufficientAccountPermissions: permanent('permission', ['account.signIn'], () => ({
    meaning: l10n.t("You're signed in, but you aren't allowed to do this in the account."),
    causes: [l10n.t("Your role doesn't have permission for this action on Batch data.")],
    fixes: [l10n.t('Ask the account owner for a role such as "Azure Batch Data Contributor".')],
  })),
  AccountIsDisabled: permanent('permission', [], () => ({
    meaning: l10n.t('The Batch account is disabled.'),
    causes: [l10n.t('Its subscription is suspended or canceled.')],
    fixes: [l10n.t('Check the state of the subscription; contact support.')],
  })),
  Forbidden: permanent('bad-arguments', [], () => ({
    meaning: l10n.t('The account, or the way that you sign in to it, does not allow this.'),
    causes: [
      l10n.t(
        "A property requires something that isn't enabled for the account, or requires a sign-in instead of a key.",
      ),
    ],
    fixes: [
      l10n.t('Omit the property named in the reason, or have it enabled for the account.'),
      l10n.t('A pool in your own virtual network requires signing in with Microsoft Entra ID instead of a key.'),
    ],
  })),
  TVMCurrentOperationUnsupported: permanent('node', [], () => ({
    meaning: l10n.t('The node does not support this operation.'),
    causes: [l10n.t("The agent on the node is too old for it, or doesn't support it on this kind of node.")],
    fixes: [l10n.t('Sign in to the node to get what you need, or replace the node to get a newer agent.')],
  })),
  IOError: transient('node', [], () => ({
    meaning: l10n.t('The file could not be read on the node.'),
    causes: [l10n.t("It's locked, or there's a problem with its disk.")],
    fixes: [l10n.t('Try again.')],
  })),
  InternalError: transient('service', [], () => ({
    meaning: l10n.t('The service had an internal error.'),
    causes: [l10n.t('A transient fault in Azure Batch.')],
    wait: l10n.t('Try again in a while.'),
    fixes: [l10n.t('If the error persists, contact support with the request ID.')],
  })),
  OperationTimedOut: transient('service', [], () => ({
    meaning: l10n.t('The service did not finish in time.'),
    causes: [l10n.t('The service is busy, or the operation is large.')],
    wait: l10n.t('Try again in a while.'),
    fixes: [],
  })),
  ServerBusy: transient('throttled', [], () => ({
    meaning: l10n.t("The service isn't accepting requests right now."),
    causes: [l10n.t('There are too many requests to the account, or the service is under load.')],
    fixes: [
      l10n.t(
        'This extension retries automatically; if this happens often, lower the refresh rate of whatever polls the account.',
      ),
    ],
  })),
  TooManyRequests: transient('throttled', [], () => ({
    meaning: l10n.t('The service is refusing requests because there were too many.'),
    causes: [l10n.t('Programs poll the account too often, or repeat an operation on a pool within 30 seconds.')],
    fixes: [l10n.t('Lower the refresh rate of whatever polls the account.')],
  })),
  TooManyEnableAutoScaleRequests: transient('throttled', [], () => ({
    meaning: l10n.t('Autoscale was enabled on the pool less than 30 seconds ago.'),
    causes: [l10n.t('Two requests came too close together.')],
    wait: l10n.t('Wait 30 seconds, then try again.'),
    fixes: [],
  })),
  NotImplemented: permanent('service', [], () => ({
    meaning: l10n.t("The service doesn't support this operation."),
    causes: [l10n.t('It was retired, or belongs to another version of the API.')],
    fixes: [l10n.t('Use another operation.')],
  })),
};
