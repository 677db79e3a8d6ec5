import * as l10n from '@vscode/l10n';
import { and, equals, type Filter, or } from '../../../core/filters/odata.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { BatchService } from '../../../service/ports.ts';
import { readAllPages } from '../../evidence/readPages.ts';
import { toFirst } from '../verb/judge.ts';

const maxShownIdLength = 64;
const unfinished = toAnyState('active', 'disabling', 'disabled', 'enabling');
/** Matches schedules that create jobs now or may do so later. */
const unended = toAnyState('active', 'disabled');

function toAnyState(...states: readonly string[]): Filter {
  return or(...states.map((state) => equals('state', state)));
}

/** The jobs and schedules that would be left without their pool. */
export interface Stranded {
  readonly said: readonly string[];
  readonly list: readonly string[];
}

/**
 * Finds the jobs and job schedules that use a pool. If they cannot be read, the result includes a warning, because this
 * does not prevent deletion but is a reason to check first.
 */
export async function findStranded({ jobs, jobSchedules }: BatchService, poolId: string): Promise<Stranded> {
  try {
    const [bound, schedules] = await Promise.all([
      readAllPages(
        jobs.listJobs({ filter: and(equals('executionInfo/poolId', poolId), unfinished), select: ['id', 'state'] }),
      ),
      // The service cannot filter schedules by pool.
      readAllPages(jobSchedules.listJobSchedules({ filter: unended, select: ['id', 'state', 'jobSpecification'] })),
    ]);
    const isOfPool = (id: string | undefined): boolean => id?.toLowerCase() === poolId.toLowerCase();
    const making = schedules.filter(({ jobSpecification }) => isOfPool(jobSpecification?.poolInfo?.poolId));
    return describeStranded(
      bound.map(({ id }) => toShortVisible(id, maxShownIdLength)),
      making.map(({ id }) => toShortVisible(id, maxShownIdLength)),
    );
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    const said = [l10n.t('Could not read which jobs and job schedules use the pool: {0}', error.message)];
    return { said, list: said };
  }
}

function describeStranded(jobs: readonly string[], schedules: readonly string[]): Stranded {
  if (jobs.length + schedules.length === 0) {
    const said = [l10n.t('No job schedules or unfinished jobs use it.')];
    return { said, list: said };
  }
  const outcome = l10n.t(
    'The tasks wait until a pool with this ID exists again or their job is assigned to another pool.',
  );
  return {
    said: [
      ...(jobs.length === 0 ? [] : [toJobs(jobs, listPlain(toFirst(jobs)))]),
      ...(schedules.length === 0 ? [] : [toSchedules(schedules, listPlain(toFirst(schedules)))]),
      outcome,
    ],
    list: [
      ...jobs.map((job) => l10n.t('Job {0} uses the pool', job)),
      ...schedules.map((schedule) => l10n.t('Job schedule {0} creates jobs for the pool', schedule)),
      outcome,
    ],
  };
}

function toJobs({ length }: readonly string[], names: string): string {
  const parts = { ...asCount(length), names };
  return plural(length, {
    one: l10n.t('{count} unfinished job uses it: {names}.', parts),
    other: l10n.t('{count} unfinished jobs use it: {names}.', parts),
  });
}

function toSchedules({ length }: readonly string[], names: string): string {
  const parts = { ...asCount(length), names };
  return plural(length, {
    one: l10n.t('{count} job schedule creates jobs for it: {names}.', parts),
    other: l10n.t('{count} job schedules create jobs for it: {names}.', parts),
  });
}
