import * as l10n from '@vscode/l10n';
import { isAgain, mapRemedies } from '../../core/changes/remediesOfSteps.ts';
import { afterRepeat } from '../../core/changes/retryOfCause.ts';
import type { Clock } from '../../core/clock.ts';
import { toDefinition } from '../../core/definitions/resubmit.ts';
import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { CodeFrame, Explanation, RemedyId, Section } from '../../core/diagnosis/explanation/explanation.ts';
import type { FoundCommits } from '../../core/diagnosis/task/suspectCommits.ts';
import { toShownName } from '../../core/model/account.ts';
import { logNames } from '../../core/model/logEnd.ts';
import {
  type NodeResource,
  type PoolResource,
  type Resource,
  type TaskResource,
  toKind,
} from '../../core/model/resource.ts';
import type { ShownResubmission } from '../../core/model/resubmission.ts';
import type { SavedAttempt } from '../../core/model/savedAttempt.ts';
import type { SavedObject } from '../../core/model/savedObject.ts';
import type { Task } from '../../core/model/task.ts';
import type { Unread } from '../../core/model/unread.ts';
import type { AttemptTarget, CauseTarget } from '../../core/places/documentPath.ts';
import { nameNodes } from '../../core/words/nodeNames.ts';
import { formatTime } from '../../core/words/times.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { KnownCauses } from '../causes/knownCauses.ts';
import { findRepeats } from '../causes/repeatedCauses.ts';
import { findVitalSigns } from '../connect/vitalSigns.ts';
import type { AttemptJournal } from '../evidence/attemptJournal.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import type { FoundRuns } from '../evidence/foundRuns.ts';
import { toFinding } from '../evidence/helperLogs.ts';
import { findAttempt, type KeptAttempt } from '../evidence/keptAttempts.ts';
import { findNodeNames } from '../evidence/nodeNames.ts';
import type { Resubmissions } from '../evidence/resubmissions.ts';
import type { RemedyAction } from '../messages/helpfulAction.ts';
import type { ExplainingBundles, State } from '../ports.ts';
import { readAndExplainCause } from './explainCause.ts';
import type { Explained, ExplanationTarget, Look } from './explained.ts';
import type { ExplainedResource, RemedyTargets } from './explainedResource.ts';
import { explainResource } from './explainResource.ts';
import { listAttemptLooks, listLooks, listPageLooks } from './explanationLooks.ts';
import { withNodeNames } from './explanationNames.ts';
import { type Late, LateAnswers, type LateThing } from './lateAnswers.ts';
import { listRetries } from './remedyActions.ts';
import { type Resubmitted, readResubmitted, withResubmitted } from './resubmitted.ts';
import { type RetriedFrom, readRetried } from './retriedTasks.ts';
import { describeRunBefore, readStory, type Story, type StoryServices } from './story.ts';
import { toTabName } from './tabName.ts';
import { readTakenOffline } from './takenOffline.ts';

export interface ExplanationServices extends StoryServices {
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly journal: AttemptJournal;
  readonly kept: AttemptJournal<Resource, SavedObject>;
  readonly resubmissions: Pick<Resubmissions, 'load' | 'find' | 'settle'>;
  readonly reader: FailureReader;
  readonly causes: KnownCauses;
  readonly goodRuns: FoundRuns;
  /** Checks whether a user that this computer added to the node can sign in; unknown when absent. */
  readonly hasNodeUser?: ((node: NodeResource) => boolean) | undefined;
  /** The store of vital signs that nodes reported; unknown when absent. */
  readonly state?: State;
  /** Checks whether a whole cause is currently muted; no cause is muted when absent. */
  readonly isMuted?: ((cause: Cause) => boolean) | undefined;
  /** Returns when the user last viewed the failures of an account, ISO 8601; unknown when absent. */
  readonly findLookedAt?: ((accountId: string) => string | undefined) | undefined;
  /** True if the page is written once, so that late data isn't added to it. */
  readonly isOnce?: boolean;
  /** Names what shows the saved logs of a task's last attempt, where there is no button for that. */
  nameSavedLogs?(task: TaskResource): string | undefined;
  /** Converts the remedies that have a target to commands. */
  toRemedyActions(remedies: readonly RemedyId[], targets: RemedyTargets): readonly RemedyAction[];
  /**
   * Finds the commits to the workspace file for a place in code on a node, and to its surroundings. The definition of
   * the task may name the commit that ran. Unknown when absent.
   */
  findCommitsTo?(
    place: CodeFrame & { readonly text: string | undefined },
    definition: string,
  ): Promise<FoundCommits | undefined>;
  /** Finds the workspace file for a source path seen on a node. Only its presence matters here. */
  findSource(nodePath: string): Promise<object | undefined>;
}

