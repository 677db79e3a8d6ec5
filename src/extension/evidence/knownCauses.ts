import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';

/** Causes as a view tells them, and how many failures they are of. */
export interface ToldCauses {
  /** Most damage first. */
  readonly causes: readonly Cause[];
  /** How many failed tasks were read, and how many there are as far as they were counted. */
  readonly read: number;
  readonly total: number;
}

/** What the views know of causes: documents and commands say the same. */
export interface KnownCauses {
  /** The causes of the failed tasks of a job as the explorer tells them; what is missing for that is loaded and read. */
  ofJob(store: AccountStore, jobId: string): Promise<ToldCauses>;
}
