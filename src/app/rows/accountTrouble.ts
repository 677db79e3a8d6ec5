import * as l10n from '@vscode/l10n';
import { type Account, toShownName } from '../../core/model/account.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { toServiceStatus } from '../../core/model/serviceStatus.ts';
import { describeUnreadable } from '../../core/refusals/describeRights.ts';
import { readRefusalReason } from '../../core/refusals/refusalReason.ts';
import { joinParts } from '../../core/text/lists.ts';
import { formatClockWithSeconds } from '../../core/words/times.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { toWayInAction } from '../accounts/wayIn.ts';
import { toCommandId } from '../commandId.ts';
import { findAccountAge, findOldest, toAsOfText, toSilenceText } from './ages.ts';
import { toShortTime, type Viewer } from './row.ts';

/** The meaning of an error for the user, and the action when the user clicks its row. */
export interface Remedy {
  /** Label of a row for the error alone: `The key is not valid`. */
  readonly label: string;
  /** Text next to the name of an account: `key not valid`. */
  readonly reason: string;
  readonly hint: string;
  /**
   * A command of the extension that receives the row; for commands other than `explorer.retryLoad`, also the account's
   * row.
   */
  readonly command: string;
}

/** The reason that an account's current state is not shown. */
export interface AccountTrouble {
  /** A few words for a row, without the account's name: `key not valid · as of 09:14`. */
  readonly reason: string;
  readonly message: string;
  /** The user's next step, as a sentence; absent for throttling. */
  readonly hint?: string;
  /**
   * The only command that helps, such as signing in or entering a key; absent if trying again may help. It receives the
   * account's row.
   */
  readonly wayIn?: string;
}

/**
 * Finds the worst problem in reaching an account: access denied, no responses, a list that can't be loaded, or
 * throttling. Undefined if there is none. `notOpened` is the error if the account could not be opened.
 */
export function findAccountTrouble(
  account: Account,
  snapshot: AccountSnapshot | undefined,
  reader: Viewer,
  notOpened?: BatchError,
): AccountTrouble | undefined {
  if (snapshot === undefined) return notOpened && toTrouble(notOpened, account);
  const trouble = findListTrouble(snapshot, reader);
  if (trouble?.wayIn !== undefined) return trouble;
  return findSilence(snapshot, reader, trouble) ?? trouble ?? findThrottling(snapshot, reader);
}

/** Checks whether an account's current state cannot be shown for reasons other than throttling. */
export function isOutOfDate(snapshot: AccountSnapshot): boolean {
  const isFailed = (['jobs', 'pools'] as const).some((kind) => snapshot.slice({ kind }).error !== undefined);
  return isFailed || snapshot.silentSince !== undefined;
}

/** Describes when an account stopped responding, as sentences; undefined if it responds. */
export function describeSilence({ account, silentSince }: AccountSnapshot, reader: Viewer): string | undefined {
  const time = toShortTime(silentSince, reader);
  if (time === undefined) return undefined;
  return l10n.t("{account} hasn't responded since {time}.", { account: toShownName(account), time });
}

/** Finds whether an account does not respond. `trouble` is why lists were not loaded, after requests were given up. */
function findSilence(
  snapshot: AccountSnapshot,
  reader: Viewer,
  trouble: AccountTrouble | undefined,
): AccountTrouble | undefined {
  const reason = toSilenceText(snapshot, findOldest(snapshot), reader);
  const message = describeSilence(snapshot, reader);
  return reason === undefined || message === undefined ? undefined : { message, ...trouble, reason };
}

/** Returns the meaning of an error for the user of `account`. */
export function toRemedy(error: BatchError, { authentication }: Pick<Account, 'authentication'>): Remedy {
  if (error.code === 'UnconfirmedHost') {
    return {
      label: l10n.t('Nothing was sent'),
      reason: l10n.t('host not confirmed'),
      hint: l10n.t('Select this row to confirm the host by name.'),
      command: toWayInAction(authentication === 'sharedKey' ? authentication : 'microsoft').command,
    };
  }
  const way = error.wayIn?.authentication ?? (error.code === 'NotSignedIn' ? authentication : undefined);
  if (way === undefined) return toRetry(error);
  const { command } = toWayInAction(way);
  if (way !== 'sharedKey') {
    return {
      label: l10n.t('Not signed in'),
      reason: l10n.t('not signed in'),
      hint: l10n.t('Select this row to sign in again.'),
      command,
    };
  }
  if (authentication !== 'sharedKey') {
    return {
      label: l10n.t('Only keys are accepted'),
      reason: l10n.t('accepts keys only'),
      hint: l10n.t('Select this row to enter an account key.'),
      command,
    };
  }
  return error.status === undefined
    ? {
        label: l10n.t('The key is missing'),
        reason: l10n.t('key missing'),
        hint: l10n.t('Select this row to enter the account key.'),
        command,
      }
    : {
        label: l10n.t('The key is not valid'),
        reason: l10n.t('key not valid'),
        hint: l10n.t('Select this row to enter the new key.'),
        command,
      };
}

