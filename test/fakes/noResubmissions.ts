import type { Resubmissions } from '../../src/extension/evidence/resubmissions.ts';

/** Of no failed task is known that it was submitted once more. */
export const noResubmissions: Pick<Resubmissions, 'load' | 'find' | 'onDidChange'> = {
  load: async () => undefined,
  find: () => undefined,
  onDidChange: () => ({ dispose: () => undefined }),
};
