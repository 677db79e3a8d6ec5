import * as l10n from '@vscode/l10n';
import { describeEnd, findEndOfImage, findEndOfSize, judgeEnd, toImageName } from '../../definitions/endOfSupport.ts';
import { findPoolOfJob, type Job } from '../../model/job.ts';
import type { Application, Offer } from '../../model/offer.ts';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { areAlike } from '../../relations/nearestTask.ts';
import { parseDuration, toDurationWords } from '../../words/durations.ts';
import { doAtOnce } from '../../work.ts';
import type { QuotaEvidence } from '../evidence/quotaEvidence.ts';
import { isSame } from '../evidence/time.ts';
import { type DefinitionNode, find, findByName, findNumber, findString, listItems } from './definitionTree.ts';
import { type DefinitionFinding, toFinding } from './finding.ts';
import { parseDefinition } from './parseDefinition.ts';
import { isPlaceholder } from './placeholders.ts';
import type { Definition } from './relatedDefinitions.ts';
import { readDefinedAddress } from './storageRules.ts';
import { findUnfit, findUnfitForJob, listTasksOfJob } from './taskListRules.ts';

/** The facts about an account that the checks need. */
export interface AskedOfAccount {
  readonly poolIds: readonly string[];
  /** ID of the job for tasks that are defined without a job, if the user names it. */
  readonly jobId?: string | undefined;
  readonly images: boolean;
  readonly sizes: boolean;
  readonly quotas: boolean;
  /** True to check for room for another job or job schedule. */
  readonly jobQuota: boolean;
  readonly applications: boolean;
  /** True to compare the durations of commands with time limits. */
  readonly runs: boolean;
  /** True to compare the waiting times of tasks with the expiry of signatures. */
  readonly queue: boolean;
}

/** Known facts about an account; `unknown` holds the reason, as a sentence, for each fact that could not be read. */
export interface AccountFacts extends Offer {
  readonly now: number;
  /** The named pools, by ID in lowercase; undefined for pools that don't exist. */
  readonly pools: ReadonlyMap<string, Pool | undefined>;
  readonly quotas?: QuotaEvidence | undefined;
  readonly job?: { readonly job: Job; readonly takesTasks: boolean } | undefined;
  /**
   * Describes why a pool would not get all its nodes, in sentences; undefined if it would get them or if that is
   * unknown.
   */
  readonly foreseeShortage: (pool: Pool) => string | undefined;
  readonly applications?: readonly Application[] | undefined;
  readonly ended?: readonly Task[] | undefined;
  readonly waitedMs?: number | undefined;
  readonly unknown: Partial<Readonly<Record<Subject, string>>>;
}

export type Subject = 'pools' | 'images' | 'sizes' | 'quotas' | 'jobQuota' | 'job' | 'applications' | 'tasks';

/** Checks whether definitions include tasks without a job. */
export function hasTasksAlone(definitions: readonly Definition[]): boolean {
  return definitions.some(({ isAlone }) => isAlone);
}

type Site =
  | { readonly of: 'pool'; readonly node: DefinitionNode; readonly isAutomatic: boolean }
  | { readonly of: 'poolId'; readonly node: DefinitionNode; readonly tasks: readonly DefinitionNode[] }
  | { readonly of: 'job'; readonly node: DefinitionNode }
  | { readonly of: 'tasks'; readonly node: DefinitionNode; readonly tasks: readonly DefinitionNode[] }
  | { readonly of: 'application'; readonly node: DefinitionNode }
  | { readonly of: 'limit'; readonly node: DefinitionNode; readonly commandLine: string }
  | { readonly of: 'sas'; readonly node: DefinitionNode; readonly endsAt: number };

/** Checks definitions against an account: lists the facts to request and, given these facts, the mismatches. */
export class AccountChecks {
  readonly #facts: AccountFacts | undefined;

  constructor(facts: AccountFacts | undefined) {
    this.#facts = facts;
  }