interface Surroundings {
  readonly account: string;
  readonly story?: Story;
  readonly readAt: Date;
  readonly notice?: string | undefined;
  readonly attempt?: KeptAttempt;
}

const noneResubmitted: Resubmitted = { all: [], following: [] };
const noStory: Story = { attempts: [], history: {} };

/**
 * Gathers the evidence about an item, explains it, and renders its page and text. Throws the service's errors.
 * @param patienceMs how long to wait for data that is not about the item itself
 * @param onLate called when late data has arrived
 */
export async function writeExplanation(
  services: ExplanationServices,
  target: ExplanationTarget,
  patienceMs: number,
  onLate: () => void,
): Promise<Explained> {
  if (target.document === 'attempt') return writeAttempt(services, target);
  const { resource } = target;
  const { accounts, bundles, clock, journal, resubmissions, reader, causes, goodRuns, hasNodeUser, isMuted } = services;
  const store = await accounts.getStore(resource.accountId);
  const readAt = new Date(clock.now());
  const answers = new LateAnswers(clock, patienceMs);
  const sources = {
    bundles,
    reader,
    causes,
    resubmissions,
    lastGood: {
      goodRuns,
      journal,
      findCommits: async (task: TaskResource, facts: Task) => {
        const { userFrame, userSource } = reader.find(task)?.cause?.log ?? {};
        return (
          userFrame && services.findCommitsTo?.({ ...userFrame, text: userSource }, JSON.stringify(toDefinition(facts)))
        );
      },
    },
    late: answers,
    hasNodeUser,
    findVitalSigns: (node: NodeResource) => services.state && findVitalSigns(services.state, node),
    isMuted,
    findLookedAt: services.findLookedAt,
    readTakenOffline: (whole: NodeResource | PoolResource) => readTakenOffline(services, whole),
    findRepeats: (cause: Cause) => findRepeats(cause, journal, bundles.diagnosis()),
    readRetried: (from: RetriedFrom) => readRetried(services, store, from),
  };
  const read =
    target.document === 'cause'
      ? await readAndExplainCause(store, target, sources, readAt)
      : await explainResource(store, resource, sources, readAt);
  const late = answers.find();
  if (late !== undefined) late.come.then(onLate);
  // The explanation of a cause includes the results of its own tasks.
  const story = target.document === 'cause' ? noStory : await readStory(services, read);
  const notice = late && (services.isOnce === true ? sayMissing() : describeLate(late));
  return draw(services, target, read, { account: toShownName(store.account), story, readAt, notice });
}

/** Explains an attempt based on its saved record, without requests. Throws `BatchError` if the record was deleted. */
async function writeAttempt(services: ExplanationServices, target: AttemptTarget): Promise<Explained> {
  const { resource } = target;
  const { accounts, bundles, toActionName } = services;
  const attempt = await findAttempt(services, target, toActionName);
  const account = nameAccount(services, resource);
  const store = accounts.findStore(resource.accountId);
  const poolId = 'task' in attempt.of ? attempt.of.task.nodeInfo?.poolId : toKind('pool', resource)?.poolId;
  const nodeNames = store === undefined ? new Map() : findNodeNames(store, poolId);
  const read: ExplainedResource = {
    explanation: mapRemedies(explainKept(attempt, bundles), () => []),
    targets: { resource },
    logs: [],
    facts: attempt.of,
    history: 'task' in attempt.of ? { tasks: [attempt.of.task] } : { nodes: [attempt.of.node] },
    tasks: [],
    nodeNames,
  };
  const effect = attempt.effect && bundles.diagnosis().describeEffect(attempt.effect);
  const notice = joinNotices(describeKept(attempt), effect);
  return draw(services, target, read, { account, readAt: new Date(services.clock.now()), notice, attempt });
}

