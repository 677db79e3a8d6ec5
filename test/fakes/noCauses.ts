import { FollowedCauses } from '../../src/app/causes/followedCauses.ts';
import type { KnownCauses } from '../../src/app/causes/knownCauses.ts';

const followed = new FollowedCauses();

/** Causes if no view shows any and none are read. */
export const noCauses: KnownCauses = {
  onDidChange: () => ({ dispose: () => undefined }),
  ofJob: async () => ({ causes: [], read: 0, total: 0, isComplete: true }),
  ofJobItself: async () => [],
  ofAccount: async () => ({ causes: [], read: 0, total: 0, isComplete: true }),
  withExamples: async (_store, known) => known,
  ofWholeAccount: async () => ({ causes: [], read: 0, total: 0, isComplete: true }),
  readMore: async () => 0,
  note: () => undefined,
  judgeSucceeded: async () => ({ looked: 0, found: [] }),
  shownOf: () => undefined,
  ofTasks: async () => new Map(),
  annotate: async () => undefined,
  listSeen: async () => new Map(),
  forgetPast: async () => undefined,
  follow: (...asked) => followed.follow(...asked),
};
