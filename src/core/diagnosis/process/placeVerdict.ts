import type { Change, Evidence, Fix } from '../explanation/explanation.ts';

/** Explanation of a failure by where the program ran: node or container, which instance, and which packages. */
export interface PlaceVerdict {
  /** The failure, as a clause after "… failed:", if the place describes it better than the log. */
  readonly what?: string;
  readonly why: string;
  /** True if the program that the exit code is said to be from never started. */
  readonly isUnstarted?: boolean;
  /** Facts about other tasks. An overview may not know them, so `why` doesn't depend on them. */
  readonly evidence?: readonly Evidence[];
  /** Steps that replace those of the log, which shows nothing about the place. */
  readonly fixes: readonly Fix[];
  readonly change: Change | 'job';
}
