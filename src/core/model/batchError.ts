import type { AuthenticationKind } from './account.ts';
import type { FileResource, NodeResource, TaskResource } from './resource.ts';
import type { MissingRight } from './right.ts';
import type { OtherPlace } from './unread.ts';

/**
 * The codes that are ours: conditions that arise between us and the service, for which Batch has no code.
 * Codes of the service itself (`JobNotFound`, `OperationInvalidForCurrentState`, …) are passed through verbatim.
 */
export type LocalErrorCode =
  | 'NetworkUnreachable'
  | 'HostNotFound'
  | 'ConnectionReset'
  | 'CertificateInvalid'
  | 'RequestTimedOut'
  | 'ClockSkew'
  | 'NotBatchService'
  | 'ForeignOrigin'
  | 'UnconfirmedHost'
  | 'MalformedResponse'
  | 'AnswerTooLarge'
  | 'EndlessList'
  | 'NotSignedIn'
  | 'AzureCliMissing'
  | 'InvalidInput'
  | 'NoAccount'
  | 'ReadOnly'
  | 'RoleMissing'
  | 'NeedsNewerVersion'
  | 'Unknown';

/** A code of the Batch service, or one of ours. The union keeps completion for ours and lets any other string through. */
export type BatchErrorCode = LocalErrorCode | (string & {});

/** One fact the service added to an error, as its `values` array has them (`{key, value}` on the wire). */
export interface ErrorDetail {
  readonly name: string;
  readonly value: string;
}

/** How the user gets in to an account again that does not let them in: by its key, or by one of the sign-ins. */
export interface WayIn {
  readonly accountId: string;
  readonly authentication: AuthenticationKind;
}

/** A way to a node, where another one is refused. */
export interface OtherConnection {
  readonly node: NodeResource;
  readonly by: 'ssh' | 'remoteDesktop';
}

export interface BatchErrorInit {
  readonly code: BatchErrorCode;
  /** A sentence that a user may read: what happened and why. */
  readonly message: string;
  readonly cause?: unknown;
  readonly details?: readonly ErrorDetail[];
  /** Whether the same request may succeed later without any change. */
  readonly retryable?: boolean;
  /** Address of the documentation of this error. */
  readonly help?: string;
  /** HTTP status, where the service answered at all. */
  readonly status?: number;
  readonly requestId?: string;
  /** Milliseconds that the service asked us to wait (`Retry-After`). */
  readonly retryAfterMs?: number;
  /** Whether the service may have carried out the request although no answer arrived. */
  readonly mayHaveActed?: boolean;
  /** What the user has to renew, where that is what helps. */
  readonly wayIn?: WayIn;
  /** The right that the user does not have, where that is why. */
  readonly missing?: MissingRight;
  /** Tasks of which a retry was refused, and that can be submitted again instead. */
  readonly resubmit?: readonly TaskResource[];
  /** Why no other place gives a file that its node does not have. */
  readonly elsewhere?: readonly OtherPlace[];
  /** The file that can be downloaded, where it can't be opened. */
  readonly download?: FileResource;
  /** The node that can be reached by another way than the one that was refused. */
  readonly connect?: OtherConnection;
  /** ID of the VS Code extension that is missing. */
  readonly extension?: string;
}

const brand = 'azureBatch.BatchError';

/**
 * The one error class of this product. It is made at two borders only: where the service answers, and where
 * local tools do. Recognised by a brand, since every bundle carries its own copy of the class.
 */
export class BatchError extends Error {
  readonly brand = brand;
  readonly code: BatchErrorCode;
  readonly details: readonly ErrorDetail[];
  readonly retryable: boolean;
  readonly help?: string;
  readonly status?: number;
  readonly requestId?: string;
  readonly retryAfterMs?: number;
  readonly mayHaveActed: boolean;
  readonly wayIn?: WayIn;
  readonly missing?: MissingRight;
  readonly resubmit?: readonly TaskResource[];
  readonly elsewhere?: readonly OtherPlace[];
  readonly download?: FileResource;
  readonly connect?: OtherConnection;
  readonly extension?: string;

  constructor(init: BatchErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = 'BatchError';
    this.code = init.code;
    this.details = init.details ?? [];
    this.retryable = init.retryable ?? false;
    this.mayHaveActed = init.mayHaveActed ?? false;
    if (init.wayIn !== undefined) this.wayIn = init.wayIn;
    if (init.missing !== undefined) this.missing = init.missing;
    if (init.resubmit !== undefined) this.resubmit = init.resubmit;
    if (init.elsewhere !== undefined) this.elsewhere = init.elsewhere;
    if (init.download !== undefined) this.download = init.download;
    if (init.connect !== undefined) this.connect = init.connect;
    if (init.extension !== undefined) this.extension = init.extension;
    if (init.help !== undefined) this.help = init.help;
    if (init.status !== undefined) this.status = init.status;
    if (init.requestId !== undefined) this.requestId = init.requestId;
    if (init.retryAfterMs !== undefined) this.retryAfterMs = init.retryAfterMs;
  }

  /** Whether `error` is a BatchError of any bundle, and of one of `codes` (compared without case) when any are given. */
  static is(error: unknown): error is BatchError;
  static is<const C extends BatchErrorCode>(
    error: unknown,
    ...codes: readonly C[]
  ): error is BatchError & { readonly code: C };
  static is(error: unknown, ...codes: readonly BatchErrorCode[]): boolean {
    if (typeof error !== 'object' || error === null || (error as { brand?: unknown }).brand !== brand) return false;
    if (codes.length === 0) return true;
    const code = (error as BatchError).code.toLowerCase();
    return codes.some((candidate) => candidate.toLowerCase() === code);
  }
}
