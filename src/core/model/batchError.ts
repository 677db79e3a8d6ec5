import type { AuthenticationKind } from './account.ts';
import { definedOnly } from './defined.ts';
import type { FileResource, NodeResource, TaskResource } from './resource.ts';
import type { MissingRight } from './right.ts';
import type { OtherPlace } from './unread.ts';

/**
 * Codes of this extension, for conditions between it and the service for which Batch has no code. Codes of the service
 * itself (`JobNotFound`, `OperationInvalidForCurrentState`, …) are passed through unchanged.
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

/**
 * A code of the Batch service or of this extension. The union keeps completion for the local codes and accepts any
 * other string.
 */
export type BatchErrorCode = LocalErrorCode | (string & {});

/** A fact that the service added to an error, from its `values` array (`{key, value}` in the REST API). */
export interface ErrorDetail {
  readonly name: string;
  readonly value: string;
}

/** Way for the user to regain access to an account: its key, or one of the sign-ins. */
export interface WayIn {
  readonly accountId: string;
  readonly authentication: AuthenticationKind;
}

/** Another way to connect to a node after one was refused. */
export interface OtherConnection {
  readonly node: NodeResource;
  readonly by: 'ssh' | 'remoteDesktop';
}

export interface BatchErrorInit {
  readonly code: BatchErrorCode;
  /** Sentence for the user: what happened and why. */
  readonly message: string;
  readonly cause?: unknown;
  readonly details?: readonly ErrorDetail[];
  /** True if the same request may succeed later without any change. */
  readonly retryable?: boolean;
  /** Documentation page of this error. */
  readonly help?: string;
  /** HTTP status, if the service responded. */
  readonly status?: number;
  readonly requestId?: string;
  /** Milliseconds that the service asks to wait (`Retry-After`). */
  readonly retryAfterMs?: number;
  /** True if the service may have carried out the request although no response arrived. */
  readonly mayHaveActed?: boolean;
  /** Access that the user has to renew, if that helps. */
  readonly wayIn?: WayIn;
  readonly missing?: MissingRight;
  /** Tasks whose retry was refused and that can be resubmitted instead. */
  readonly resubmit?: readonly TaskResource[];
  /** Reasons why no other place has a file that its node doesn't have. */
  readonly elsewhere?: readonly OtherPlace[];
  /** File that can be downloaded but not opened. */
  readonly download?: FileResource;
  /** Node that can be reached by a connection other than the refused one. */
  readonly connect?: OtherConnection;
  /** ID of the missing VS Code extension. */
  readonly extension?: string;
}

const brand = 'azureBatch.BatchError';

/**
 * The only error class of this extension. It is created only where the service and local tools respond, and recognized
 * by a brand, because every bundle has its own copy of the class.
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

  constructor({
    message,
    cause,
    code,
    details = [],
    retryable = false,
    mayHaveActed = false,
    ...others
  }: BatchErrorInit) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'BatchError';
    this.code = code;
    this.details = details;
    this.retryable = retryable;
    this.mayHaveActed = mayHaveActed;
    Object.assign(this, definedOnly(others));
  }

  /**
   * Checks whether `error` is a BatchError of any bundle and, if `codes` are given, has one of them (case-insensitive).
   */
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

/** Creates an error about the user's input, or about what a command was called on. */
export function toInvalidInput(message: string): BatchError {
  return new BatchError({ code: 'InvalidInput', message });
}
