import type { Cause, Repeats } from '../../core/diagnosis/causes/causes.ts';
import type { NodeResource, PoolResource } from '../../core/model/resource.ts';
import type { KnownCauses } from '../causes/knownCauses.ts';
import type { KnownVitalSigns } from '../connect/vitalSigns.ts';
import type { GoodRunSources } from '../evidence/comparisons.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import type { ExplainingBundles } from '../ports.ts';
import type { LateAnswers } from './lateAnswers.ts';
import type { Retried, RetriedFrom } from './retriedTasks.ts';
import type { TakenOffline } from './takenOffline.ts';

/** The sources of an explanation: readers of logs, known causes, and the diagnosis. */
export interface ExplanationSources {
  readonly bundles: ExplainingBundles;
  readonly reader: FailureReader;
  readonly causes: KnownCauses;
}

/** Sources that also include answers for which a page does not wait. */
export interface PatientSources extends ExplanationSources {
  readonly late: LateAnswers;
  /** The last good runs of failed tasks; not searched for when absent. */
  readonly lastGood?: GoodRunSources | undefined;
  /** Checks whether a whole cause is currently muted; no cause is muted when absent. */
  readonly isMuted?: ((cause: Cause) => boolean) | undefined;
  /** Returns when the user last viewed the failures of an account, ISO 8601; unknown when absent. */
  readonly findLookedAt?: ((accountId: string) => string | undefined) | undefined;
  /** Checks whether a user that this computer added to the node can sign in; unknown when absent. */
  readonly hasNodeUser?: ((node: NodeResource) => boolean) | undefined;
  /** Returns the vital signs in a node's last report; unknown when absent. */
  readonly findVitalSigns?: ((node: NodeResource) => KnownVitalSigns | undefined) | undefined;
  /** Finds which nodes were taken offline from this computer; unknown when absent. */
  readonly readTakenOffline?: ((whole: NodeResource | PoolResource) => Promise<TakenOffline>) | undefined;
  /** Finds the results of a cause's tasks that were retried from this computer; unknown when absent. */
  readonly findRepeats?: ((cause: Cause) => Promise<Repeats>) | undefined;
  /** Finds which tasks were retried from this computer; unknown when absent. */
  readonly readRetried?: ((from: RetriedFrom) => Promise<Retried>) | undefined;
}
