import * as l10n from '@vscode/l10n';
import { within } from '../../core/clock.ts';
import type { Explanation, Section } from '../../core/diagnosis/explanation/explanation.ts';
import type { TimelineEvidence } from '../../core/diagnosis/report/timeline.ts';
import type { BatchError } from '../../core/model/batchError.ts';
import { isMissing } from '../../core/model/missing.ts';
import { toServiceStatus } from '../../core/model/serviceStatus.ts';
import type { Page } from '../../core/page/page.ts';
import { continueAfterColon } from '../../core/text/afterColon.ts';
import { withLabel } from '../../core/text/label.ts';
import { nameAccount } from '../accounts/accounts.ts';
import { gatherLastGood } from '../evidence/comparisons.ts';
import { MissingEvidence } from '../evidence/missingEvidence.ts';
import { toRecordedRun } from '../evidence/recordedRun.ts';
import { toShownText } from '../messages/notificationText.ts';
import type { RecentAttempts } from '../requests/recentAttempts.ts';
import type { Explained, ExplanationTarget } from './explained.ts';
import { toExplained } from './explainedResource.ts';
import { describeAwaited, describeWait, explainAwaited, explainUnread, isPassing } from './explainUnread.ts';
import { toEventSubject } from './recorded.ts';
import { nameResource } from './tabName.ts';
import { draw, type ExplanationServices } from './writeExplanation.ts';

/** Number of recent requests in which to search for the last error. */
const recentRequests = 50;
/** Longest wait for Azure's own health, which only adds to why an account doesn't answer, in milliseconds. */
const healthPatienceMs = 5000;

export interface UnreadServices extends ExplanationServices {
  readonly recentAttempts: Pick<RecentAttempts, 'listAbout'>;
}

interface WhyUnread {
  readonly askedAt: Date;
  /** Absent while responses are awaited. */
  readonly error?: BatchError;
  readonly before?: Explained | undefined;
  /** Longest interval between requests to an account while one of its pages fails, in milliseconds. */
  readonly askedEveryMs?: number | undefined;
}

/**
 * Writes a document that cannot currently be read, with its earlier content, if any, and the reason. Returns `before`
 * unchanged while responses are awaited and nothing is wrong.
 */
export async function writeUnread(
  services: UnreadServices,
  target: ExplanationTarget,
  { askedAt, error, before, askedEveryMs }: WhyUnread,
): Promise<Explained> {
  const { accountId } = target.resource;
  const account = services.accounts.all.find(({ id }) => id === accountId);
  const name = nameAccount(services.accounts, accountId);
  const since = before?.unread?.since ?? askedAt;
  const shown = before?.unread?.isBlank === true ? undefined : before;
  const unread = { since, isBlank: shown === undefined, isPassing: error !== undefined && isPassing(error) };
  if (error === undefined) {
    const refused = services.recentAttempts
      .listAbout({ kind: 'account', accountId }, recentRequests)
      .findLast(({ attempt, atMs }) => atMs >= askedAt.getTime() && isRefusedForNow(attempt.status));
    const silentSince = services.accounts.findStore(accountId)?.snapshot.silentSince;
    const awaited = { askedAt, silentSince, refused };
    if (shown === undefined)
      return { ...(await drawBlank(services, target, explainAwaited(name, awaited), name)), unread };
    const isFine = silentSince === undefined && refused === undefined && shown.unread === undefined;
    return isFine ? shown : { ...withNotice(services, shown, describeAwaited(name, awaited)), unread };
  }
  if (shown !== undefined)
    return { ...withNotice(services, shown, describeOutdated(error, name, since), error), unread };
  const gone =
    isMissing(error) && target.document === 'explanation' ? await writeGone(services, target, error) : undefined;
  if (gone !== undefined) return { ...gone, unread };
  const explanation = explainUnread(
    error,
    { account: name, authentication: account?.authentication, since, askedEveryMs },
    services.bundles,
  );
  const isSilent = explanation.remedies.length === 0 && (toServiceStatus(error) ?? 500) >= 500;
  const related = isSilent && !isMissing(error) ? await readHealth(services, accountId) : [];
  return { ...(await drawBlank(services, target, { ...explanation, related }, name)), unread };
}

