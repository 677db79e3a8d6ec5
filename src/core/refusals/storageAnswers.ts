import * as l10n from '@vscode/l10n';
import type { WhyNotUploaded } from '../files/uploadedFiles.ts';
import type { WhyNoRecord } from '../model/accountRecord.ts';
import { BatchError } from '../model/batchError.ts';
import type { OtherPlace, StorageAnswer } from '../model/unread.ts';
import { plural } from '../text/plural.ts';
import { asCount } from '../words/numbers.ts';
import { formatTime } from '../words/times.ts';

/** All user-facing text about other places for a file that its node lacks: why each can't return it, and what to do. */

type PlaceName = OtherPlace['place'];

/** Describes why a task didn't upload a file. */
export function describeNotUploaded(why: WhyNotUploaded): StorageAnswer {
  switch (why) {
    case 'noUploads':
      return { why: l10n.t("The task doesn't upload any files to storage (outputFiles).") };
    case 'otherFiles':
      return { why: l10n.t('The task uploads other files to storage, not this one (outputFiles).') };
    case 'otherOnSuccess':
      return {
        why: l10n.t(
          'The task uploads other files, and those only when its program succeeds (`uploadCondition` is `tasksuccess`): a run that fails leaves nothing in storage.',
        ),
      };
    case 'onlySuccess':
      return { why: l10n.t('The task uploads it to storage only when its program succeeds.') };
    case 'onlyFailure':
      return { why: l10n.t('The task uploads it to storage only when its program fails.') };
    case 'notEnded':
      return { why: l10n.t("It wasn't uploaded to storage because the program never ended on its own.") };
  }
}

/** Says that a storage host isn't read until the user allows it. */
export function describePendingHost(place: PlaceName, host: string): StorageAnswer {
  return {
    why: describePendingPlace(place, host),
    step: l10n.t('To read it there, read the logs from storage.'),
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

/** Says that a storage host isn't checked for input files until the user allows it. */
export function describePendingInput(host: string): StorageAnswer {
  return {
    why: l10n.t("{host} isn't checked for input files until you allow it.", { host }),
    step: l10n.t('To compare them, read the logs from storage.'),
    pendingHost: host,
  };
}

/** Says that an address isn't a blob's. */
export function describeNoBlob(): StorageAnswer {
  return { why: l10n.t("The address of an input file isn't a blob address.") };
}

/** Says that storage no longer has a file that a task downloads. */
export function describeNoInput({ container }: AskedPlace): StorageAnswer {
  return { why: l10n.t('An input file is no longer in {container}.', { container }) };
}

/** Says that the copy in storage was written before this run of the task, or long after it; `at` is ISO 8601. */
export function describeOtherRun(host: string, at: string, isLater: boolean): StorageAnswer {
  const parts = { host, time: formatTime(at) };
  return {
    why: isLater
      ? l10n.t('The copy on {host} was overwritten after the task had ended, at {time}.', parts)
      : l10n.t('The copy on {host} is from an earlier run ({time}).', parts),
  };
}

/** Describes why the account has no auto-storage, or why that is unknown. */
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

/** Describes why no copy of the file is saved on this computer; `at` is the time of a save from an earlier run. */
export function describeNotSaved(at?: string): StorageAnswer {
  return {
    why:
      at === undefined
        ? l10n.t('None of it was saved on this computer before an action.')
        : l10n.t('The content saved on this computer is from an earlier run ({time}).', { time: formatTime(at) }),
  };
}

/** Place where a copy was requested, with the credential. */
export interface AskedPlace {
  readonly host: string;
  /** Address of the container without its scheme and signature. */
  readonly container: string;
  /** True if the signature in the task's definition was used rather than a token. */
  readonly isSigned: boolean;
  /** Time at which that signature expired, if it has; ISO 8601. */
  readonly expiredAt?: string | undefined;
  readonly couldSignIn: boolean;
}

/** Describes the error of the service or the connection that prevented reading a copy. Rethrows other errors. */
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

/** Says that a copy was deleted, and for how many days it can be restored. */
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

/** Says that no credential can read from a place: no token, and a signature only for writing or none. */
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

/** Joins the answers from one place, in order; the last answer's step applies. */
export function joinAnswers(answers: readonly StorageAnswer[]): StorageAnswer {
  const why = [...new Set(answers.map((one) => one.why))].join(' ');
  const step = answers.at(-1)?.step;
  return step === undefined ? { why } : { why, step };
}

/**
 * Says that no token can be sent to a storage host: the user has not signed in, or the host isn't a blob service of the
 * account's cloud.
 */
export function describeNoTokens(host: string): string {
  return l10n.t("{host} can't be accessed with your own permissions: sign in to the account with Microsoft Entra ID.", {
    host,
  });
}

/** Describes the error of the service or the connection that prevents nodes from uploading to a storage host. */
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
