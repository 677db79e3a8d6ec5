import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import { untilAborted } from '../../core/model/cancelled.ts';
import { toLink } from '../../core/query/address.ts';
import { formatCoreHours } from '../../core/query/coreHours.ts';
import { findFirstStep, pickExplained } from '../../core/query/representative.ts';
import { formatTime } from '../../core/query/times.ts';
import { isUnread } from '../../core/query/unreadFailures.ts';
import { joinParts } from '../../core/text/lists.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { findError, isAllRead, toCoverage } from '../causes/coverage.ts';
import { askCausesOfPool, type CauseSet } from '../causes/knownCauses.ts';
import { toCauseRow } from '../rows/failures/causeRows.ts';
import { describeCoverage } from '../rows/failures/coverageRows.ts';
import { type FilterTerm, filterCauses } from '../rows/failures/failureFilter.ts';
import { toNothingFailed } from '../rows/failures/nothingFailed.ts';
import { findAccount, openForAgent } from './account.ts';
import { type Answer, Refusal } from './answer.ts';
import type { DataLine } from './fence.ts';
import type { InputOf } from './input.ts';
import type { AgentServices, ToolCall } from './services.ts';
import type { agentTools } from './table.ts';

type Input = InputOf<typeof agentTools.azurebatch_list_failures>;

const usualLimit = 10;
const hourMs = 3_600_000;
const spanHours: Readonly<Record<string, number>> = { m: 1 / 60, h: 1, d: 24 };

/** What failed in an account by cause, as the Failures view has it. */
export async function listFailures(call: ToolCall, input: Input): Promise<Answer> {
  const { services, signal } = call;
  const { job: jobId, pool: poolId, limit = usualLimit } = input;
  const hours = readHours(input.since, services.clock.now());
  const store = await openForAgent(call, findAccount(services, input.account));
  const { jobs, pools } = store.service;
  // Of what is not there nothing failed, and that is not what is asked.
  if (jobId !== undefined) await jobs.getJob(jobId, { signal });
  if (poolId !== undefined) await pools.getPool(poolId, { signal });
  const known = await untilAborted(findCauses(services, store, jobId, poolId), signal);
  const filter: readonly FilterTerm[] = [
    ...(jobId === undefined ? [] : [{ kind: 'job', value: jobId } as const]),
    ...(poolId === undefined ? [] : [{ kind: 'pool', value: poolId } as const]),
    ...(hours === undefined ? [] : [{ kind: 'since', hours } as const]),
  ];
  const found = filterCauses(known.causes, filter, { nowMs: services.clock.now(), findLookedAt: () => undefined });
  const shown = found.slice(0, limit);
  const covered = toCoverage(store.snapshot, { jobId, poolId });
  const error = covered.missing === undefined ? undefined : findError(store.snapshot, covered.missing);
  if (found.length === 0 && error !== undefined)
    throw new Refusal(
      'Not everything could be read, so something may have failed. Tell the person, and call again later if it may pass. This is why:',
      [error.message],
    );
  const coverage = describeCoverage([covered]);
  const isOfJob = jobId !== undefined && poolId === undefined;
  const isAll = isWhole(known) && isAllRead(covered);
  const well = filter.length === 0 ? toNothingFailed([store.snapshot]) : undefined;
  return {
    head: describeFound(shown.length, found.length, isAll),
    data: [
      ...(coverage === undefined ? [] : [coverage]),
      ...(found.length === 0 && well !== undefined ? [well] : []),
      ...shown.flatMap((cause, index) => describeCause(services, cause, index + 1, isOfJob)),
    ],
    notes: [
      ...(isAll ? [] : ['Not all failures were read, so that there may be more causes, and more failures of each.']),
      ...(found.length > shown.length
        ? ['Call again with a higher limit, or with job, pool or since, to see others.']
        : []),
      ...(found.length > 0
        ? ['For why, evidence and steps call azurebatch_explain with the link of an example, or with the cause.']
        : []),
    ],
  };
}

function findCauses(services: AgentServices, store: AccountStore, jobId?: string, poolId?: string): Promise<CauseSet> {
  if (poolId !== undefined) return askCausesOfPool(services.causes, store, poolId);
  return jobId === undefined ? services.causes.ofAccount(store) : services.causes.ofJob(store, jobId);
}

function describeFound(shown: number, found: number, isAll: boolean): string {
  if (found > 0) return `Causes of failures, most damage first: ${shown} of ${found}.`;
  return isAll ? 'No failure was found.' : 'No failure was found in what was read so far.';
}

function isWhole({ read, total, isComplete, isBrief = false }: CauseSet): boolean {
  return read >= total && isComplete && !isBrief;
}

function describeCause(services: AgentServices, cause: Cause, number: number, isOfJob: boolean): readonly DataLine[] {
  const { cluster, harm } = cause;
  const { label, description } = toCauseRow(cause, { now: new Date(services.clock.now()) });
  const picked = pickExplained(cause);
  const explained = isUnread(cluster) ? undefined : picked;
  const step = explained === undefined ? undefined : findFirstStep(cause);
  const example = picked?.failing.resource;
  const { describeConfidence } = services.bundles.diagnosis();
  const hours = formatCoreHours(harm.coreHours);
  return [
    '',
    joinParts(`${number}. ${label}`, description) ?? label,
    ...(explained === undefined ? [] : [`   ${describeConfidence(explained.explanation.confidence)}`]),
    ...(hours === undefined ? [] : [`   cost: ${hours}`]),
    `   first: ${toTime(cluster.firstSeen)}, last: ${toTime(cluster.lastSeen)}`,
    ...(step === undefined ? [] : [`   first step: ${step}`]),
    ...(example === undefined ? [] : [{ label: '   example:', link: toLink(services.linkScheme, example) }]),
    ...(isUnread(cluster) ? [] : [`   cause: ${cluster.fingerprint}${isOfJob ? ' (with job)' : ''}`]),
  ];
}

function toTime(at: string): string {
  return at === '' ? '?' : formatTime(at);
}

/** How many hours back `since` is; undefined where it is not given. Throws `Refusal`. */
function readHours(since: string | undefined, nowMs: number): number | undefined {
  if (since === undefined) return undefined;
  const [, count, unit = ''] = /^\s*(\d{1,6})\s*([mhd])\s*$/.exec(since) ?? [];
  if (count !== undefined) return Number(count) * (spanHours[unit] ?? 1);
  const at = /^\d{4}-\d\d-\d\d/.test(since) ? Date.parse(since) : Number.NaN;
  if (Number.isNaN(at))
    throw new Refusal('The time is not understood. Call again with since as 24h, 7d or an ISO 8601 time.');
  return Math.max(0, (nowMs - at) / hourMs);
}
