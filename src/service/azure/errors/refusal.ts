import * as l10n from '@vscode/l10n';
import type { Account, AuthenticationKind } from '../../../core/model/account.ts';
import { BatchError, type BatchErrorInit } from '../../../core/model/batchError.ts';
import type { Right } from '../../../core/model/right.ts';
import {
  isAboutAccess,
  isRefusal,
  type RefusalReason,
  readRefusalReason,
} from '../../../core/refusals/refusalReason.ts';
import { findRight, toRole } from '../../../core/refusals/rights.ts';

/** The request that was refused. */
export interface RefusedRequest {
  readonly method: string;
  readonly url: string;
}

/**
 * Explains how to get access to the account: what is wrong with the key, the sign-in, or the role. This replaces the
 * service's own message, which becomes the cause. Returns every other error unchanged.
 */
export function toRefusal(error: BatchError, account: Account, request: RefusedRequest): BatchError {
  if (BatchError.is(error, 'NotSignedIn'))
    return change(error, error.message, toWayIn(account, account.authentication));
  if (!isRefusal(error)) return error;
  if (!isAboutAccess(error)) return withItsReason(error);
  const reason = readReason(error);
  if (reason === 'clock' || BatchError.is(error, 'ClockSkew')) return error;
  if (BatchError.is(error, 'AccountIsDisabled')) return change(error, toDisabledMessage(account));
  if (reason === 'network') return change(error, toNetworkMessage(account));
  const isKey = account.authentication === 'sharedKey' || account.authentication === 'sample';
  return isKey ? toKeyRefusal(error, account, reason) : toTokenRefusal(error, account, request, reason);
}

/** Returns true if the service refused a token for a reason other than a missing role. */
export function isTokenRefusal(error: BatchError, { authentication }: Account): boolean {
  if (authentication === 'sharedKey' || authentication === 'sample') return false;
  if (!isRefusal(error)) return false;
  if (!isAboutAccess(error) || BatchError.is(error, 'ClockSkew', 'AccountIsDisabled')) return false;
  const reason = readReason(error);
  return reason === undefined || reason === 'token';
}

/** Returns an error for an account that accepts no tokens at all, where another sign-in would not help. */
export function toKeysOnly(error: BatchError, account: Account): BatchError {
  const message = l10n.t(
    "The account {0} accepts only account keys, not sign-in with Microsoft Entra ID. Enter one of its keys: they're on the account's “Keys” page in the Azure portal.",
    account.name,
  );
  return change(error, message, toWayIn(account, 'sharedKey'));
}

/** Replaces the general message of a refusal with the more specific reason in its details. */
function withItsReason(error: BatchError): BatchError {
  const reason = error.details.find(({ name }) => name.toLowerCase() === 'reason')?.value;
  return reason === undefined ? error : change(error, l10n.t('Azure Batch does not allow this: {0}', reason));
}

/** Uses the code, the message, and the service's details (`AuthenticationErrorDetail`). */
function readReason({ code, message, details }: BatchError): RefusalReason | undefined {
  return readRefusalReason(`${code} ${message} ${details.map(({ value }) => value).join(' ')}`);
}

function toKeyRefusal(error: BatchError, account: Account, reason: RefusalReason | undefined): BatchError {
  if (reason === 'noKeys') {
    const message = l10n.t(
      'The account {0} no longer accepts its keys. Sign in with Microsoft Entra ID.',
      account.name,
    );
    return change(error, message, toWayIn(account, 'microsoft'));
  }
  // A key grants everything, so a refusal for another reason has nothing to do with the key.
  const isKeyRefused = BatchError.is(error, 'AuthenticationFailed') || error.status === 401 || reason === 'key';
  if (!isKeyRefused) return error;
  const message = l10n.t(
    "The key isn't valid for the account {0}. The key may have been replaced, may belong to another account, or may not have been copied completely. For valid keys, see the account's “Keys” page in the Azure portal.",
    account.name,
  );
  return change(error, message, toWayIn(account, 'sharedKey'));
}

function toTokenRefusal(
  error: BatchError,
  account: Account,
  { method, url }: RefusedRequest,
  reason: RefusalReason | undefined,
): BatchError {
  if (error.status === 401) {
    const message = l10n.t(
      "The account {0} doesn't accept the sign-in. The sign-in has expired or belongs to a different directory (tenant) than the account. Sign in again.",
      account.name,
    );
    return change(error, message, toWayIn(account, account.authentication));
  }
  const right = findRight(method, new URL(url).pathname);
  const missing = right === undefined || reason !== 'role' ? undefined : { accountId: account.id, right };
  return change(error, toRoleMessage(error, account, right), undefined, missing);
}

/** A suspended subscription disables its accounts (Batch documentation: "Batch status and error codes"). */
function toDisabledMessage({ name }: Account): string {
  return l10n.t(
    "The account {0} is disabled. Accounts are disabled while their subscription is suspended or canceled. Ask the subscription's owner to check its state in the Azure portal.",
    name,
  );
}

function toNetworkMessage({ name }: Account): string {
  return l10n.t(
    "The account {0} doesn't accept requests from this network. Connect to the virtual network that has a private endpoint for the account, for example with a VPN, or run VS Code on a machine there. Or ask an account owner to allow this computer's address (“Networking” in the Azure portal).",
    name,
  );
}

function toWayIn({ id }: Account, authentication: AuthenticationKind): BatchErrorInit['wayIn'] {
  return { accountId: id, authentication };
}

function toRoleMessage({ message }: BatchError, { name }: Account, right: Right = 'readPools'): string {
  const permission = /Microsoft\.Batch\/[A-Za-z/*]{1,200}/.exec(message)?.[0];
  const role = toRole(right);
  return permission === undefined
    ? l10n.t(
        "Your role in the account {account} doesn't allow this. You need the “{role}” role. Ask an account owner for the role (“Access control (IAM)” in the Azure portal). A role takes effect after a few minutes.",
        { account: name, role },
      )
    : l10n.t(
        'Your role in the account {account} lacks the permission {permission}. You need the “{role}” role. Ask an account owner for the role (“Access control (IAM)” in the Azure portal). A role takes effect after a few minutes.',
        { account: name, role, permission },
      );
}

function change(
  error: BatchError,
  message: string,
  wayIn?: BatchErrorInit['wayIn'],
  missing?: BatchErrorInit['missing'],
): BatchError {
  const { wayIn: _wayIn, missing: _missing, ...rest } = error;
  return new BatchError({
    ...rest,
    message,
    cause: error,
    ...(wayIn === undefined ? {} : { wayIn }),
    ...(missing === undefined ? {} : { missing }),
  });
}
