import * as l10n from '@vscode/l10n';
import type { WhyNoRecord } from '../model/accountRecord.ts';
import { BatchError } from '../model/batchError.ts';
import type { OtherPlace, StorageAnswer } from '../model/unread.ts';
import { plural } from '../text/plural.ts';
import { asCount } from './numbers.ts';
import { formatTime } from './times.ts';
import type { WhyNotUploaded } from './uploadedFiles.ts';

/*
 * What is said of a file that its node does not have, of each other place where it is sought: why that does not give it,
 * and what to do. All of it is said here.
 */

type PlaceName = OtherPlace['place'];

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
export function describePendingHost(place: PlaceName, host: string): StorageAnswer {
  return {
    why: describePendingPlace(place, host),
    step: l10n.t('To read it there, select Read Logs from Storage.'),
    pendingHost: host,
  };
}

function describePendingPlace(place: PlaceName, host: string): string {
  switch (place) {
    case 'autoStorage':
      return l10n.t('It may be in the auto-storage of the account, {host}.', { host });
    case 'workDirectory':
      return l10n.t('It may be in the work directory of the workflow, on {host}.', { host });
    default:
      return l10n.t('The task uploads it to {host}.', { host });
  }
}

/** The same for a file that a task downloads. */
export function describePendingInput(host: string): StorageAnswer {
  return {
    why: l10n.t('{host} is not asked about input files before you allow it.', { host }),
    step: l10n.t('To compare them, select Read Logs from Storage.'),
    pendingHost: host,
  };
}

/** That an address is not that of a blob. */
export function describeNoBlob(): StorageAnswer {
  return { why: l10n.t('The address of an input file is not that of a blob.') };
}