  list(definitions: readonly Definition[]): AskedOfAccount {
    const sites = [...listSites(definitions)];
    const has = (of: Site['of']): boolean => sites.some((site) => site.of === of);
    const poolIds = sites.flatMap((site) => (site.of === 'poolId' ? [String(site.node.value)] : []));
    return {
      poolIds: [...new Map(poolIds.map((id) => [id.toLowerCase(), id])).values()],
      images: sites.some(({ of, node }) => of === 'pool' && findImage(node) !== undefined),
      sizes: has('pool'),
      quotas: has('pool'),
      jobQuota: has('job'),
      applications: has('application'),
      runs: has('limit'),
      queue: has('sas'),
    };
  }

  *check(definitions: readonly Definition[]): Generator<DefinitionFinding> {
    const facts = this.#facts;
    if (facts === undefined) return;
    /** Subjects already reported as unknown. Each is reported only once, where it first matters. */
    const said = new Set<Subject>();
    for (const site of listSites(definitions))
      for (const outcome of judgeSite(site, facts)) {
        if (typeof outcome !== 'string') yield outcome;
        else if (!said.has(outcome)) {
          said.add(outcome);
          yield* toNotChecked(site.node, facts.unknown[outcome]);
        }
      }
  }
}

function toNotChecked(node: DefinitionNode, why: string | undefined): readonly DefinitionFinding[] {
  return why === undefined ? [] : [toFinding(node, 'not-checked', why)];
}

function* listSites(definitions: readonly Definition[]): Generator<Site> {
  const alone = definitions.filter(({ isAlone }) => isAlone).map(({ node }) => node);
  const [first] = alone;
  if (first !== undefined) yield { of: 'tasks', node: first, tasks: alone };
  const defined = new Set(
    definitions.flatMap(({ node, kind }) => (kind === 'pool' ? (findString(node, 'id')?.toLowerCase() ?? []) : [])),
  );
  for (const { node, kind, tasks = [] } of definitions) {
    if (kind === 'pool') yield* listSitesOfPool(node, false);
    else if (kind === 'task') yield* listSitesOfTask(node);
    else {
      yield { of: 'job', node };
      const job = kind === 'job' ? node : (findByName(node, 'jobSpecification') ?? node);
      yield* listSitesOfJob(job, tasks, defined);
    }
  }
}

function* listSitesOfPool(pool: DefinitionNode, isAutomatic: boolean): Generator<Site> {
  yield { of: 'pool', node: pool, isAutomatic };
  yield* listApplications(pool);
  const start = findByName(pool, 'startTask');
  if (start !== undefined) yield* listSitesOfTask(start);
}

function* listSitesOfJob(
  job: DefinitionNode,
  beside: readonly DefinitionNode[],
  definedPools: ReadonlySet<string>,
): Generator<Site> {
  const poolId = find(job, 'poolInfo', 'poolId');
  const tasks = listTasksOfJob(job);
  // A pool that the file itself defines is checked at its own definition.
  const isDefined = definedPools.has(String(poolId?.value).toLowerCase());
  if (isKnownText(poolId) && !isDefined) yield { of: 'poolId', node: poolId, tasks: [...tasks, ...beside] };
  const pool = find(job, 'poolInfo', 'autoPoolSpecification', 'pool');
  if (pool?.type === 'object') yield* listSitesOfPool(pool, true);
  const others = ['jobPreparationTask', 'jobReleaseTask'].flatMap((name) => findByName(job, name) ?? []);
  for (const task of [...others, ...tasks]) yield* listSitesOfTask(task);
}

function* listSitesOfTask(task: DefinitionNode): Generator<Site> {
  yield* listApplications(task);
  const limit = find(task, 'constraints', 'maxWallClockTime');
  const commandLine = findString(task, 'commandLine');
  if (isKnownText(limit) && commandLine !== undefined) yield { of: 'limit', node: limit, commandLine };
  const files = listItems(findByName(task, 'resourceFiles'));
  const outputs = listItems(findByName(task, 'outputFiles')).map((file) => find(file, 'destination', 'container'));
  for (const owner of [...files, ...outputs])
    for (const name of ['httpUrl', 'storageContainerUrl', 'containerUrl']) {
      const node = find(owner, name);
      const endsAt = isKnownText(node) ? findEnd(String(node.value)) : undefined;
      if (node !== undefined && endsAt !== undefined) yield { of: 'sas', node, endsAt };
    }
}

