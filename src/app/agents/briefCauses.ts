import type { KnownCauses } from '../causes/knownCauses.ts';

/**
 * Limits the causes of an account to those that a few requests can find, even where a page would read everything. Calls
 * in later minutes return more.
 */
export function toBriefCauses(causes: KnownCauses): KnownCauses {
  return {
    onDidChange: (listener) => causes.onDidChange(listener),
    ofJob: (...asked) => causes.ofJob(...asked),
    ofJobItself: (...asked) => causes.ofJobItself(...asked),
    shownOf: (...asked) => causes.shownOf(...asked),
    ofAccount: (...asked) => causes.ofAccount(...asked),
    ofWholeAccount: (store) => causes.ofAccount(store),
    withExamples: (...asked) => causes.withExamples(...asked),
    readMore: (...asked) => causes.readMore(...asked),
    note: (...asked) => causes.note(...asked),
    judgeSucceeded: (...asked) => causes.judgeSucceeded(...asked),
    ofTasks: (...asked) => causes.ofTasks(...asked),
    annotate: (...asked) => causes.annotate(...asked),
    listSeen: (...asked) => causes.listSeen(...asked),
    forgetPast: () => causes.forgetPast(),
    follow: (...asked) => causes.follow(...asked),
  };
}
