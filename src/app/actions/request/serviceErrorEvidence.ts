import type { ServiceErrorEvidence } from '../../../core/diagnosis/explainServiceError.ts';
import { BatchError } from '../../../core/model/batchError.ts';

/**
 * What an error tells of a request, as the diagnosis reads it; `operation` is what was attempted, in the user's words.
 * What is told of a refusal are our words, and its cause has the service's own: evidence quotes these.
 */
export function toServiceErrorEvidence(error: BatchError, operation: string | undefined): ServiceErrorEvidence {
  const { status, code, details, retryAfterMs, mayHaveActed } = error;
  const said = BatchError.is(error.cause) ? error.cause : error;
  return { status, code, message: said.message, values: details, retryAfterMs, mayHaveActed, operation };
}
