import type { Cause, Repeats } from '../../core/diagnosis/causes/causes.ts';
import type { NodeResource, PoolResource } from '../../core/model/resource.ts';
import type { KnownCauses } from '../causes/knownCauses.ts';
import type { KnownVitalSigns } from '../connect/vitalSigns.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import type { ExplainingBundles } from '../ports.ts';
import type { GoodRunSources } from './lastGood.ts';
import type { LateAnswers } from './lateAnswers.ts';
import type { Retried, RetriedFrom } from './retriedTasks.ts';
import type { TakenOffline } from './takenOffline.ts';

/** What reads logs, what knows causes, and what explains. */
export interface ExplanationSources {
  readonly bundles: ExplainingBundles;
  readonly reader: FailureReader;
  readonly causes: KnownCauses;
}

/** The same, with the answers that a page does not wait for. */
export interface PatientSources extends ExplanationSources {
  readonly late: LateAnswers;
  /** Where the last good runs of failed tasks are found; they are not looked for when absent. */
  readonly lastGood?: GoodRunSources | undefined;
  /** Whether all of a cause is muted now; none is when absent. */
  readonly isMuted?: ((cause: Cause) => boolean) | undefined;
  /** When the user looked at the failures of an account last, ISO 8601; unknown when absent. */
  readonly findLookedAt?: ((accountId: string) => string | undefined) | undefined;
  /** Whether a user who was added to the node from here can sign in to it; unknown when absent. */
  readonly hasNodeUser?: ((node: NodeResource) => boolean) | undefined;
  /** What a node said of itself when it was asked last; not known when absent. */
  readonly findVitalSigns?: ((node: NodeResource) => KnownVitalSigns | undefined) | undefined;
  /** Which nodes were taken offline from here; not known when absent. */
  readonly readTakenOffline?: ((whole: NodeResource | PoolResource) => Promise<TakenOffline>) | undefined;
  /** What became of the tasks of a cause that were retried from here; not known when absent. */
  readonly findRepeats?: ((cause: Cause) => Promise<Repeats>) | undefined;
  /** Which tasks were retried from here; not known when absent. */
  readonly readRetried?: ((from: RetriedFrom) => Promise<Retried>) | undefined;
}
