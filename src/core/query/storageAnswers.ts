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
      return { why: l10n.t("The task doesn't upload any files to storage (outputFiles).") };
    case 'otherFiles':
      return { why: l10n.t('The task uploads other files to storage, not this one (outputFiles).') };
    case 'onlySuccess':
      return { why: l10n.t('The task uploads it to storage only when its program succeeds.') };
    case 'onlyFailure':
      return { why: l10n.t('The task uploads it to storage only when its program fails.') };
    case 'notEnded':
      return { why: l10n.t("It wasn't uploaded to storage because the program never ended on its own.") };
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
      return l10n.t("It may be in the account's auto-storage, {host}.", { host });
    case 'workDirectory':
      return l10n.t("It may be in the workflow's work directory, on {host}.", { host });
    default:
      return l10n.t('The task uploads it to {host}.', { host });
  }
}

/** The same for a file that a task downloads. */
export function describePendingInput(host: string): StorageAnswer {
  return {
    why: l10n.t("{host} isn't checked for input files until you allow it.", { host }),
    step: l10n.t('To compare them, select Read Logs from Storage.'),
    pendingHost: host,
  };
}

/** That an address is not that of a blob. */
export function describeNoBlob(): StorageAnswer {
  return { why: l10n.t("The address of an input file isn't a blob address.") };
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
      : l10n.t('The copy on {host} is from an earlier run ({time}).', parts),
  };
}

/** Why the account has no auto-storage, or it is unknown whether it has. */
export function describeNoAutoStorage(whyNot: WhyNoRecord | { readonly kind: 'none' }): StorageAnswer {
  switch (whyNot.kind) {
    case 'none':
      return { why: l10n.t('No storage account is linked to the account (auto-storage).') };
    case 'key':
      return {
        why: l10n.t("The account is opened with its key, which doesn't show its auto-storage."),
        step: l10n.t('To look there, sign in to the account with Microsoft Entra ID.'),
      };
    case 'otherCloud':
      return { why: l10n.t("The account's auto-storage is unknown: {0} isn't in an Azure cloud.", whyNot.host) };
    case 'notFound':
      return {
        why: l10n.t(
          "The account's auto-storage is unknown: none of the subscriptions that you can see contains the account at {0}.",
          whyNot.host,
        ),
        step: l10n.t('To look there, you need the Reader role on the account.'),
      };
    case 'late':
      return {
        why: l10n.t("The account's auto-storage is unknown: Azure Resource Manager didn't respond in time."),
        step: l10n.t('Try again in a minute.'),
      };
    case 'failed':
      return { why: l10n.t("The account's auto-storage is unknown: {0}", whyNot.why) };
  }
}

/** Why nothing that was saved on this computer is of the file; `at` is when that of an earlier run was saved. */
export function describeNotSaved(at?: string): StorageAnswer {
  return {
    why:
      at === undefined
        ? l10n.t('None of it was saved on this computer before an action.')
        : l10n.t('The content saved on this computer is from an earlier run ({time}).', { time: formatTime(at) }),
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
    const why = l10n.t("The signature (SAS) for {host} in the task's definition expired at {time}.", {
      host,
      time: formatTime(expiredAt),
    });
    return withSignIn(asked, why);
  }
  switch (name) {
    case 'authenticationfailed':
      return isSigned
        ? withSignIn(asked, l10n.t("{host} doesn't accept the signature (SAS) in the task's definition.", { host }))
        : { why: l10n.t('{host} does not accept your sign-in.', { host }) };
    case 'authorizationpermissionmismatch':
      return isSigned
        ? withSignIn(
            asked,
            l10n.t("The signature (SAS) in the task's definition doesn't allow reading from {host}.", { host }),
          )
        : {
            why: l10n.t('None of your roles allows reading from {host}.', { host }),
            step: l10n.t('To read it there, you need the Storage Blob Data Reader role on the storage account.'),
          };
    case 'authorizationfailure':
      return {
        why: l10n.t('The network rules of {host} block this computer.', { host }),
        step: l10n.t("Allow this computer in the storage account's firewall, or read it from an allowed network."),
      };
    case 'blobarchived':
      return {
        why: l10n.t('It is archived on {host}.', { host }),
        step: l10n.t('To read it, rehydrate the blob, which takes hours.'),
      };
    case 'publicaccessnotpermitted':
    case 'noauthenticationinformation':
      return withSignIn(asked, l10n.t("{host} doesn't allow anonymous read access.", { host }));
    case 'keybasedauthenticationnotpermitted':
      return withSignIn(asked, l10n.t("{host} doesn't accept signatures (SAS) made with its account keys.", { host }));
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
        ? l10n.t('The copy in {container} was deleted but is still retained there.', { container })
        : l10n.t('The copy in {container} was deleted at {time} but is still retained there.', {
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
      ? l10n.t("The signature (SAS) in the task's definition allows only writing to {host}.", { host })
      : l10n.t("The task's definition has no signature (SAS) for {host}.", { host }),
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
  return l10n.t("{host} can't be accessed with your own permissions: sign in to the account with Microsoft Entra ID.", {
    host,
  });
}

/** Why a user cannot let nodes upload to a host of storage: what the service, or the way to it, answered. */
export function describeNoUpload(host: string, error: BatchError): string {
  switch (error.code.toLowerCase()) {
    case 'authorizationpermissionmismatch':
      return l10n.t(
        'To let nodes upload to {host}, you need the Storage Blob Data Contributor role on the storage account. Ask for the role, or enter the SAS URL of another container.',
        { host },
      );
    case 'authorizationfailure':
      return l10n.t(
        "The network rules of {host} block this computer. Allow it in the storage account's firewall, or enter the SAS URL of another container.",
        { host },
      );
    default:
      return l10n.t("A signature (SAS) couldn't be created for {host}. {why}", { host, why: error.message });
  }
}
