import { flag, type Infer, list, needed, number, object, type Read, text, time } from './shape.ts';
import { wordOf } from './words.ts';

const nameValue = object({ name: needed(text), value: text });
/** `{name, value}` pair that Batch uses for error details, environment settings, and metadata. */
export interface NameValue extends Infer<typeof nameValue> {}

export const nameValues: Read<readonly NameValue[]> = list(nameValue);

export const serviceProblemShape = { code: text, message: text, values: nameValues, errorDetails: nameValues } as const;
export const serviceProblem = object(serviceProblemShape);

/** Error of a resize, an autoscale run, or a node: a code, a sentence, and details. */
export interface ServiceProblem extends Infer<typeof serviceProblem> {}

export const errorCategory = wordOf(['UserError', 'ServerError']);
/** Party that the service blames for a failure. */
export type ErrorCategory = Infer<typeof errorCategory>;

export const failureInfo = object({ category: errorCategory, code: text, message: text, details: nameValues });

/** Reason why a task failed or could not be started. */
export interface FailureInfo extends Infer<typeof failureInfo> {}

const identityReference = object({ resourceId: text });

/** Reference to a managed identity of the pool, by its resource ID. */
export interface IdentityReference extends Infer<typeof identityReference> {}

const resourceFile = object({
  httpUrl: text,
  storageContainerUrl: text,
  autoStorageContainerName: text,
  blobPrefix: text,
  filePath: text,
  fileMode: text,
  identityReference,
});

/** Source of a file that a task needs: exactly one of the three properties is set. */
export interface ResourceFile extends Infer<typeof resourceFile> {}

export const resourceFiles: Read<readonly ResourceFile[]> = list(resourceFile);

const outputFile = object({
  filePattern: needed(text),
  destination: needed(object({ container: object({ path: text, containerUrl: needed(text), identityReference }) })),
  uploadOptions: needed(object({ uploadCondition: needed(text) })),
});

export interface OutputFile extends Infer<typeof outputFile> {}

export const outputFiles: Read<readonly OutputFile[]> = list(outputFile);

/** Reads a registry with credentials for it; `docker.io` without a server. */
export const containerRegistry = object({ registryServer: text, username: text, identityReference });

export const containerSettings = object({
  imageName: text,
  containerRunOptions: text,
  registry: containerRegistry,
  workingDirectory: text,
  /** Folders of the node that the container gets; all of them when absent (Batch documentation: container isolation). */
  containerHostBatchBindMounts: list(object({ source: needed(text), isReadOnly: flag })),
});

export interface ContainerSettings extends Infer<typeof containerSettings> {}

export const userIdentity = object({ username: text, autoUser: object({ scope: text, elevationLevel: text }) });

export interface UserIdentity extends Infer<typeof userIdentity> {}

export const taskConstraints = object({ maxWallClockTime: text, retentionTime: text, maxTaskRetryCount: number });

/** Limits of a task. Durations are ISO 8601; `P10675199DT2H48M5.4775807S` means "no limit". */
export interface TaskConstraints extends Infer<typeof taskConstraints> {}

export const applicationPackages = list(object({ applicationId: needed(text), version: text }));

export const runResult = wordOf(['success', 'failure']);
/** Result of the program of a task, a start task, a job preparation task or a job release task. */
export type RunResult = Infer<typeof runResult>;

/** Reads the state of a start task, a job preparation task or a job release task on a node. */
export const runState = wordOf(['running', 'completed']);

/** Properties of a run that start tasks, tasks, and job preparation and release tasks share. */
export const runShape = {
  startTime: time,
  endTime: time,
  /** Absent when the process never started (Batch documentation: "Task: executionInfo"). */
  exitCode: number,
  failureInfo,
  retryCount: number,
  result: runResult,
} as const;

/** Returns the shape of every pool, job, and task. Property names are those of the REST API; times are ISO 8601. */
export function resourceShape<State>(state: Read<State>) {
  return {
    id: needed(text),
    displayName: text,
    url: text,
    eTag: text,
    lastModified: time,
    creationTime: time,
    state,
    stateTransitionTime: time,
  } as const;
}

/** Returns the shape that every job and task has, including the previous state. */
export function workShape<State>(state: Read<State>) {
  return { ...resourceShape(state), previousState: state, previousStateTransitionTime: time } as const;
}