function* listApplications(owner: DefinitionNode): Generator<Site> {
  for (const reference of listItems(findByName(owner, 'applicationPackageReferences'))) {
    const node = findByName(reference, 'applicationId');
    if (isKnownText(node)) yield { of: 'application', node };
  }
}

function isKnownText(node: DefinitionNode | undefined): node is DefinitionNode {
  return node?.type === 'string' && !isPlaceholder(String(node.value));
}

function findEnd(text: string): number | undefined {
  const address = readDefinedAddress(text);
  return typeof address === 'object' ? address.sas?.expiresAt : undefined;
}

/** A finding, or the subject that would be needed but is unknown. */
type Outcome = DefinitionFinding | Subject;

function judgeSite(site: Site, facts: AccountFacts): Iterable<Outcome> {
  switch (site.of) {
    case 'pool':
      return judgePool(site.node, site.isAutomatic, facts);
    case 'poolId':
      return judgePoolId(site.node, site.tasks, facts);
    case 'job':
      return judgeJobQuota(site.node, facts);
    case 'tasks':
      return judgeJob(site.node, site.tasks, facts);
    case 'application':
      return judgeApplication(site.node, facts);
    case 'limit':
      return judgeLimit(site.node, site.commandLine, facts);
    case 'sas':
      return judgeQueue(site.node, site.endsAt, facts);
  }
}

function* judgePoolId(
  node: DefinitionNode,
  tasks: readonly DefinitionNode[],
  { pools }: AccountFacts,
): Generator<Outcome> {
  const id = String(node.value);
  if (!pools.has(id.toLowerCase())) {
    yield 'pools';
    return;
  }
  const pool = pools.get(id.toLowerCase());
  if (pool === undefined)
    yield toFinding(
      node,
      'pool-not-found',
      l10n.t("The account doesn't have pool {0}. Tasks would wait until the pool exists.", id),
    );
  else if (pool.state === 'deleting')
    yield toFinding(node, 'pool-not-found', l10n.t('Pool {0} in the account is being deleted.', id));
  else yield* findUnfit(toNode(pool), tasks);
}

/** Parses a pool or job from the service like a definition of it. */
function toNode(known: Pool | Job): DefinitionNode | undefined {
  return doAtOnce(parseDefinition(JSON.stringify(known)))?.root;
}

/** Checks the job that tasks are for, and its pool; problems are reported at the first task. */
function* judgeJob(
  node: DefinitionNode,
  tasks: readonly DefinitionNode[],
  { job: known, pools, unknown }: AccountFacts,
): Generator<Outcome> {
  if (known === undefined) {
    if (unknown.job !== undefined) yield 'job';
    return;
  }
  const { job, takesTasks } = known;
  if (!takesTasks) {
    const message = l10n.t('Job {0} in the account has ended or is ending, and no longer accepts tasks.', job.id);
    yield toFinding(node, 'job-takes-no-tasks', message);
    return;
  }
  const defined = toNode(job);
  if (defined !== undefined) yield* findUnfitForJob(defined, tasks);
  const poolId = findPoolOfJob(job);
  if (poolId === undefined) return;
  const pool = pools.get(poolId.toLowerCase());
  if (pool !== undefined) yield* findUnfit(toNode(pool), tasks);
  else if (!pools.has(poolId.toLowerCase())) yield 'pools';
  else {
    const message = l10n.t("The account doesn't have pool {0}. Tasks would wait until the pool exists.", poolId);
    yield toFinding(node, 'pool-not-found', message);
  }
}

function* judgeJobQuota(node: DefinitionNode, { quotas = {}, unknown }: AccountFacts): Generator<Outcome> {
  const limit = quotas.limits?.activeJobAndJobScheduleQuota;
  const count = quotas.activeJobsAndSchedules;
  if (limit === undefined || count === undefined) {
    // If no reason is given, the account has no such limit.
    if (unknown.jobQuota !== undefined) yield 'jobQuota';
    return;
  }
  if (count < limit) return;
  const message = l10n.t('The account can have {limit} active jobs and job schedules, and it already has {count}.', {
    limit,
    count,
  });
  yield toFinding(findByName(node, 'id') ?? node, 'quota-exceeded', message);
}

