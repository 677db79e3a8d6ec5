/** Answers of REST API 2025-06-01. `operation | version | evidence source | status headers | metadata model` */
export const lines2025 = `
Account_ListPoolNodeCounts | 2025-06-01 | recorded node-counts | 200 json | poolnodecounts PoolNodeCounts[]
Account_ListSupportedImages | 2025-06-01 | recorded supported-images | 200 json | supportedimages SupportedImage[]
Application_Get | 2025-06-01 | recorded applications | 200 json | getapplicationsummaryresponse/@Element Application
Application_List | 2025-06-01 | recorded applications | 200 json | listapplicationsummariesresponses Application[]
ComputeNodeExtension_Get | 2025-06-01 | recorded extensions | 200 json | extensions/@Element NodeExtension
ComputeNodeExtension_List | 2025-06-01 | recorded extensions | 200 json | extensions NodeExtension[]
ComputeNode_AddUser | 2025-06-01 | recorded user-add | 201 location dataserviceid |
ComputeNode_Deallocate | 2025-06-01 | recorded node-deallocate | 202 dataserviceid |
ComputeNode_DeleteUser | 2025-06-01 | recorded user-delete | 200 |
ComputeNode_DisableScheduling | 2025-06-01 | recorded node-disable | 200 dataserviceid |
ComputeNode_EnableScheduling | 2025-06-01 | recorded node-enable | 200 dataserviceid |
ComputeNode_Get | 2025-06-01 | recorded node-get | 200 json | nodes/@Element Node
ComputeNode_GetRemoteLoginSettings | 2025-06-01 | recorded remote-login | 200 json dataserviceid | Microsoft.Azure.Batch.Protocol.Entities.RemoteLoginSettings RemoteLogin
ComputeNode_List | 2025-06-01 | recorded nodes | 200 json | nodes Node[]
ComputeNode_Reboot | 2025-06-01 | recorded node-reboot | 202 dataserviceid |
ComputeNode_Reimage | 2025-06-01 | recorded node-reimage | 202 dataserviceid |
ComputeNode_Start | 2025-06-01 | recorded node-deallocate | 202 dataserviceid |
ComputeNode_UpdateUser | 2025-06-01 | recorded user-update | 200 dataserviceid |
ComputeNode_UploadBatchServiceLogs | 2025-06-01 | recorded node-logs | 200 json | Microsoft.Azure.Batch.Protocol.Entities.UploadBatchServiceLogsResult UploadedLogs
File_DeleteFromComputeNode | 2025-06-01 | inferred | 200 |
File_DeleteFromTask | 2025-06-01 | inferred | 200 |
File_GetFromComputeNode | 2025-06-01 | inferred | 200 text last-modified ocp-batch-file-isdirectory ocp-batch-file-mode? ocp-batch-file-url ocp-creation-time? |
File_GetFromTask | 2025-06-01 | recorded task-files | 200 text last-modified ocp-batch-file-isdirectory ocp-batch-file-mode? ocp-batch-file-url ocp-creation-time? |
File_GetPropertiesFromComputeNode | 2025-06-01 | inferred | 200 text content-length last-modified ocp-batch-file-isdirectory ocp-batch-file-mode? ocp-batch-file-url ocp-creation-time? |
File_GetPropertiesFromTask | 2025-06-01 | recorded task-files | 200 text content-length last-modified ocp-batch-file-isdirectory ocp-batch-file-mode? ocp-batch-file-url ocp-creation-time? |
File_ListFromComputeNode | 2025-06-01 | inferred | 200 json | files File[]
File_ListFromTask | 2025-06-01 | recorded task-files | 200 json | files File[]
JobSchedule_Add | 2025-06-01 | recorded schedule-add | 201 location dataserviceid etag last-modified |
JobSchedule_Delete | 2025-06-01 | recorded schedule-delete | 202 |
JobSchedule_Disable | 2025-06-01 | recorded schedule-disable | 204 content-length dataserviceid etag last-modified |
JobSchedule_Enable | 2025-06-01 | inferred | 204 content-length dataserviceid etag last-modified |
JobSchedule_Exists | 2025-06-01 | inferred | 200 etag last-modified |
JobSchedule_Get | 2025-06-01 | recorded schedule-get | 200 json etag last-modified | jobschedules/@Element JobSchedule
JobSchedule_List | 2025-06-01 | inferred | 200 json | jobschedules JobSchedule[]
JobSchedule_Patch | 2025-06-01 | inferred | 200 dataserviceid etag last-modified |
JobSchedule_Terminate | 2025-06-01 | recorded schedule-terminate | 202 dataserviceid etag last-modified |
JobSchedule_Update | 2025-06-01 | recorded schedule-update | 200 dataserviceid etag last-modified |
Job_Add | 2025-06-01 | recorded jobs | 201 location dataserviceid etag last-modified |
Job_Delete | 2025-06-01 | recorded job-delete | 202 |
Job_Disable | 2025-06-01 | recorded job-disable | 202 dataserviceid etag last-modified |
Job_Enable | 2025-06-01 | recorded job-enable | 202 dataserviceid etag last-modified |
Job_Get | 2025-06-01 | recorded job-get | 200 json etag last-modified | jobs/@Element Job
Job_GetTaskCounts | 2025-06-01 | recorded task-counts | 200 json | taskcountsresult/@Element TaskCounts
Job_List | 2025-06-01 | recorded jobs | 200 json | jobs Job[]
Job_ListFromJobSchedule | 2025-06-01 | recorded schedule-jobs | 200 json | jobs Job[]
Job_ListPreparationAndReleaseTaskStatus | 2025-06-01 | documented | 200 json | jobpreparationandreleasetaskstatuslist PreparationStatus[]
Job_Patch | 2025-06-01 | recorded jobs | 200 dataserviceid etag last-modified |
Job_Terminate | 2025-06-01 | recorded job-terminate | 202 dataserviceid etag last-modified |
Job_Update | 2025-06-01 | recorded job-update | 200 dataserviceid etag last-modified |
Pool_Add | 2025-06-01 | recorded pool-add | 201 location dataserviceid etag last-modified |
Pool_Delete | 2025-06-01 | recorded pool-data-disk | 202 |
Pool_DisableAutoScale | 2025-06-01 | recorded autoscale-disable | 200 dataserviceid etag last-modified |
Pool_EnableAutoScale | 2025-06-01 | recorded autoscale-enable | 200 dataserviceid etag last-modified |
Pool_EvaluateAutoScale | 2025-06-01 | recorded autoscale-evaluate | 200 json dataserviceid | Microsoft.Azure.Batch.Protocol.Entities.AutoScaleRun AutoScaleRun
Pool_Exists | 2025-06-01 | recorded pool-exists | 200 etag last-modified |
Pool_Get | 2025-06-01 | recorded pool-get | 200 json etag last-modified | pools/@Element Pool
Pool_List | 2025-06-01 | recorded task-reactivate | 200 json | pools Pool[]
Pool_ListUsageMetrics | 2025-06-01 | inferred | 200 json | poolusagemetrics PoolUsage[]
Pool_Patch | 2025-06-01 | recorded pool-patch | 200 dataserviceid etag last-modified |
Pool_RemoveNodes | 2025-06-01 | inferred | 202 dataserviceid etag last-modified |
Pool_Resize | 2025-06-01 | recorded pool-resize | 202 dataserviceid etag last-modified |
Pool_StopResize | 2025-06-01 | recorded pool-stop-resize | 202 dataserviceid etag last-modified |
Pool_UpdateProperties | 2025-06-01 | recorded pool-properties | 204 content-length dataserviceid etag last-modified |
Task_Add | 2025-06-01 | recorded task-add | 201 location dataserviceid etag last-modified |
Task_AddCollection | 2025-06-01 | recorded task-collection | 200 json | taskaddresult AddedTask[]
Task_Delete | 2025-06-01 | recorded task-delete | 200 |
Task_Get | 2025-06-01 | recorded task-add | 200 json etag last-modified | tasks/@Element Task
Task_List | 2025-06-01 | recorded task-list | 200 json | tasks Task[]
Task_ListSubtasks | 2025-06-01 | recorded subtasks | 200 json | subtaskinfo Subtask[]
Task_Reactivate | 2025-06-01 | recorded task-reactivate | 204 content-length etag last-modified |
Task_Terminate | 2025-06-01 | recorded task-reactivate | 204 content-length dataserviceid etag last-modified |
Task_Update | 2025-06-01 | recorded task-update | 200 dataserviceid etag last-modified |
`;
