import type { LocalErrorCode } from '../../model/batchError.ts';

/** What is known of a request without a proper answer. */
interface LostAnswer {
  readonly status?: number | undefined;
  /** Code that the failure is known by. */
  readonly code?: string | undefined;
  /** Whether the service may have carried the request out, where the client knows: it never does what only reads. */
  readonly mayHaveActed?: boolean | undefined;
}

const lostCodes: ReadonlySet<string> = new Set<LocalErrorCode>(['ConnectionReset', 'RequestTimedOut']);
/** Codes of the service's own answers that leave it open: what it did not finish in time it may finish later. */
const openCodes: ReadonlySet<string> = new Set(['OperationTimedOut']);
/** Given by what stands between, too, when the service does not answer in time. */
const lostStatuses: ReadonlySet<number> = new Set([408, 502, 504]);

/** Whether nobody knows if the request was carried out, because its answer was lost. */
export function isAnswerLost({ status, code, mayHaveActed }: LostAnswer): boolean {
  if (mayHaveActed !== undefined) return mayHaveActed;
  if (status === undefined) return lostCodes.has(code ?? '');
  return lostStatuses.has(status) || openCodes.has(code ?? '');
}
