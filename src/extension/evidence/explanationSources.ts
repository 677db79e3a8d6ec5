import type { FailureReader } from './failureReader.ts';
import type { KnownCauses } from './knownCauses.ts';

/** What reads logs, and what knows causes. */
export interface ExplanationSources {
  readonly reader: FailureReader;
  readonly causes: KnownCauses;
}
