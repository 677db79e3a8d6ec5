import * as l10n from '@vscode/l10n';
import type { Account, AuthenticationKind } from '../../../core/model/account.ts';
import { BatchError, type BatchErrorInit } from '../../../core/model/batchError.ts';
import { type RefusalReason, readRefusalReason } from '../../../core/query/refusalReason.ts';

/** The request that was refused. */
export interface RefusedRequest {
  readonly method: string;
  readonly url: string;
}

/**
 * An error that tells the user how to get in to the account: what is wrong with its key, the sign-in or the role, in
 * place of the service's own words, which are kept as its cause. Every other error as it is.
 */
export function toRefusal(error: BatchError, account: Account, request: RefusedRequest): BatchError {
  if (BatchError.is(error, 'NotSignedIn')) return change(error, error.message, account, account.authentication);
  if (error.status !== 401 && error.status !== 403) return error;
  const reason = readReason(error);
  if (reason === 'clock' || reason === 'network' || BatchError.is(error, 'ClockSkew')) return error;
  const isKey = account.authentication === 'sharedKey' || account.authentication === 'sample';
  return isKey ? toKeyRefusal(error, account, reason) : toTokenRefusal(error, account, request);
}

/** By the code, the message and what the service added to them (`AuthenticationErrorDetail`). */
function readReason({ code, message, details }: BatchError): RefusalReason | undefined {
  return readRefusalReason(`${code} ${message} ${details.map(({ value }) => value).join(' ')}`);
}

function toKeyRefusal(error: BatchError, account: Account, reason: RefusalReason | undefined): BatchError {
  if (reason === 'noKeys') {
    const message = l10n.t(
      'The account {0} no longer accepts its keys. Sign in with Microsoft Entra ID.',
      account.name,
    );
    return change(error, message, account, 'microsoft');
  }
  // A key may do everything, so that what is refused for another reason is no matter of the key.
  const isKeyRefused = BatchError.is(error, 'AuthenticationFailed') || error.status === 401 || reason === 'key';
  if (!isKeyRefused) return error;
  const message = l10n.t(
    'The key is not valid for the account {0}. The key may have been replaced, may belong to another account, or may not have been copied completely. For valid keys, see the “Keys” page of the account in the Azure portal.',
    account.name,
  );
  return change(error, message, account, 'sharedKey');
}

function toTokenRefusal(error: BatchError, account: Account, request: RefusedRequest): BatchError {
  if (error.status === 401) {
    const message = l10n.t(
      'The account {0} does not accept the sign-in. The sign-in has expired, or belongs to another directory (tenant) than the account. Sign in again.',
      account.name,
    );
    return change(error, message, account, account.authentication);
  }
  return change(error, toRoleMessage(error, account, request), undefined, undefined);
}

/**
 * Which role lets the user do it (Azure documentation: "Role-based access control for Azure Batch service"). The reader
 * has every permission that ends in `read`, the data contributor all of `pools` and `jobs`, the account contributor all of Batch.
 */
function toRoleMessage({ message }: BatchError, { name }: Account, { method, url }: RefusedRequest): string {
  const permission = /Microsoft\.Batch\/[A-Za-z/*]{1,200}/.exec(message)?.[0];
  const role = toRole(method, new URL(url).pathname);
  return permission === undefined
    ? l10n.t(
        'Your role in the account {account} does not allow this. You need the role “{role}”. Ask an owner of the account for the role (“Access control (IAM)” in the Azure portal). A role takes effect after some minutes.',
        { account: name, role },
      )
    : l10n.t(
        'Your role in the account {account} lacks the permission {permission}. You need the role “{role}”. Ask an owner of the account for the role (“Access control (IAM)” in the Azure portal). A role takes effect after some minutes.',
        { account: name, role, permission },
      );
}

/** Names of Azure's roles, which are the same in every language. */
function toRole(method: string, path: string): string {
  if (method === 'GET' || method === 'HEAD') return 'Azure Batch Account Reader';
  return /^\/pools\/[^/]+\/(nodes|removenodes)\b/i.test(path)
    ? 'Azure Batch Account Contributor'
    : 'Azure Batch Data Contributor';
}

function change(
  error: BatchError,
  message: string,
  account: Account | undefined,
  authentication: AuthenticationKind | undefined,
): BatchError {
  const init: BatchErrorInit = { ...error, message, cause: error };
  if (account === undefined || authentication === undefined) return new BatchError(init);
  return new BatchError({ ...init, wayIn: { accountId: account.id, authentication } });
}