/** That storage no longer has a file that a task downloads. */
export function describeNoInput({ container }: AskedPlace): StorageAnswer {
  return { why: l10n.t('An input file is no longer in {container}.', { container }) };
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

/** Why the account has no auto-storage, or it is unknown whether it has. */
export function describeNoAutoStorage(whyNot: WhyNoRecord | { readonly kind: 'none' }): StorageAnswer {
  switch (whyNot.kind) {
    case 'none':
      return { why: l10n.t('No storage account is linked to the account (auto-storage).') };
    case 'key':
      return {
        why: l10n.t('The account is opened by its key, which doesn’t show its auto-storage.'),
        step: l10n.t('To look there, sign in to the account with Microsoft Entra ID.'),
      };
    case 'otherCloud':
      return { why: l10n.t('The auto-storage of the account is unknown: {0} isn’t in an Azure cloud.', whyNot.host) };
    case 'notFound':
      return {
        why: l10n.t(
          'The auto-storage of the account is unknown: none of the subscriptions that you can see has the account at {0}.',
          whyNot.host,
        ),
        step: l10n.t('To look there, you need the role Reader on the account.'),
      };
    case 'late':
      return {
        why: l10n.t('The auto-storage of the account is unknown: Azure Resource Manager did not answer in time.'),
        step: l10n.t('Try again in a minute.'),
      };
    case 'failed':
      return { why: l10n.t('The auto-storage of the account is unknown: {0}', whyNot.why) };
  }
}

/** Why nothing that was saved on this computer is of the file; `at` is when that of an earlier run was saved. */
export function describeNotSaved(at?: string): StorageAnswer {
  return {
    why:
      at === undefined
        ? l10n.t('Nothing of it was saved on this computer before an action.')
        : l10n.t('What was saved on this computer is of an earlier run, from {time}.', { time: formatTime(at) }),
  };
}

/** Where a copy was asked for, and how. */
export interface AskedPlace {
  readonly host: string;
  /** Address of the container without its scheme and signature. */
  readonly container: string;
  /** Whether the signature of the task's definition was sent, and not a token. */
  readonly isSigned: boolean;
  /** When that signature expired, where it has; ISO 8601. */
  readonly expiredAt?: string | undefined;
  /** Whether the user could sign in and has not. */
  readonly couldSignIn: boolean;
}

/** What kept a copy from being read: what the service, or the way to it, answered. */
export function describeStorageRefusal(asked: AskedPlace, error: unknown): StorageAnswer {
  if (!BatchError.is(error)) throw error;
  const { host, container, isSigned, expiredAt } = asked;
  const { code, message, status } = error;
  const name = code.toLowerCase();
  if (expiredAt !== undefined && (name === 'authenticationfailed' || name === 'authorizationfailure')) {
    const why = l10n.t('The signature (SAS) of the task’s definition for {host} expired at {time}.', {
      host,
      time: formatTime(expiredAt),
    });
    return withSignIn(asked, why);
  }
  switch (name) {
    case 'authenticationfailed':
      return isSigned
        ? withSignIn(asked, l10n.t('{host} does not accept the signature (SAS) of the task’s definition.', { host }))
        : { why: l10n.t('{host} does not accept your sign-in.', { host }) };
    case 'authorizationpermissionmismatch':
      return isSigned
        ? withSignIn(
            asked,
            l10n.t('On {host}, the signature (SAS) of the task’s definition does not allow reading.', { host }),
          )
        : {
            why: l10n.t('None of your roles allows reading on {host}.', { host }),
            step: l10n.t('To read it there, you need the role Storage Blob Data Reader on the storage account.'),
          };
    case 'authorizationfailure':
      return {
        why: l10n.t('The network rules of {host} do not let this computer in.', { host }),
        step: l10n.t('Allow this computer in the firewall of the storage account, or read it from an allowed network.'),
      };
    case 'blobarchived':
      return {
        why: l10n.t('It is archived on {host}.', { host }),
        step: l10n.t('Rehydrate the blob to read it, which takes hours.'),
      };
    case 'publicaccessnotpermitted':
    case 'noauthenticationinformation':
      return withSignIn(asked, l10n.t('{host} does not allow anonymous reading.', { host }));
    case 'keybasedauthenticationnotpermitted':
      return withSignIn(asked, l10n.t('{host} accepts no signatures (SAS) of its account keys.', { host }));
    case 'blobnotfound':
    case 'containernotfound':
    case 'resourcenotfound':
      return { why: l10n.t('{container} does not have it either.', { container }) };
  }
  return status === 404
    ? { why: l10n.t('{container} does not have it either.', { container }) }
    : {
        why: l10n.t('{host} could not be read. {why}', { host, why: message }),
        step: l10n.t('Try again in a minute.'),
      };
}

/** That a copy was deleted, and can be brought back for so many days. */
export function describeDeleted({ container }: AskedPlace, deletedAt: string | undefined, days: number): StorageAnswer {
  return {
    why:
      deletedAt === undefined
        ? l10n.t('The copy in {container} was deleted, and is still kept there.', { container })
        : l10n.t('The copy in {container} was deleted at {time}, and is still kept there.', {
            container,
            time: formatTime(deletedAt),
          }),
    step: plural(days, {
      '=0': l10n.t('To read it, undelete the blob today.'),
      one: l10n.t('To read it, undelete the blob within {count} day.', asCount(days)),
      other: l10n.t('To read it, undelete the blob within {count} days.', asCount(days)),
    }),
  };
}

/** That nothing at hand reads there: the signature only writes, or there is none, and no token is to be had. */
export function describeNoCredential(asked: AskedPlace): StorageAnswer {
  const { host, isSigned } = asked;
  return withSignIn(
    asked,
    isSigned
      ? l10n.t('The signature (SAS) of the task’s definition only writes to {host}.', { host })
      : l10n.t('The task’s definition has no signature (SAS) for {host}.', { host }),
  );
}

function withSignIn({ couldSignIn }: AskedPlace, why: string): StorageAnswer {
  return couldSignIn
    ? { why, step: l10n.t('To read it there, sign in to the account with Microsoft Entra ID.') }
    : { why };
}

/** What was answered one after the other in one place; the last step counts. */
export function joinAnswers(answers: readonly StorageAnswer[]): StorageAnswer {
  const why = [...new Set(answers.map((one) => one.why))].join(' ');
  const step = answers.at(-1)?.step;
  return step === undefined ? { why } : { why, step };
}

/** That no token can be sent to a host of storage: the user has not signed in, or it is no blob service of the account's cloud. */
export function describeNoTokens(host: string): string {
  return l10n.t('{host} cannot be asked by your own right: sign in to the account with Microsoft Entra ID.', { host });
}

/** Why a user cannot let nodes upload to a host of storage: what the service, or the way to it, answered. */
export function describeNoUpload(host: string, error: BatchError): string {
  switch (error.code.toLowerCase()) {
    case 'authorizationpermissionmismatch':
      return l10n.t(
        'To let nodes upload to {host}, you need the role Storage Blob Data Contributor on the storage account. Ask for the role, or enter the SAS URL of another container.',
        { host },
      );
    case 'authorizationfailure':
      return l10n.t(
        'The network rules of {host} do not let this computer in. Allow it in the firewall of the storage account, or enter the SAS URL of another container.',
        { host },
      );
    default:
      return l10n.t('No signature (SAS) could be made for {host}. {why}', { host, why: error.message });
  }
}
