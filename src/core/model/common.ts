import type { Word } from './words.ts';

/** `{name, value}` pair that Batch uses for error details, environment settings and metadata. */
export interface NameValue {
  readonly name: string;
  readonly value?: string;
}

/** Error of a resize, an autoscale run or a node: a code, a sentence and details. */
export interface ServiceProblem {
  readonly code?: string;
  readonly message?: string;
  readonly values?: readonly NameValue[];
  readonly errorDetails?: readonly NameValue[];
}

export const errorCategories = ['UserError', 'ServerError'] as const;
/** Party that the service blames for a failure. */
export type ErrorCategory = Word<(typeof errorCategories)[number]>;

/** Reason why a task failed or could not be started. */
export interface FailureInfo {
  readonly category?: ErrorCategory;
  readonly code?: string;
  readonly message?: string;
  readonly details?: readonly NameValue[];
}

export interface EnvironmentSetting {
  readonly name: string;
  readonly value?: string;
}

/** Source of a file that a task needs: exactly one of the three properties is set. */
export interface ResourceFile {
  readonly httpUrl?: string;
  readonly storageContainerUrl?: string;
  readonly autoStorageContainerName?: string;
  readonly blobPrefix?: string;
  readonly filePath?: string;
  readonly fileMode?: string;
  readonly identityReference?: { readonly resourceId?: string };
}

export interface OutputFile {
  readonly filePattern: string;
  readonly destination: {
    readonly container?: {
      readonly path?: string;
      readonly containerUrl: string;
      readonly identityReference?: { readonly resourceId?: string };
    };
  };
  readonly uploadOptions: { readonly uploadCondition: string };
}

/** A registry with credentials for it; `docker.io` without a server. */
export interface ContainerRegistry {
  readonly registryServer?: string;
  readonly username?: string;
}

export interface ContainerSettings {
  readonly imageName?: string;
  readonly containerRunOptions?: string;
  readonly registry?: ContainerRegistry;
  readonly workingDirectory?: string;
}

export interface UserIdentity {
  readonly username?: string;
  readonly autoUser?: { readonly scope?: string; readonly elevationLevel?: string };
}

/** Limits of a task. Durations are ISO 8601; `P10675199DT2H48M5.4775807S` means "no limit". */
export interface TaskConstraints {
  readonly maxWallClockTime?: string;
  readonly retentionTime?: string;
  readonly maxTaskRetryCount?: number;
}

export const runResults = ['success', 'failure'] as const;
/** Result of the program of a task, a start task, a job preparation task or a job release task. */
export type RunResult = Word<(typeof runResults)[number]>;

export const runStates = ['running', 'completed'] as const;
/** State of a start task, a job preparation task or a job release task on a node. */
export type RunState = Word<(typeof runStates)[number]>;

/**
 * Properties that the service gives every pool, job and task. Property names are the wire's; times are ISO 8601
 * strings.
 */
export interface ServiceResource<State> {
  readonly id: string;
  readonly displayName?: string;
  readonly url?: string;
  readonly eTag?: string;
  readonly lastModified?: string;
  readonly creationTime?: string;
  readonly state?: State;
  readonly stateTransitionTime?: string;
}

/** A job or a task; both keep their previous state. */
export interface WorkResource<State> extends ServiceResource<State> {
  readonly previousState?: State;
  readonly previousStateTransitionTime?: string;
}

/** Checks whether a service code only means that the exit code was not 0 (Batch documentation: task errors). */
export function isOfExitCode(code: string | undefined): boolean {
  return code?.toLowerCase() === 'failureexitcode';
}
