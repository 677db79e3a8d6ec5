import * as l10n from '@vscode/l10n';
import { BatchError } from '../model/batchError.ts';
import type { StorageAnswer } from '../model/unread.ts';
import { formatTime } from './times.ts';
import type { WhyNotUploaded } from './uploadedFiles.ts';

/*
 * What is said of a file that its node does not have and that is sought in storage. All of it is said here.
 */

/** Why a task uploaded no such file. */
export function describeNotUploaded(why: WhyNotUploaded): StorageAnswer {
  switch (why) {
    case 'noUploads':
      return { why: l10n.t('The task uploads no files to storage (outputFiles).') };
    case 'otherFiles':
      return { why: l10n.t('The task uploads other files to storage, not this one (outputFiles).') };
    case 'onlySuccess':
      return { why: l10n.t('The task uploads it to storage only when its program succeeds.') };
    case 'onlyFailure':
      return { why: l10n.t('The task uploads it to storage only when its program fails.') };
    case 'notEnded':
      return { why: l10n.t('It was not uploaded to storage, because the program never ended by itself.') };
  }
}

/** That the user decides whether a host of storage is asked. */
export function describePendingHost(host: string): StorageAnswer {
  return {
    why: l10n.t('The task uploads it to {host}. To read it there, select Read Logs from Storage.', { host }),
    pendingHost: host,
  };
}

/** That what storage has was written before this run of the task, or long after it; `at` is ISO 8601. */
export function describeOtherRun(host: string, at: string, isLater: boolean): StorageAnswer {
  const parts = { host, time: formatTime(at) };
  return {
    why: isLater
      ? l10n.t('The copy on {host} was overwritten after the task had ended, at {time}.', parts)
      : l10n.t('The copy on {host} is of an earlier run, from {time}.', parts),
  };
}

/** What kept a copy from being read: no credential reads there, or what the service or the way to it answered. */
export function describeStorageRefusal(host: string, error: unknown, isSigned: boolean): StorageAnswer {
  if (!BatchError.is(error)) throw error;
  const { code, message, status } = error;
  switch (code.toLowerCase()) {
    case 'blobnotfound':
    case 'containernotfound':
    case 'resourcenotfound':
      return { why: l10n.t('{host} does not have it either.', { host }) };
    case 'authenticationfailed':
      return {
        why: isSigned
          ? l10n.t('{host} does not accept the signature (SAS) of the task’s definition. It may have expired.', {
              host,
            })
          : l10n.t('{host} does not accept your sign-in.', { host }),
      };
    case 'authorizationpermissionmismatch':
      return {
        why: isSigned
          ? l10n.t('On {host}, the signature (SAS) of the task’s definition does not allow reading.', { host })
          : l10n.t('To read it on {host}, you need the role Storage Blob Data Reader.', { host }),
      };
    case 'authorizationfailure':
      return { why: l10n.t('The network rules of {host} do not let this computer in.', { host }) };
    case 'blobarchived':
      return { why: l10n.t('It is archived on {host}. Rehydrate the blob to read it.', { host }) };
    case 'publicaccessnotpermitted':
    case 'noauthenticationinformation':
      return { why: l10n.t('{host} does not allow anonymous reading.', { host }) };
    case 'keybasedauthenticationnotpermitted':
      return { why: l10n.t('{host} accepts no signatures (SAS) of its account keys.', { host }) };
  }
  return status === 404
    ? { why: l10n.t('{host} does not have it either.', { host }) }
    : { why: l10n.t('{host} could not be read. {why}', { host, why: message }) };
}

/** That nothing at hand reads there: the signature only writes, or there is none, and no one is signed in. */
export function describeNoCredential(host: string, isSigned: boolean): StorageAnswer {
  return {
    why: isSigned
      ? l10n.t(
          'The signature (SAS) of the task’s definition only writes to {host}. To read it there, sign in to the account with Microsoft Entra ID.',
          { host },
        )
      : l10n.t('To read it on {host}, sign in to the account with Microsoft Entra ID.', { host }),
  };
}