/** Returns the remedy for a problem that the user can only retry. */
function toRetry(error: BatchError): Remedy {
  const hint = l10n.t('Select this row to try again. The log has the details.');
  const command = toCommandId('explorer.retryLoad');
  const unreadable = error.missing && describeUnreadable(error.missing.right);
  if (unreadable !== undefined) return { label: unreadable, reason: l10n.t('role missing'), hint, command };
  if (toServiceStatus(error) === 403) return { ...toClosedDoor(error), hint, command };
  const label = l10n.t('Could not be loaded');
  if (isUnreachable(error)) return { label, reason: l10n.t('cannot be reached'), hint, command };
  return { label, reason: error.status === 429 ? l10n.t('throttled') : l10n.t('could not be loaded'), hint, command };
}

/** Describes a refusal by the account itself, for everyone or for everyone on this network. */
function toClosedDoor({ code, cause }: BatchError): Pick<Remedy, 'label' | 'reason'> {
  if (code.toLowerCase() === 'accountisdisabled')
    return { label: l10n.t('The account is disabled'), reason: l10n.t('account disabled') };
  // The error contains the extension's own message; the service's message is in its cause.
  const said = BatchError.is(cause) ? `${cause.code} ${cause.message}` : '';
  return readRefusalReason(said) === 'network'
    ? { label: l10n.t('This network is blocked'), reason: l10n.t('blocks this network') }
    : { label: l10n.t('Not allowed'), reason: l10n.t('not allowed') };
}

/** Checks whether an error means that there was no response, as for all accounts if this computer is offline. */
export function isUnreachable({ code }: BatchError): boolean {
  return unreachableCodes.has(code);
}

const unreachableCodes: ReadonlySet<string> = new Set([
  'NetworkUnreachable',
  'HostNotFound',
  'ConnectionReset',
  'RequestTimedOut',
]);

function findListTrouble(snapshot: AccountSnapshot, reader: Viewer): AccountTrouble | undefined {
  const { account } = snapshot;
  const jobs = snapshot.slice({ kind: 'jobs' });
  const pools = snapshot.slice({ kind: 'pools' });
  const failed = [jobs, pools].filter(({ error }) => error !== undefined);
  const worst = failed.find(({ error }) => error?.wayIn !== undefined) ?? failed[0];
  if (worst?.error === undefined) return undefined;
  const trouble = toTrouble(worst.error, account);
  const isGeneral = failed.length === 2 || trouble.wayIn !== undefined || isOfAccount(worst.error);
  return {
    ...trouble,
    reason:
      joinParts(
        isGeneral ? trouble.reason : toListReason(worst === jobs, worst.error),
        toAsOfText(worst.loadedAt, reader),
      ) ?? trouble.reason,
  };
}

/** Checks whether an error of one list applies to the whole account, for example because it can't be reached. */
function isOfAccount(error: BatchError): boolean {
  return error.status === 429 || isUnreachable(error);
}

function toListReason(isJobs: boolean, { missing }: BatchError): string {
  if (missing !== undefined) return isJobs ? l10n.t('jobs not visible to you') : l10n.t('pools not visible to you');
  return isJobs ? l10n.t('jobs could not be loaded') : l10n.t('pools could not be loaded');
}

function toTrouble(error: BatchError, account: Account): AccountTrouble {
  const { reason, hint, command } = toRemedy(error, account);
  const wayIn = command === toCommandId('explorer.retryLoad') ? {} : { wayIn: command };
  return { reason, message: error.message, hint, ...wayIn };
}

function findThrottling(snapshot: AccountSnapshot, reader: Viewer): AccountTrouble | undefined {
  const { account, throttledUntil } = snapshot;
  if (throttledUntil === undefined) return undefined;
  const message = l10n.t(
    '{account} is throttling requests: it received more than it accepts and is asking for a delay.',
    { account: toShownName(account) },
  );
  const asOf = toAsOfText(findAccountAge(snapshot, reader), reader);
  const isWaiting = Date.parse(throttledUntil) > reader.now.getTime();
  const time = formatClockWithSeconds(new Date(throttledUntil), reader.timeZone);
  const throttled = isWaiting ? l10n.t('throttled, next try {time}', { time }) : l10n.t('throttled');
  return { reason: joinParts(throttled, asOf) ?? throttled, message };
}