function* judgePool(node: DefinitionNode, isAutomatic: boolean, facts: AccountFacts): Generator<Outcome> {
  yield* judgeSize(node, facts);
  yield* judgeImage(node, facts);
  yield* judgeQuota(node, isAutomatic, facts);
}

function* judgeSize(pool: DefinitionNode, facts: AccountFacts): Generator<Outcome> {
  const node = findByName(pool, 'vmSize');
  if (!isKnownText(node)) return;
  const size = String(node.value);
  if (facts.sizes === undefined) yield 'sizes';
  else if (!facts.sizes.some(({ name }) => isSame(name, size)))
    yield toFinding(
      node,
      'size-not-supported',
      l10n.t("Batch doesn't offer VM size {0} in the account's region.", size),
    );
  else yield* toEnd(node, findEndOfSize(size, facts), findEndOfSize(size), facts);
}

function* judgeImage(pool: DefinitionNode, facts: AccountFacts): Generator<Outcome> {
  const image = findImage(pool);
  if (image === undefined) return;
  const { node, machine } = image;
  const { images } = facts;
  if (images === undefined) {
    yield 'images';
    return;
  }
  const name = toImageName(machine.imageReference);
  const alike = images.filter(({ imageReference }) => isSame(toImageName(imageReference), name));
  const agent = machine.nodeAgentSKUId;
  if (alike.length === 0)
    yield toFinding(
      findWrongPart(image, images),
      'image-not-supported',
      l10n.t('Batch does not list the image {0} for this account.', name),
    );
  else if (!alike.some(({ nodeAgentSKUId }) => isSame(nodeAgentSKUId, agent)))
    yield toFinding(
      node,
      'image-not-supported',
      l10n.t('For the image {image}, Batch expects the node agent {agent}.', {
        image: name,
        agent: alike[0]?.nodeAgentSKUId ?? '',
      }),
    );
  else yield* toEnd(node, findEndOfImage(machine, facts), findEndOfImage(machine), facts);
}

/** Reports an end date that only the account shows; other end dates are reported without the account. */
function* toEnd(
  node: DefinitionNode,
  end: ReturnType<typeof findEndOfSize>,
  announced: ReturnType<typeof findEndOfSize>,
  { now }: AccountFacts,
): Generator<Outcome> {
  const nearness = end === undefined ? undefined : judgeEnd(end, now);
  if (end === undefined || nearness === undefined || end.day === announced?.day) return;
  if (announced !== undefined && judgeEnd(announced, now) === nearness) return;
  yield toFinding(node, nearness === 'later' ? 'support-ends' : 'support-ends-soon', describeEnd(end, now));
}

/**
 * Finds an Azure Marketplace image with its node agent; undefined for the user's own images, which aren't in any list.
 */
function findImage(pool: DefinitionNode) {
  const node = find(pool, 'virtualMachineConfiguration', 'nodeAgentSKUId');
  const reference = find(pool, 'virtualMachineConfiguration', 'imageReference');
  const [publisher, offer, sku] = ['publisher', 'offer', 'sku'].map((name) => findByName(reference ?? pool, name));
  if (!isKnownText(node) || !isKnownText(publisher) || !isKnownText(offer) || !isKnownText(sku)) return undefined;
  const imageReference = { publisher: String(publisher.value), offer: String(offer.value), sku: String(sku.value) };
  const parts = [publisher, offer, sku] as const;
  return { node, parts, machine: { nodeAgentSKUId: String(node.value), imageReference } };
}

/** Returns the first of publisher, offer, and SKU that no image has in combination with the preceding ones. */
function findWrongPart(
  { parts: [publisher, offer, sku] }: NonNullable<ReturnType<typeof findImage>>,
  images: NonNullable<AccountFacts['images']>,
): DefinitionNode {
  const ofPublisher = images.filter(({ imageReference }) =>
    isSame(imageReference.publisher ?? '', String(publisher.value)),
  );
  if (ofPublisher.length === 0) return publisher;
  const hasOffer = ofPublisher.some(({ imageReference }) => isSame(imageReference.offer ?? '', String(offer.value)));
  return hasOffer ? sku : offer;
}

