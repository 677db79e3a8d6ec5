import { BatchServiceMappers } from '@azure/batch';
import { type OperationParameter, type OperationSpec, type OperationURLParameter, Serializer } from '@azure/ms-rest-js';

/**
 * Operations and parameters that the client library lacks: they came after 2022-10-01.16.0 (Batch documentation: "Nodes
 * - Start", "Nodes - Deallocate", `force` of "Jobs - Terminate", "Jobs - Delete" and "Job Schedules - Terminate"), or
 * the library drops properties that it doesn't know.
 */

const serializer = new Serializer(BatchServiceMappers);
const contentType = 'application/json; odata=minimalmetadata; charset=utf-8';

function required(name: string, serializedName = name): OperationURLParameter {
  return { parameterPath: name, mapper: { required: true, serializedName, type: { name: 'String' } } };
}

const batchUrl: OperationURLParameter = { ...required('batchUrl'), skipEncoding: true };
const apiVersion = required('apiVersion', 'api-version');
const force: OperationParameter = {
  parameterPath: ['options', 'force'],
  mapper: { serializedName: 'force', type: { name: 'Boolean' } },
};

const accepted = { 202: {}, default: {} };

/** Returns a body of one optional property; without the property, there is no body. */
function optionalBody(name: string): OperationParameter {
  return {
    parameterPath: { [name]: ['options', name] },
    mapper: {
      type: {
        name: 'Composite',
        className: name,
        modelProperties: { [name]: { serializedName: name, type: { name: 'String' } } },
      },
    },
  };
}

export const startNodeSpec: OperationSpec = {
  httpMethod: 'POST',
  path: 'pools/{poolId}/nodes/{nodeId}/start',
  urlParameters: [batchUrl, required('poolId'), required('nodeId')],
  queryParameters: [apiVersion],
  contentType,
  responses: accepted,
  serializer,
};

export const deallocateNodeSpec: OperationSpec = {
  ...startNodeSpec,
  path: 'pools/{poolId}/nodes/{nodeId}/deallocate',
  requestBody: optionalBody('nodeDeallocateOption'),
};

export const terminateJobSpec: OperationSpec = {
  httpMethod: 'POST',
  path: 'jobs/{jobId}/terminate',
  urlParameters: [batchUrl, required('jobId')],
  queryParameters: [apiVersion, force],
  requestBody: optionalBody('terminateReason'),
  contentType,
  responses: accepted,
  serializer,
};

export const terminateJobScheduleSpec: OperationSpec = {
  httpMethod: 'POST',
  path: 'jobschedules/{scheduleId}/terminate',
  urlParameters: [batchUrl, required('scheduleId')],
  queryParameters: [apiVersion, force],
  contentType,
  responses: accepted,
  serializer,
};

export const deleteJobSpec: OperationSpec = {
  httpMethod: 'DELETE',
  path: 'jobs/{jobId}',
  urlParameters: [batchUrl, required('jobId')],
  queryParameters: [apiVersion, force],
  responses: accepted,
  serializer,
};

export const deleteJobScheduleSpec: OperationSpec = {
  ...deleteJobSpec,
  path: 'jobschedules/{scheduleId}',
  urlParameters: [batchUrl, required('scheduleId')],
};

/** Sends a collection unchanged: the library's own specification keeps only the task properties that it knows. */
export const addTasksSpec: OperationSpec = {
  httpMethod: 'POST',
  path: 'jobs/{jobId}/addtaskcollection',
  urlParameters: [batchUrl, required('jobId')],
  queryParameters: [apiVersion],
  requestBody: {
    parameterPath: 'collection',
    mapper: { required: true, serializedName: 'collection', type: { name: 'Object' } },
  },
  contentType,
  responses: { 200: {}, default: {} },
  serializer,
};
