import { jobSchema } from './jobSchema.ts';
import { poolSchema } from './poolSchema.ts';
import type { SchemaTable } from './schemaTable.ts';
import { taskSchema } from './taskSchema.ts';

/** All objects of pool, job, task and job schedule definitions. */
export const schema: SchemaTable = { ...taskSchema, ...poolSchema, ...jobSchema };

/** Properties that the service sends and does not accept. */
export const readOnlyProperties: ReadonlySet<string> = new Set(
  (
    'url eTag lastModified creationTime state stateTransitionTime previousState previousStateTransitionTime ' +
    'executionInfo nodeInfo stats allocationState allocationStateTransitionTime resizeErrors currentDedicatedNodes ' +
    'currentLowPriorityNodes autoScaleRun identity exactVersion odata.metadata'
  ).split(' '),
);

/** Properties that earlier versions of the API had. */
export const retiredProperties: ReadonlySet<string> = new Set(
  (
    'cloudServiceConfiguration certificateReferences applicationLicenses targetNodeCommunicationMode ' +
    'currentNodeCommunicationMode resourceTags'
  ).split(' '),
);
