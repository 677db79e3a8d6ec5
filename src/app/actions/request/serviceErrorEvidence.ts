import type { ServiceErrorEvidence } from '../../../core/diagnosis/explainServiceError.ts';
import { BatchError } from '../../../core/model/batchError.ts';

/**
 * The evidence in an error of a request; `operation` is what was attempted, in the user's words. The message of a
 * refusal is ours; its cause has the service's own words, which evidence quotes.
 */
export function toServiceErrorEvidence(error: BatchError, operation: string | undefined): ServiceErrorEvidence {
  const { status, code, details, retryAfterMs, mayHaveActed } = error;
  const said = BatchError.is(error.cause) ? error.cause : error;
  return { status, code, message: said.message, values: details, retryAfterMs, mayHaveActed, operation };
}