function* judgeQuota(
  node: DefinitionNode,
  isAutomatic: boolean,
  { quotas = {}, sizes, foreseeShortage }: AccountFacts,
): Generator<Outcome> {
  const { limits, pools } = quotas;
  const id = findString(node, 'id') ?? '';
  // A pool that already exists is counted in the usage.
  if (!isAutomatic && pools?.some((pool) => isSame(pool.id, id))) return;
  if (limits === undefined) {
    yield 'quotas';
    return;
  }
  const at = findByName(node, 'vmSize') ?? node;
  if (limits.poolQuota !== undefined && pools !== undefined && pools.length >= limits.poolQuota) {
    const message = l10n.t('The account can have {limit} pools, and it already has {count}.', {
      limit: limits.poolQuota,
      count: pools.length,
    });
    yield toFinding(at, 'quota-exceeded', message);
  }
  const vmSize = findString(node, 'vmSize');
  // The size is unknown, so only its name shows the cores.
  const isKnown = sizes === undefined || sizes.some(({ name }) => isSame(name, vmSize ?? ''));
  if (vmSize === undefined || !isKnown) return;
  const wanted: Pool = {
    id,
    vmSize,
    targetDedicatedNodes: findNumber(node, 'targetDedicatedNodes') ?? 0,
    targetLowPriorityNodes: findNumber(node, 'targetLowPriorityNodes') ?? 0,
  };
  const shortage = foreseeShortage(wanted);
  if (shortage !== undefined) yield toFinding(at, 'quota-exceeded', shortage);
}

function* judgeApplication(node: DefinitionNode, { applications }: AccountFacts): Generator<Outcome> {
  if (applications === undefined) {
    yield 'applications';
    return;
  }
  const id = String(node.value);
  const application = applications.find((one) => isSame(one.id, id));
  if (application === undefined) {
    yield toFinding(node, 'application-not-found', l10n.t("The account doesn't have application {0}.", id));
    return;
  }
  const version = node.parent === undefined ? undefined : findByName(node.parent, 'version');
  const { versions = [] } = application;
  if (!isKnownText(version) || versions.some((one) => isSame(one, String(version.value)))) return;
  const message = l10n.t(
    "Application {id} in the account doesn't have version {version}. Existing versions: {versions}.",
    {
      id,
      version: String(version.value),
      versions: versions.slice(0, mostNamed).join(', ') || l10n.t('none'),
    },
  );
  yield toFinding(version, 'application-not-found', message);
}

const mostNamed = 5;

function* judgeLimit(node: DefinitionNode, commandLine: string, { ended }: AccountFacts): Generator<Outcome> {
  const limitMs = parseDuration(String(node.value));
  if (limitMs === undefined) return;
  if (ended === undefined) {
    yield 'tasks';
    return;
  }
  const runs = ended
    .filter((task) => task.commandLine !== undefined && areAlike(task.commandLine, commandLine))
    .flatMap(({ id, executionInfo: { startTime, endTime } = {} }) => {
      const tookMs = Date.parse(endTime ?? '') - Date.parse(startTime ?? '');
      return Number.isNaN(tookMs) ? [] : [{ id, tookMs }];
    })
    .sort((one, other) => other.tookMs - one.tookMs);
  const [longest] = runs;
  if (longest === undefined || longest.tookMs <= limitMs) return;
  const over = runs.filter(({ tookMs }) => tookMs > limitMs).length;
  const message = l10n.t(
    'Of {count} tasks with this command that ended recently, {over} took longer than that: {id} took {time}.',
    { count: runs.length, over, id: longest.id, time: toDurationWords(longest.tookMs) },
  );
  yield toFinding(node, 'limit-too-short', message);
}

function* judgeQueue(
  node: DefinitionNode,
  endsAt: number,
  { now, waitedMs, unknown }: AccountFacts,
): Generator<Outcome> {
  if (waitedMs === undefined) {
    if (unknown.tasks !== undefined) yield 'tasks';
    return;
  }
  // An expired signature is reported without the account's facts.
  if (endsAt <= now || endsAt - now >= waitedMs) return;
  const message = l10n.t('The SAS expires in {left}, and a task in the account has already been waiting for {time}.', {
    left: toDurationWords(endsAt - now),
    time: toDurationWords(waitedMs),
  });
  yield toFinding(node, 'sas-ends-in-queue', message);
}
