import type { KnownCauses } from '../../src/app/causes/knownCauses.ts';

/** What is known of causes where no view shows any, and nobody reads one. */
export const noCauses: KnownCauses = {
  onDidTell: () => ({ dispose: () => undefined }),
  ofJob: async () => ({ causes: [], read: 0, total: 0, isComplete: true }),
  ofAccount: async () => ({ causes: [], read: 0, total: 0, isComplete: true }),
  shownOf: () => undefined,
  ofTasks: async () => new Map(),
};
