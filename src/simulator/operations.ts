import * as account from './handlers/account.ts';
import * as autoScale from './handlers/autoScale.ts';
import * as files from './handlers/files.ts';
import * as jobSchedules from './handlers/jobSchedules.ts';
import * as jobStatus from './handlers/jobStatus.ts';
import * as jobs from './handlers/jobs.ts';
import * as nodes from './handlers/nodes.ts';
import * as nodeUsers from './handlers/nodeUsers.ts';
import * as pools from './handlers/pools.ts';
import * as poolUpdates from './handlers/poolUpdates.ts';
import * as serviceLogs from './handlers/serviceLogs.ts';
import * as tasks from './handlers/tasks.ts';
import * as usage from './handlers/usage.ts';
import { type OperationRow, operation } from './operationRow.ts';

const retiredCertificates = 'account certificates were retired in February 2024';
const retiredStatistics = 'lifetime statistics were retired in April 2023';

/**
 * Table of all operations that the service has in either version, and how far the simulator supports them. Unsupported
 * operations respond with 501 `NotImplemented`.
 */
export const operations: readonly OperationRow[] = [
  operation('Application_List', 'GET /applications', account.listApplications, { query: 'maxresults' }),
  operation('Application_Get', 'GET /applications/{applicationId}', account.getApplication),
  operation('Certificate_List', 'GET /certificates', retiredCertificates, {
    query: '$filter $select maxresults',
    only: '2022-10-01.16.0',
  }),
  operation('Certificate_Add', 'POST /certificates', retiredCertificates, {
    body: 'CertificateAddParameter!',
    only: '2022-10-01.16.0',
  }),
  operation(
    'Certificate_Delete',
    'DELETE /certificates(thumbprintAlgorithm={thumbprintAlgorithm},thumbprint={thumbprint})',
    retiredCertificates,
    { only: '2022-10-01.16.0' },
  ),
  operation(
    'Certificate_Get',
    'GET /certificates(thumbprintAlgorithm={thumbprintAlgorithm},thumbprint={thumbprint})',
    retiredCertificates,
    { query: '$select', only: '2022-10-01.16.0' },
  ),
  operation(
    'Certificate_CancelDeletion',
    'POST /certificates(thumbprintAlgorithm={thumbprintAlgorithm},thumbprint={thumbprint})/canceldelete',
    retiredCertificates,
    { only: '2022-10-01.16.0' },
  ),
  operation('Job_List', 'GET /jobs', jobs.listJobs, { query: '$filter $select $expand maxresults' }),
  operation('Job_Add', 'POST /jobs', jobs.addJob, { body: 'JobAddParameter!' }),
  operation('Job_Delete', 'DELETE /jobs/{jobId}', jobs.removeJob, { query: 'force', conditions: 'all' }),
  operation('Job_Get', 'GET /jobs/{jobId}', jobs.getJob, { query: '$select $expand', conditions: 'all' }),
  operation('Job_Patch', 'PATCH /jobs/{jobId}', jobs.patchJob, { conditions: 'all', body: 'JobPatchParameter!' }),
  operation('Job_Update', 'PUT /jobs/{jobId}', jobs.updateJob, { conditions: 'all', body: 'JobUpdateParameter!' }),
  operation('Task_AddCollection', 'POST /jobs/{jobId}/addtaskcollection', tasks.addTaskCollection, {
    body: 'TaskAddCollectionParameter!',
  }),
  operation('Job_Disable', 'POST /jobs/{jobId}/disable', jobs.disable, {
    conditions: 'all',
    body: 'JobDisableParameter!',
  }),
  operation('Job_Enable', 'POST /jobs/{jobId}/enable', jobs.enable, { conditions: 'all' }),
  operation(
    'Job_ListPreparationAndReleaseTaskStatus',
    'GET /jobs/{jobId}/jobpreparationandreleasetaskstatus',
    jobStatus.listPreparationAndReleaseStatus,
    { query: '$filter $select maxresults' },
  ),
  operation('Job_GetTaskCounts', 'GET /jobs/{jobId}/taskcounts', jobs.getTaskCounts),
  operation('Task_List', 'GET /jobs/{jobId}/tasks', tasks.listTasks, { query: '$filter $select $expand maxresults' }),
  operation('Task_Add', 'POST /jobs/{jobId}/tasks', tasks.addTask, { body: 'TaskAddParameter!' }),
  operation('Task_Delete', 'DELETE /jobs/{jobId}/tasks/{taskId}', tasks.deleteTask, { conditions: 'all' }),
  operation('Task_Get', 'GET /jobs/{jobId}/tasks/{taskId}', tasks.getTask, {
    query: '$select $expand',
    conditions: 'all',
  }),
  operation('Task_Update', 'PUT /jobs/{jobId}/tasks/{taskId}', tasks.updateTask, {
    conditions: 'all',
    body: 'TaskUpdateParameter!',
  }),
  operation('File_ListFromTask', 'GET /jobs/{jobId}/tasks/{taskId}/files', files.listTaskFiles, {
    query: 'recursive $filter maxresults',
  }),
  operation('File_DeleteFromTask', 'DELETE /jobs/{jobId}/tasks/{taskId}/files/{filePath}', files.deleteTaskFile, {
    query: 'recursive',
  }),
  operation('File_GetFromTask', 'GET /jobs/{jobId}/tasks/{taskId}/files/{filePath}', files.getTaskFile, {
    conditions: 'dates',
  }),
  operation('File_GetPropertiesFromTask', 'HEAD /jobs/{jobId}/tasks/{taskId}/files/{filePath}', files.headTaskFile, {
    conditions: 'dates',
  }),
  operation('Task_Reactivate', 'POST /jobs/{jobId}/tasks/{taskId}/reactivate', tasks.reactivate, { conditions: 'all' }),
  operation('Task_ListSubtasks', 'GET /jobs/{jobId}/tasks/{taskId}/subtasksinfo', tasks.listSubtasks, {
    query: '$select',
  }),
  operation('Task_Terminate', 'POST /jobs/{jobId}/tasks/{taskId}/terminate', tasks.terminateTask, {
    conditions: 'all',
  }),
  operation('Job_Terminate', 'POST /jobs/{jobId}/terminate', jobs.terminate, {
    query: 'force',
    conditions: 'all',
    body: 'JobTerminateParameter',
  }),
  operation('JobSchedule_List', 'GET /jobschedules', jobSchedules.listSchedules, {
    query: '$filter $select $expand maxresults',
  }),
  operation('JobSchedule_Add', 'POST /jobschedules', jobSchedules.addSchedule, { body: 'JobScheduleAddParameter!' }),
  operation('JobSchedule_Delete', 'DELETE /jobschedules/{jobScheduleId}', jobSchedules.removeSchedule, {
    query: 'force',
    conditions: 'all',
  }),
  operation('JobSchedule_Get', 'GET /jobschedules/{jobScheduleId}', jobSchedules.getSchedule, {
    query: '$select $expand',
    conditions: 'all',
  }),
  operation('JobSchedule_Exists', 'HEAD /jobschedules/{jobScheduleId}', jobSchedules.scheduleExists, {
    conditions: 'all',
  }),
  operation('JobSchedule_Patch', 'PATCH /jobschedules/{jobScheduleId}', jobSchedules.patchSchedule, {
    conditions: 'all',
    body: 'JobSchedulePatchParameter!',
  }),
  operation('JobSchedule_Update', 'PUT /jobschedules/{jobScheduleId}', jobSchedules.updateSchedule, {
    conditions: 'all',
    body: 'JobScheduleUpdateParameter!',
  }),
  operation('JobSchedule_Disable', 'POST /jobschedules/{jobScheduleId}/disable', jobSchedules.disableSchedule, {
    conditions: 'all',
  }),
  operation('JobSchedule_Enable', 'POST /jobschedules/{jobScheduleId}/enable', jobSchedules.enableSchedule, {
    conditions: 'all',
  }),
  operation('Job_ListFromJobSchedule', 'GET /jobschedules/{jobScheduleId}/jobs', jobSchedules.listJobsOfSchedule, {
    query: '$filter $select $expand maxresults',
  }),
  operation(
    'JobSchedule_Terminate',
    'POST /jobschedules/{jobScheduleId}/terminate',
    jobSchedules.terminateJobSchedule,
    { query: 'force', conditions: 'all' },
  ),
  operation('Job_GetAllLifetimeStatistics', 'GET /lifetimejobstats', retiredStatistics, { only: '2022-10-01.16.0' }),
  operation('Pool_GetAllLifetimeStatistics', 'GET /lifetimepoolstats', retiredStatistics, { only: '2022-10-01.16.0' }),
  operation('Account_ListPoolNodeCounts', 'GET /nodecounts', account.listNodeCounts, {
    query: '$filter maxresults',
    maxResults: 10,
    maxResults2025: 1000,
  }),
  operation('Pool_List', 'GET /pools', pools.listPools, { query: '$filter $select $expand maxresults' }),
  operation('Pool_Add', 'POST /pools', pools.addPool, { body: 'PoolAddParameter!' }),
  operation('Pool_Delete', 'DELETE /pools/{poolId}', pools.removePool, { conditions: 'all' }),
  operation('Pool_Get', 'GET /pools/{poolId}', pools.getPool, { query: '$select $expand', conditions: 'all' }),
  operation('Pool_Exists', 'HEAD /pools/{poolId}', pools.poolExists, { conditions: 'all' }),
  operation('Pool_Patch', 'PATCH /pools/{poolId}', poolUpdates.patchPool, {
    conditions: 'all',
    body: 'PoolPatchParameter!',
  }),
  operation('Pool_DisableAutoScale', 'POST /pools/{poolId}/disableautoscale', autoScale.disableAutoScale),
  operation('Pool_EnableAutoScale', 'POST /pools/{poolId}/enableautoscale', autoScale.enableAutoScale, {
    conditions: 'all',
    body: 'PoolEnableAutoScaleParameter!',
  }),
  operation('Pool_EvaluateAutoScale', 'POST /pools/{poolId}/evaluateautoscale', autoScale.evaluate, {
    body: 'PoolEvaluateAutoScaleParameter!',
  }),
  operation('ComputeNode_List', 'GET /pools/{poolId}/nodes', nodes.listNodes, { query: '$filter $select maxresults' }),
  operation('ComputeNode_Get', 'GET /pools/{poolId}/nodes/{nodeId}', nodes.getNode, { query: '$select' }),
  operation(
    'ComputeNode_DisableScheduling',
    'POST /pools/{poolId}/nodes/{nodeId}/disablescheduling',
    nodes.disableScheduling,
    { body: 'NodeDisableSchedulingParameter' },
  ),
  operation(
    'ComputeNode_EnableScheduling',
    'POST /pools/{poolId}/nodes/{nodeId}/enablescheduling',
    nodes.enableScheduling,
  ),
  operation('ComputeNodeExtension_List', 'GET /pools/{poolId}/nodes/{nodeId}/extensions', nodes.listExtensions, {
    query: '$select maxresults',
  }),
  operation(
    'ComputeNodeExtension_Get',
    'GET /pools/{poolId}/nodes/{nodeId}/extensions/{extensionName}',
    nodes.getExtension,
    { query: '$select' },
  ),
  operation('File_ListFromComputeNode', 'GET /pools/{poolId}/nodes/{nodeId}/files', files.listNodeFiles, {
    query: 'recursive $filter maxresults',
  }),
  operation(
    'File_DeleteFromComputeNode',
    'DELETE /pools/{poolId}/nodes/{nodeId}/files/{filePath}',
    files.deleteNodeFile,
    { query: 'recursive' },
  ),
  operation('File_GetFromComputeNode', 'GET /pools/{poolId}/nodes/{nodeId}/files/{filePath}', files.getNodeFile, {
    conditions: 'dates',
  }),
  operation(
    'File_GetPropertiesFromComputeNode',
    'HEAD /pools/{poolId}/nodes/{nodeId}/files/{filePath}',
    files.headNodeFile,
    { conditions: 'dates' },
  ),
  operation('ComputeNode_GetRemoteDesktop', 'GET /pools/{poolId}/nodes/{nodeId}/rdp', nodes.refuseRemoteDesktop, {
    only: '2022-10-01.16.0',
  }),
  operation('ComputeNode_Reboot', 'POST /pools/{poolId}/nodes/{nodeId}/reboot', nodes.reboot, {
    body: 'NodeRebootParameter',
  }),
  operation('ComputeNode_Reimage', 'POST /pools/{poolId}/nodes/{nodeId}/reimage', nodes.reimage, {
    body: 'NodeReimageParameter',
  }),
  operation(
    'ComputeNode_GetRemoteLoginSettings',
    'GET /pools/{poolId}/nodes/{nodeId}/remoteloginsettings',
    nodes.getRemoteLoginSettings,
  ),
  operation(
    'ComputeNode_UploadBatchServiceLogs',
    'POST /pools/{poolId}/nodes/{nodeId}/uploadbatchservicelogs',
    serviceLogs.uploadServiceLogs,
    { body: 'UploadBatchServiceLogsConfiguration!' },
  ),
  operation('ComputeNode_AddUser', 'POST /pools/{poolId}/nodes/{nodeId}/users', nodeUsers.addUser, {
    body: 'ComputeNodeUser!',
  }),
  operation('ComputeNode_DeleteUser', 'DELETE /pools/{poolId}/nodes/{nodeId}/users/{userName}', nodeUsers.deleteUser),
  operation('ComputeNode_UpdateUser', 'PUT /pools/{poolId}/nodes/{nodeId}/users/{userName}', nodeUsers.updateUser, {
    body: 'NodeUpdateUserParameter!',
  }),
  operation('Pool_RemoveNodes', 'POST /pools/{poolId}/removenodes', pools.removeNodes, {
    conditions: 'all',
    body: 'NodeRemoveParameter!',
  }),
  operation('Pool_Resize', 'POST /pools/{poolId}/resize', pools.resizePool, {
    conditions: 'all',
    body: 'PoolResizeParameter!',
  }),
  operation('Pool_StopResize', 'POST /pools/{poolId}/stopresize', pools.stopPoolResize, { conditions: 'all' }),
  operation('Pool_UpdateProperties', 'POST /pools/{poolId}/updateproperties', poolUpdates.updatePoolProperties, {
    body: 'PoolUpdatePropertiesParameter!',
  }),
  operation('Pool_ListUsageMetrics', 'GET /poolusagemetrics', usage.listUsageMetrics, {
    query: 'starttime endtime $filter maxresults',
  }),
  operation('Account_ListSupportedImages', 'GET /supportedimages', account.listSupportedImages, {
    query: '$filter maxresults',
    support: "partial: images in use, not the service's whole list",
  }),
  operation('ComputeNode_Start', 'POST /pools/{poolId}/nodes/{nodeId}/start', nodes.start, { only: '2025-06-01' }),
  operation('ComputeNode_Deallocate', 'POST /pools/{poolId}/nodes/{nodeId}/deallocate', nodes.deallocate, {
    body: 'BatchNodeDeallocateOptions',
    only: '2025-06-01',
  }),
];
