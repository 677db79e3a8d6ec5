/** Answers of REST API 2022-10-01.16.0. `operation | version | evidence source | status headers | metadata model` */
export const lines2022 = `
Account_ListPoolNodeCounts | 2022-10-01.16.0 | documented | 200 json | poolnodecounts PoolNodeCounts[]
Account_ListSupportedImages | 2022-10-01.16.0 | documented | 200 json | supportedimages SupportedImage[]
Application_Get | 2022-10-01.16.0 | recorded old-applications | 200 json | getapplicationsummaryresponse/@Element Application
Application_List | 2022-10-01.16.0 | recorded old-applications | 200 json | listapplicationsummariesresponses Application[]
ComputeNodeExtension_Get | 2022-10-01.16.0 | documented | 200 json | extensions/@Element NodeExtension
ComputeNodeExtension_List | 2022-10-01.16.0 | documented | 200 json | extensions NodeExtension[]
ComputeNode_AddUser | 2022-10-01.16.0 | inferred | 201 location dataserviceid |
ComputeNode_DeleteUser | 2022-10-01.16.0 | inferred | 200 |
ComputeNode_DisableScheduling | 2022-10-01.16.0 | recorded old-nodes | 200 dataserviceid |
ComputeNode_EnableScheduling | 2022-10-01.16.0 | recorded old-nodes | 200 dataserviceid |
ComputeNode_Get | 2022-10-01.16.0 | recorded old-nodes | 200 json | nodes/@Element Node
ComputeNode_GetRemoteLoginSettings | 2022-10-01.16.0 | inferred | 200 json dataserviceid | Microsoft.Azure.Batch.Protocol.Entities.RemoteLoginSettings RemoteLogin
ComputeNode_List | 2022-10-01.16.0 | recorded old-nodes | 200 json | nodes Node[]
ComputeNode_Reboot | 2022-10-01.16.0 | recorded old-nodes | 202 dataserviceid |
ComputeNode_UpdateUser | 2022-10-01.16.0 | inferred | 200 dataserviceid |
ComputeNode_UploadBatchServiceLogs | 2022-10-01.16.0 | recorded old-nodes | 200 json | Microsoft.Azure.Batch.Protocol.Entities.UploadBatchServiceLogsResult UploadedLogs
File_DeleteFromComputeNode | 2022-10-01.16.0 | inferred | 200 |
File_DeleteFromTask | 2022-10-01.16.0 | inferred | 200 |
File_GetFromComputeNode | 2022-10-01.16.0 | inferred | 200 text last-modified ocp-batch-file-isdirectory ocp-batch-file-mode? ocp-batch-file-url ocp-creation-time? |
File_GetFromTask | 2022-10-01.16.0 | inferred | 200 text last-modified ocp-batch-file-isdirectory ocp-batch-file-mode? ocp-batch-file-url ocp-creation-time? |
File_GetPropertiesFromComputeNode | 2022-10-01.16.0 | inferred | 200 text content-length last-modified ocp-batch-file-isdirectory ocp-batch-file-mode? ocp-batch-file-url ocp-creation-time? |
File_GetPropertiesFromTask | 2022-10-01.16.0 | inferred | 200 text content-length last-modified ocp-batch-file-isdirectory ocp-batch-file-mode? ocp-batch-file-url ocp-creation-time? |
File_ListFromComputeNode | 2022-10-01.16.0 | inferred | 200 json | files File[]
File_ListFromTask | 2022-10-01.16.0 | inferred | 200 json | files File[]
JobSchedule_Add | 2022-10-01.16.0 | recorded old-schedules | 201 location dataserviceid etag last-modified |
JobSchedule_Delete | 2022-10-01.16.0 | recorded old-schedules | 202 |
JobSchedule_Disable | 2022-10-01.16.0 | recorded old-schedules | 204 content-length dataserviceid etag last-modified |
JobSchedule_Enable | 2022-10-01.16.0 | recorded old-schedules | 204 content-length dataserviceid etag last-modified |
JobSchedule_Exists | 2022-10-01.16.0 | recorded old-schedules | 200 etag last-modified |
JobSchedule_Get | 2022-10-01.16.0 | recorded old-schedules | 200 json etag last-modified | jobschedules/@Element JobSchedule
JobSchedule_List | 2022-10-01.16.0 | recorded old-schedules | 200 json | jobschedules JobSchedule[]
JobSchedule_Patch | 2022-10-01.16.0 | recorded old-schedules | 200 dataserviceid etag last-modified |
JobSchedule_Terminate | 2022-10-01.16.0 | recorded old-schedules | 202 dataserviceid etag last-modified |
JobSchedule_Update | 2022-10-01.16.0 | recorded old-schedules | 200 dataserviceid etag last-modified |
Job_Add | 2022-10-01.16.0 | recorded old-jobs | 201 location dataserviceid etag last-modified |
Job_Delete | 2022-10-01.16.0 | recorded old-jobs | 202 |
Job_Disable | 2022-10-01.16.0 | recorded old-jobs | 202 dataserviceid etag last-modified |
Job_Enable | 2022-10-01.16.0 | recorded old-jobs | 202 dataserviceid etag last-modified |
Job_Get | 2022-10-01.16.0 | recorded old-jobs | 200 json etag last-modified | jobs/@Element Job
Job_GetTaskCounts | 2022-10-01.16.0 | documented | 200 json | taskcountsresult/@Element TaskCounts
Job_List | 2022-10-01.16.0 | recorded old-jobs | 200 json | jobs Job[]
Job_ListFromJobSchedule | 2022-10-01.16.0 | recorded old-schedules | 200 json | jobs Job[]
Job_ListPreparationAndReleaseTaskStatus | 2022-10-01.16.0 | recorded old-jobs | 200 json | jobpreparationandreleasetaskstatuslist PreparationStatus[]
Job_Patch | 2022-10-01.16.0 | recorded old-jobs | 200 dataserviceid etag last-modified |
Job_Terminate | 2022-10-01.16.0 | recorded old-jobs | 202 dataserviceid etag last-modified |
Job_Update | 2022-10-01.16.0 | recorded old-jobs | 200 dataserviceid etag last-modified |
Pool_Add | 2022-10-01.16.0 | recorded old-pools | 201 location dataserviceid etag last-modified |
Pool_Delete | 2022-10-01.16.0 | recorded old-pools | 202 |
Pool_DisableAutoScale | 2022-10-01.16.0 | inferred | 200 dataserviceid etag last-modified |
Pool_EnableAutoScale | 2022-10-01.16.0 | recorded old-scaling | 200 dataserviceid etag last-modified |
Pool_EvaluateAutoScale | 2022-10-01.16.0 | recorded old-scaling | 200 json dataserviceid | Microsoft.Azure.Batch.Protocol.Entities.AutoScaleRun AutoScaleRun
Pool_Exists | 2022-10-01.16.0 | recorded old-pools | 200 etag last-modified |
Pool_Get | 2022-10-01.16.0 | recorded old-scaling | 200 json etag last-modified | pools/@Element Pool
Pool_List | 2022-10-01.16.0 | documented | 200 json | pools Pool[]
Pool_ListUsageMetrics | 2022-10-01.16.0 | recorded old-scaling | 200 json | poolusagemetrics PoolUsage[]
Pool_Patch | 2022-10-01.16.0 | recorded old-pools | 200 dataserviceid etag last-modified |
Pool_RemoveNodes | 2022-10-01.16.0 | recorded old-nodes | 202 dataserviceid etag last-modified |
Pool_Resize | 2022-10-01.16.0 | inferred | 202 dataserviceid etag last-modified |
Pool_StopResize | 2022-10-01.16.0 | inferred | 202 dataserviceid etag last-modified |
Pool_UpdateProperties | 2022-10-01.16.0 | recorded old-pools | 204 content-length dataserviceid etag last-modified |
Task_Add | 2022-10-01.16.0 | recorded old-applications | 201 location dataserviceid etag last-modified |
Task_AddCollection | 2022-10-01.16.0 | inferred | 200 json | taskaddresult AddedTask[]
Task_Delete | 2022-10-01.16.0 | inferred | 200 |
Task_Get | 2022-10-01.16.0 | recorded old-applications | 200 json etag last-modified | tasks/@Element Task
Task_List | 2022-10-01.16.0 | documented | 200 json | tasks Task[]
Task_ListSubtasks | 2022-10-01.16.0 | inferred | 200 json | subtaskinfo Subtask[]
Task_Reactivate | 2022-10-01.16.0 | inferred | 204 content-length etag last-modified |
Task_Terminate | 2022-10-01.16.0 | inferred | 204 content-length dataserviceid etag last-modified |
Task_Update | 2022-10-01.16.0 | inferred | 200 dataserviceid etag last-modified |
`;