/** Renders the page and the text of an explanation. */
export async function draw(
  services: ExplanationServices,
  target: ExplanationTarget,
  read: ExplainedResource,
  { account, story = noStory, readAt, notice, attempt }: Surroundings,
): Promise<Explained> {
  const { resource } = target;
  const isTask = resource.kind === 'task' && target.document !== 'attempt';
  const attempts = isTask ? story.attempts : [];
  const { buildTimeline, describeResubmitted, listSameAttempts, renderPage, toPage } = services.bundles.diagnosis();
  const { all: resubmitted, following } =
    target.document === 'attempt' ? noneResubmitted : await listResubmitted(services, read);
  const related = [
    ...(read.explanation.related ?? []),
    ...listRelated(read, attempts, resubmitted, services),
    ...(services.isOnce === true && read.running !== undefined ? [read.running] : []),
  ];
  const { task } = read.facts;
  const isRepeated = task !== undefined && listSameAttempts(task, read.explanation, attempts).length > 0;
  const own = isTask ? withResubmitted(read.explanation, resubmitted, 1) : read.explanation;
  const offered = isRepeated ? afterRepeat(asOfOne(own)) : own;
  const before = task && describeRunBefore(attempts, task, services);
  const cause = before === undefined ? offered.cause : `${offered.cause} ${before}`;
  const explanation = withNodeNames({ ...offered, cause, related }, read.nodeNames);
  const actions = services.toRemedyActions(explanation.remedies, {
    ...read.targets,
    retries: listRetries(explanation.fixes),
  });
  const looks =
    target.document === 'attempt' && attempt !== undefined
      ? listAttemptLooks(target, attempt)
      : listLooks(read, {
          keptCount: isTask ? attempts.length : (await services.kept.list(resource)).length,
          hasPortal: services.accounts.findPortal(resource.accountId) !== undefined,
          readAt,
        });
  const pageLooks = [...looks, ...listPageLooks(target)];
  const nodeName = toNodeName(read);
  const timeline = buildTimeline({ ...read.history, ...story.history });
  const sources = await findSources(services, explanation);
  const drawn = toPage(explanation, {
    ...read.facts,
    example: read.example,
    nodeName,
    actions,
    timeline,
    nameNodes: (text: string) => nameNodes(text, read.nodeNames, true),
    notice: joinNotices(read.resubmitted ?? describeResubmitted(resubmitted, 1), notice),
    resource,
    savedAt: attempt?.savedAt,
    cause: toCause(read, target),
    looks: pageLooks.map(({ title }) => title),
    // An overview is long, and users compare it with the views next to it.
    age: resource.kind === 'account' && target.document === 'explanation' ? findRefresh(pageLooks) : undefined,
    logs: read.logs,
    hasSource: ({ file }) => sources.has(file),
  });
  const name = toTabName(target, { ...read, explanation }, account);
  return {
    explanation,
    name,
    actions,
    looks,
    pageLooks,
    drawn,
    ...renderPage(drawn.page),
    targets: read.targets,
    ...(read.isGone && { isGone: read.isGone }),
    ...(read.isLate && { isLate: read.isLate }),
    following: [...(read.following ?? listFollowed(read)), ...following],
    ...(task === undefined ? {} : { task }),
  };
}

function findRefresh(looks: readonly Look[]): number {
  return looks.findIndex((look) => 'isRefresh' in look);
}

/** Returns the explained task if the page should follow it because it has not completed. */
function listFollowed({ targets: { resource }, facts: { task, job } }: ExplainedResource): Explained['following'] {
  return resource.kind === 'task' && task !== undefined && task.state !== 'completed' ? [{ resource, task, job }] : [];
}

/** Returns the task that the failed task was resubmitted as, with its present state. */
async function listResubmitted(
  { accounts, resubmissions }: ExplanationServices,
  { targets, facts }: ExplainedResource,
): Promise<Resubmitted> {
  const { resource } = targets;
  if (resource.kind !== 'task' || facts.task === undefined) return noneResubmitted;
  await resubmissions.load();
  const found = resubmissions.find(resource, facts.task);
  const store = accounts.findStore(resource.accountId);
  if (found === undefined || store === undefined) return noneResubmitted;
  return readResubmitted(store, [found], resubmissions);
}

/** Finds the workspace files of user code that the evidence names, by their paths on the node. */
export async function findSources(
  services: Pick<ExplanationServices, 'findSource'>,
  { evidence, sections = [] }: Explanation,
): Promise<ReadonlySet<string>> {
  const pieces = [...evidence, ...sections.flatMap(({ items }) => items)];
  const files = new Set(pieces.flatMap(({ frame }) => (frame === undefined ? [] : [frame.file])));
  const found = await Promise.all(
    [...files].map(async (file) => ((await services.findSource(file)) === undefined ? [] : [file])),
  );
  return new Set(found.flat());
}

/** Returns the account's name in the views; empty if the views lack the account. */
function nameAccount({ accounts }: ExplanationServices, { accountId }: Resource): string {
  const account = accounts.all.find(({ id }) => id === accountId);
  return account === undefined ? '' : toShownName(account);
}

/**
 * Explains why an attempt failed, or the state of a node, based on its saved record. Logs that were not saved are
 * listed with the reason.
 */
function explainKept({ of, logs, why }: KeptAttempt, bundles: ExplainingBundles): Explanation {
  const { explainNodeEvidence, explainTaskEvidence } = bundles.diagnosis();
  const find = (name: string): string | undefined => logs.find(({ path }) => path.split('/').at(-1) === name)?.text;
  const ends = { stdout: find('stdout.txt'), stderr: find('stderr.txt') };
  // Logs of a finished run that were not saved can no longer be read.
  const unread = Object.fromEntries(
    logNames.filter((name) => find(name) === undefined).map((name) => [name, toUnkept(logs, name)]),
  );
  const explanation =
    'task' in of
      ? explainTaskEvidence({ task: of.task, ...ends, unread })
      : explainNodeEvidence({ node: of.node, ...ends });
  const isRead = logs.some(({ text }) => text !== undefined);
  const missing = logs.flatMap(toFinding);
  return {
    ...explanation,
    // With the saved logs, the earlier explanation can be produced again.
    title: (isRead ? undefined : why) ?? explanation.title,
    evidence: [...explanation.evidence, ...missing],
    fixes: explanation.fixes.filter(({ remedies = [] }) => !isRetryAlone(remedies)),
  };
}