/** Reads what Azure says about its own health, for an account that doesn't answer, unless that takes long as well. */
async function readHealth(
  { accounts, bundles, clock }: ExplanationServices,
  accountId: string,
): Promise<readonly Section[]> {
  const monitor = accounts.findStore(accountId)?.service.monitor;
  if (monitor?.isAvailable !== true) return [];
  const answer = await within(clock, healthPatienceMs, monitor.getHealth());
  const section = bundles.diagnosis().toHealthSection(answer, { since: undefined, now: new Date(clock.now()) });
  return section === undefined ? [] : [section];
}

/**
 * Writes the service log about an item that the account does not contain, or the reason that the log is unknown.
 * Undefined if the log cannot be queried.
 */
export async function writeGone(
  services: ExplanationServices,
  target: ExplanationTarget,
  error: BatchError,
): Promise<Explained | undefined> {
  const { resource } = target;
  const subject = toEventSubject(resource);
  const store = services.accounts.findStore(resource.accountId);
  if (subject === undefined || store === undefined || !store.service.monitor.isAvailable) return undefined;
  const log = await store.service.monitor.listEvents(subject);
  const events = 'value' in log ? log.value.events : [];
  const run = resource.kind === 'task' ? toRecordedRun(events) : undefined;
  const compared =
    resource.kind !== 'task' || run === undefined
      ? undefined
      : await gatherLastGood(store, resource, run, new MissingEvidence(), services);
  const explanation = services.bundles.diagnosis().explainGoneThing(error.message, log, compared);
  const name = nameAccount(services.accounts, resource.accountId);
  return drawBlank(services, target, explanation, name, { events });
}

function isRefusedForNow(status: number | undefined): boolean {
  return status !== undefined && (status >= 500 || status === 429);
}

function drawBlank(
  services: ExplanationServices,
  target: ExplanationTarget,
  explanation: Explanation,
  account: string,
  history: TimelineEvidence = {},
): Promise<Explained> {
  const { resource, document } = target;
  // The title of a cause is known only from its failures.
  const title =
    document === 'cause'
      ? explanation.title
      : withLabel(nameResource(resource, account), continueAfterColon(explanation.title));
  const read = { ...toExplained({ ...explanation, title }, { resource }), history };
  return draw(services, target, read, { account, readAt: new Date(services.clock.now()) });
}

function withNotice(
  { bundles }: ExplanationServices,
  before: Explained,
  notice: string,
  error?: BatchError,
): Explained {
  const { page: drawn } = before.drawn;
  const page = { ...(error !== undefined && isMissing(error) ? withoutActions(drawn) : drawn), notice };
  return { ...before, drawn: { ...before.drawn, page }, ...bundles.diagnosis().renderPage(page) };
}

function describeOutdated(error: BatchError, account: string, since: Date): string {
  if (isMissing(error))
    return l10n.t('This no longer exists in Azure Batch. The data shown was read while it still existed.');
  const outdated = l10n.t('This could not be read again. {reason} The data shown was read earlier.', {
    reason: toShownText(error.message),
  });
  return isPassing(error) ? `${outdated} ${describeWait(account, since)}` : outdated;
}

/** Removes the actions, because nothing can be done with a deleted item. */
function withoutActions(page: Page): Page {
  const leaveOut = (steps: Page['steps']): Page['steps'] =>
    steps.map((step) => ({
      ...step,
      actions: [],
      ...(step.choices === undefined ? {} : { choices: leaveOut(step.choices) }),
    }));
  const { wait } = page;
  return {
    ...page,
    steps: leaveOut(page.steps),
    actions: [],
    ...(wait && {
      wait: { ...wait, reasons: wait.reasons.map((reason) => ({ ...reason, steps: leaveOut(reason.steps) })) },
    }),
  };
}
