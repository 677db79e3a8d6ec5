import * as l10n from '@vscode/l10n';
import type { ServiceErrorEvidence } from '../../core/diagnosis/explainServiceError.ts';
import type { Explanation, Fix, RemedyId } from '../../core/diagnosis/explanation/explanation.ts';
import type { AuthenticationKind } from '../../core/model/account.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { isMissing } from '../../core/model/missing.ts';
import { toServiceStatus } from '../../core/model/serviceStatus.ts';
import { toDurationWords } from '../../core/words/durations.ts';
import { formatClockWithSeconds } from '../../core/words/times.ts';
import type { ExplainingBundles } from '../ports.ts';
import type { TimedAttempt } from '../requests/recentAttempts.ts';

/** Explains that Azure Batch is slow to respond, until the actual explanation replaces this one. */
export function explainLate(): Explanation {
  const cause = l10n.t("Azure Batch is taking a long time to respond, so this isn't known yet.");
  return toPageExplanation(l10n.t('This is still being read'), cause);
}

interface AwaitedPage {
  readonly askedAt: Date;
  /** The time since which the account has not responded at all. */
  readonly silentSince: string | undefined;
  /** The last response since the page was requested, if it was an error. */
  readonly refused: TimedAttempt | undefined;
}

/** Explains why a page requested at a certain time has not arrived yet. */
export function explainAwaited(account: string, { askedAt, silentSince, refused }: AwaitedPage): Explanation {
  if (refused === undefined && silentSince !== undefined) {
    const cause = l10n.t(
      "{account} hasn't responded since {since}. This page was requested at {time} and is shown as soon as the response arrives. The rows in the sidebar show what was read earlier.",
      { account, since: formatClockWithSeconds(new Date(silentSince)), time: formatClockWithSeconds(askedAt) },
    );
    return toPageExplanation(l10n.t("{account} isn't responding", { account }), cause);
  }
  if (refused === undefined) {
    const cause = l10n.t(
      "This page was requested at {time}, and {account} hasn't fully responded yet. The response is shown here as soon as it arrives.",
      { time: formatClockWithSeconds(askedAt), account },
    );
    return toPageExplanation(l10n.t('This is still being read'), cause);
  }
  const { attempt, atMs } = refused;
  const cause = l10n.t(
    '{account} responded with the error {error} at {time}. The request is sent again, and this page is shown as soon as the response arrives.',
    { account, error: `${attempt.status} ${attempt.code ?? ''}`.trim(), time: formatClockWithSeconds(atMs) },
  );
  return toPageExplanation(l10n.t('Azure Batch is returning an error'), cause);
}

/** Describes the wait for a page that still shows earlier data, as sentences. */
export function describeAwaited(account: string, awaited: AwaitedPage): string {
  const { silentSince, refused } = awaited;
  if (refused !== undefined || silentSince === undefined) return explainAwaited(account, awaited).cause;
  const since = formatClockWithSeconds(new Date(silentSince));
  return l10n.t(
    "{account} hasn't responded since {since}. The data shown was read earlier and is read again as soon as {account} responds.",
    { account, since },
  );
}

/** Facts about a page that could not be written. */
export interface UnreadPage {
  readonly account: string;
  readonly authentication: AuthenticationKind | undefined;
  readonly since: Date;
  /**
   * Longest interval between requests to the account while the page is visible, in milliseconds; undefined if only the
   * user requests it.
   */
  readonly askedEveryMs: number | undefined;
}

/** Explains why an item could not be read, and what to do about it. */
export function explainUnread(error: BatchError, page: UnreadPage, bundles: ExplainingBundles): Explanation {
  if (isMissing(error)) return toPageExplanation(l10n.t("This doesn't exist in Azure Batch"), error.message);
  const { account: name } = page;
  const cause = `${error.message} ${describeWait(name, page.since)}`;
  const way = findWayIn(error, page.authentication);
  if (way !== undefined)
    return { ...toPageExplanation(toLockedTitle(error, way), cause, toWayInFix(way, name)), remedies: [wayIns[way]] };
  if (toServiceStatus(error) === undefined)
    return toPageExplanation(l10n.t('This could not be read'), cause, toRetryFix(page));
  const { evidence, fixes } = bundles.diagnosis().explainServiceError(toServiceErrorEvidence(error, undefined));
  const steps = error.retryable ? [toRetryFix(page)] : fixes.map(({ text }) => ({ text }));
  return { ...toPageExplanation(l10n.t('Azure Batch returned an error'), cause, ...steps), evidence };
}

/** Checks whether a failed page may succeed when its account responds. */
export function isPassing(error: BatchError): boolean {
  return !isMissing(error) && error.missing === undefined;
}

/** Describes when a page began to fail and when it is read again. */
export function describeWait(account: string, since: Date): string {
  return l10n.t('It has been unreadable since {time} and is read again as soon as {account} responds.', {
    time: formatClockWithSeconds(since),
    account,
  });
}

/**
 * Converts the error of a request to evidence. `operation` describes the attempted operation for the user. The message
 * of a refusal is the extension's; its cause contains the service's own message, which evidence quotes.
 */
export function toServiceErrorEvidence(error: BatchError, operation: string | undefined): ServiceErrorEvidence {
  const { status, code, details, retryAfterMs, mayHaveActed } = error;
  const said = BatchError.is(error.cause) ? error.cause : error;
  return { status, code, message: said.message, values: details, retryAfterMs, mayHaveActed, operation };
}

type Way = keyof typeof wayIns;

const wayIns = {
  key: 'account.enterKey',
  cli: 'account.azureCliLogin',
  signIn: 'account.signIn',
} as const satisfies Readonly<Record<string, RemedyId>>;

function findWayIn({ code, wayIn }: BatchError, known: AuthenticationKind | undefined): Way | undefined {
  const isLockedOut = wayIn !== undefined || ['NotSignedIn', 'UnconfirmedHost', 'AzureCliMissing'].includes(code);
  if (!isLockedOut) return undefined;
  const authentication = wayIn?.authentication ?? known;
  if (authentication === 'sharedKey') return 'key';
  return authentication === 'azureCli' && code !== 'AzureCliMissing' ? 'cli' : 'signIn';
}

function toLockedTitle({ code, status }: BatchError, way: Way): string {
  if (code === 'UnconfirmedHost') return l10n.t('Nothing was sent');
  if (way !== 'key') return l10n.t('You are not signed in');
  return status === undefined ? l10n.t('The key is missing') : l10n.t('The key is not valid');
}

function toWayInFix(way: Way, account: string): Fix {
  const text =
    way === 'key'
      ? l10n.t('Enter the key for account {account}.', { account })
      : l10n.t('Sign in to account {account} again.', { account });
  return { text, remedies: [wayIns[way]] };
}

function toRetryFix({ account, askedEveryMs }: UnreadPage): Fix {
  return {
    text:
      askedEveryMs === undefined
        ? l10n.t('Select Refresh to try again.')
        : l10n.t(
            'Wait: while this page is visible, {account} is checked at least every {time}. Select Refresh to check now.',
            { account, time: toDurationWords(askedEveryMs) },
          ),
  };
}

function toPageExplanation(title: string, cause: string, ...fixes: readonly Fix[]): Explanation {
  return {
    category: 'other',
    title,
    cause,
    evidence: [],
    fixes,
    remedies: [],
    confidence: 'certain',
    isOfSeveral: true,
    fingerprint: 'unread',
  };
}
