import type { UnlistedJobs } from '../../core/diagnosis/account/jobsToLookAt.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { listWanted, type WantedJobs } from '../lists/taskCount.ts';
import type { DiagnosisWith } from '../ports.ts';
import { toKnownJobs } from './accountOverview.ts';

/** Lists the wanted jobs that need attention although they are neither among the failures nor in what waits. */
export function listUnlisted(
  bundles: DiagnosisWith<'listUnlistedJobs'>,
  { account, snapshot }: Pick<AccountStore, 'account' | 'snapshot'>,
  wanted: WantedJobs,
  now: Date,
): readonly UnlistedJobs[] {
  const jobs = listWanted(snapshot, wanted);
  return bundles.diagnosis().listUnlistedJobs({ ...toKnownJobs(snapshot), jobs, accountId: account.id, now });
}
