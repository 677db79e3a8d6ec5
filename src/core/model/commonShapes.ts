import {
  type ContainerRegistry,
  type ContainerSettings,
  errorCategories,
  type FailureInfo,
  type NameValue,
  type OutputFile,
  type ResourceFile,
  runResults,
  type ServiceProblem,
  type ServiceResource,
  type TaskConstraints,
  type UserIdentity,
  type WorkResource,
} from './common.ts';
import { list, needed, number, object, type Read, type Shape, text, time } from './shape.ts';
import { wordOf } from './words.ts';

export const nameValues: Read<readonly NameValue[]> = list(object<NameValue>({ name: needed(text), value: text }));

export const serviceProblemShape: Shape<ServiceProblem> = {
  code: text,
  message: text,
  values: nameValues,
  errorDetails: nameValues,
};
export const serviceProblem: Read<ServiceProblem> = object(serviceProblemShape);

export const failureInfo: Read<FailureInfo> = object<FailureInfo>({
  category: wordOf(errorCategories),
  code: text,
  message: text,
  details: nameValues,
});

const identityReference = object<NonNullable<ResourceFile['identityReference']>>({ resourceId: text });

export const resourceFiles: Read<readonly ResourceFile[]> = list(
  object<ResourceFile>({
    httpUrl: text,
    storageContainerUrl: text,
    autoStorageContainerName: text,
    blobPrefix: text,
    filePath: text,
    fileMode: text,
    identityReference,
  }),
);

type Container = NonNullable<OutputFile['destination']['container']>;

export const outputFiles: Read<readonly OutputFile[]> = list(
  object<OutputFile>({
    filePattern: needed(text),
    destination: needed(
      object<OutputFile['destination']>({
        container: object<Container>({ path: text, containerUrl: needed(text), identityReference }),
      }),
    ),
    uploadOptions: needed(object<OutputFile['uploadOptions']>({ uploadCondition: needed(text) })),
  }),
);

export const containerRegistry: Read<ContainerRegistry> = object<ContainerRegistry>({
  registryServer: text,
  username: text,
});

export const containerSettings: Read<ContainerSettings> = object<ContainerSettings>({
  imageName: text,
  containerRunOptions: text,
  registry: containerRegistry,
  workingDirectory: text,
});

export const userIdentity: Read<UserIdentity> = object<UserIdentity>({
  username: text,
  autoUser: object<NonNullable<UserIdentity['autoUser']>>({ scope: text, elevationLevel: text }),
});

export const taskConstraints: Read<TaskConstraints> = object<TaskConstraints>({
  maxWallClockTime: text,
  retentionTime: text,
  maxTaskRetryCount: number,
});

export const applicationPackages: Read<readonly { readonly applicationId: string; readonly version?: string }[]> = list(
  object<{ readonly applicationId: string; readonly version?: string }>({
    applicationId: needed(text),
    version: text,
  }),
);

/** Properties of a run that start tasks, tasks, and job preparation and release tasks share. */
export const runShape = {
  startTime: time,
  endTime: time,
  exitCode: number,
  failureInfo,
  retryCount: number,
  result: wordOf(runResults),
} as const;

/** Returns the shape that every pool, job and task has. */
export function resourceShape<State extends NonNullable<unknown>>(state: Read<State>): Shape<ServiceResource<State>> {
  return {
    id: needed(text),
    displayName: text,
    url: text,
    eTag: text,
    lastModified: time,
    creationTime: time,
    state,
    stateTransitionTime: time,
  };
}

/** Returns the shape that every job and task has, including the previous state. */
export function workShape<State extends NonNullable<unknown>>(state: Read<State>): Shape<WorkResource<State>> {
  return { ...resourceShape(state), previousState: state, previousStateTransitionTime: time };
}