function toUnkept(logs: KeptAttempt['logs'], name: string): Unread {
  const why =
    logs.find(({ path }) => path.split('/').at(-1) === name)?.unread?.why ?? l10n.t('This log was not saved.');
  return { kind: 'gone', why };
}

/** Checks whether a fix only retries, which is pointless for a saved attempt: the action has already been taken. */
function isRetryAlone(remedies: readonly RemedyId[]): boolean {
  return remedies.length > 0 && remedies.every((remedy) => isAgain(remedy) || remedy === 'job.retryFailed');
}

/** Removes remedies that retry other tasks with the same cause. */
function asOfOne(explanation: Explanation): Explanation {
  return mapRemedies(explanation, (remedy) =>
    remedy === 'failures.retry' || remedy === 'job.retryFailed' ? [] : [remedy],
  );
}

function describeKept({ savedAt, title }: KeptAttempt): string {
  return l10n.t({
    message: 'Saved {time} ({title}). It may be different now.',
    args: { time: formatTime(savedAt), title },
    comment: ['{title} is how an earlier attempt ended, and what was done then'],
  });
}

function joinNotices(...notices: readonly (string | undefined)[]): string | undefined {
  const said = notices.filter((notice) => notice !== undefined);
  return said.length === 0 ? undefined : said.join(' ');
}

const lateThings: Readonly<Record<LateThing, () => string>> = {
  causes: () => l10n.t("The account's failures are still being read and are added as soon as they arrive."),
  succeeded: () => l10n.t('Data from tasks that succeeded is still being read and is added as soon as it arrives.'),
  startTaskLogs: () => l10n.t("The start task's logs are still being read and are added as soon as they arrive."),
  metrics: () => l10n.t("The account's metrics are still being read and are added as soon as they arrive."),
  health: () => l10n.t("Azure's own health is still being read and is added as soon as it arrives."),
  network: () => l10n.t("The pool's network is still being read and is added as soon as it arrives."),
  serviceLog: () => l10n.t('The service log is still being read and is added as soon as it arrives.'),
  offer: () => l10n.t('The list of what Batch supports is still being read and is added as soon as it arrives.'),
};

function sayMissing(): string {
  return l10n.t('Some data was still being read and is missing here: ask again to see it.');
}

function describeLate({ things }: Late): string {
  return [...new Set(things)].map((thing) => lateThings[thing]()).join(' ');
}

/** Lists sections about related tasks: similar failures, resubmissions, and earlier attempts. */
function listRelated(
  { targets: { resource }, shown, explanation, facts: { task } }: ExplainedResource,
  attempts: readonly SavedAttempt[],
  resubmitted: readonly ShownResubmission[],
  { bundles, nameSavedLogs }: ExplanationServices,
): readonly Section[] {
  if (resource.kind !== 'task' || task === undefined) return [];
  const { explainAttempts, listEarlierAttempts, toAlikeSection, toAttemptsSection, toResubmittedSection } =
    bundles.diagnosis();
  const earlier = listEarlierAttempts(task, attempts);
  const isSaved = earlier.at(-1)?.logs.some(({ text }) => text !== undefined) === true;
  const name = isSaved ? nameSavedLogs?.(resource) : undefined;
  const saved =
    name === undefined
      ? []
      : [{ text: l10n.t('Logs of the last of these attempts, saved on this computer: {0}', name) }];
  const sections = [
    shown && toAlikeSection(resource, shown, explanation),
    toResubmittedSection(resubmitted),
    toAttemptsSection(resource, earlier, { of: [...explainAttempts(task, explanation, earlier), ...saved] }),
  ];
  return sections.filter((section) => section !== undefined);
}

/** Returns the cause of the explained item, if the cause has its own page. */
function toCause({ targets: { cause } }: ExplainedResource, { document }: ExplanationTarget): CauseTarget | undefined {
  return document === 'cause' ? undefined : cause?.target;
}

/** Returns the node's name for the facts at the top: its name and the start of its ID. */
function toNodeName({ facts, nodeNames }: ExplainedResource): string | undefined {
  const id = facts.node?.id ?? facts.task?.nodeInfo?.nodeId;
  return id === undefined ? undefined : nameNodes(l10n.t('node {id}', { id }), nodeNames);
}
