import type { RepeatedCauses } from '../../src/app/causes/repeatedCauses.ts';
import type { Resubmissions } from '../../src/app/evidence/resubmissions.ts';

/** No failed task is known to have been resubmitted. */
export const noResubmissions: Pick<Resubmissions, 'load' | 'find' | 'settle' | 'onDidChange'> = {
  load: async () => undefined,
  find: () => undefined,
  settle: async () => undefined,
  onDidChange: () => ({ dispose: () => undefined }),
};

/** No cause is known to have returned after a retry. */
export const noRepeats: Pick<RepeatedCauses, 'find' | 'onDidChange'> = {
  find: () => undefined,
  onDidChange: () => ({ dispose: () => undefined }),
};
