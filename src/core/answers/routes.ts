/** Operations by request: `operation | method path`, where `*` is one path segment. Tried in order. */
export const batchRoutes = `
Account_ListPoolNodeCounts | GET /nodecounts
Pool_List | GET /pools
Pool_Get | GET /pools/*
ComputeNode_List | GET /pools/*/nodes
ComputeNode_Get | GET /pools/*/nodes/*
ComputeNode_GetRemoteLoginSettings | GET /pools/*/nodes/*/remoteloginsettings
File_ListFromComputeNode | GET /pools/*/nodes/*/files
File_GetFromComputeNode | GET /pools/*/nodes/*/files/**
File_GetPropertiesFromComputeNode | HEAD /pools/*/nodes/*/files/**
Job_List | GET /jobs
Job_Get | GET /jobs/*
Job_GetTaskCounts | GET /jobs/*/taskcounts
Job_ListPreparationAndReleaseTaskStatus | GET /jobs/*/jobpreparationandreleasetaskstatus
Task_List | GET /jobs/*/tasks
Task_Get | GET /jobs/*/tasks/*
Task_ListSubtasks | GET /jobs/*/tasks/*/subtasksinfo
File_ListFromTask | GET /jobs/*/tasks/*/files
File_GetFromTask | GET /jobs/*/tasks/*/files/**
File_GetPropertiesFromTask | HEAD /jobs/*/tasks/*/files/**
Pool_Add | POST /pools
Pool_Delete | DELETE /pools/*
Pool_Patch | PATCH /pools/*
Pool_Resize | POST /pools/*/resize
Pool_StopResize | POST /pools/*/stopresize
Pool_EnableAutoScale | POST /pools/*/enableautoscale
Pool_DisableAutoScale | POST /pools/*/disableautoscale
Pool_EvaluateAutoScale | POST /pools/*/evaluateautoscale
Pool_RemoveNodes | POST /pools/*/removenodes
ComputeNode_AddUser | POST /pools/*/nodes/*/users
ComputeNode_UpdateUser | PUT /pools/*/nodes/*/users/*
ComputeNode_DeleteUser | DELETE /pools/*/nodes/*/users/*
ComputeNode_DisableScheduling | POST /pools/*/nodes/*/disablescheduling
ComputeNode_EnableScheduling | POST /pools/*/nodes/*/enablescheduling
ComputeNode_Reboot | POST /pools/*/nodes/*/reboot
ComputeNode_Reimage | POST /pools/*/nodes/*/reimage
Job_Add | POST /jobs
Job_Delete | DELETE /jobs/*
Job_Patch | PATCH /jobs/*
Job_Disable | POST /jobs/*/disable
Job_Enable | POST /jobs/*/enable
Job_Terminate | POST /jobs/*/terminate
Task_AddCollection | POST /jobs/*/addtaskcollection
Task_Update | PUT /jobs/*/tasks/*
Task_Reactivate | POST /jobs/*/tasks/*/reactivate
Task_Terminate | POST /jobs/*/tasks/*/terminate
Task_Delete | DELETE /jobs/*/tasks/*
JobSchedule_Add | POST /jobschedules
JobSchedule_Delete | DELETE /jobschedules/*
JobSchedule_Disable | POST /jobschedules/*/disable
JobSchedule_Enable | POST /jobschedules/*/enable
JobSchedule_List | GET /jobschedules
JobSchedule_Get | GET /jobschedules/*
Job_ListFromJobSchedule | GET /jobschedules/*/jobs
`;

/** Operations of Azure Resource Manager and its resource providers by request, with the model of the answer. */
export const resourceManagerRoutes = `
Subscriptions_List | GET /subscriptions | SubscriptionList
Account_ListBySubscription | GET /subscriptions/*/providers/microsoft.batch/batchaccounts | AccountList
Account_Get | GET /subscriptions/*/resourcegroups/*/providers/microsoft.batch/batchaccounts/* | Account
Account_ListEndpoints | GET ACCOUNT/outboundnetworkdependenciesendpoints | EndpointList
Resources_Query | POST /providers/microsoft.resourcegraph/resources | ResourceQuery
StorageAccount_Get | GET /subscriptions/*/resourcegroups/*/providers/microsoft.storage/storageaccounts/* | Resource
Permissions_List | GET ACCOUNT/providers/microsoft.authorization/permissions | PermissionList
Metrics_List | GET ACCOUNT/providers/microsoft.insights/metrics | Metrics
DiagnosticSettings_List | GET ACCOUNT/providers/microsoft.insights/diagnosticsettings | SettingList
Logs_Query | POST ACCOUNT/providers/microsoft.insights/logs | Logs
ActivityLog_List | GET /subscriptions/*/providers/microsoft.insights/eventtypes/management/values | ActivityList
`;

/**
 * Models of Azure Resource Manager and its resource providers (Azure documentation), limited to what this extension
 * uses.
 */
export const resourceManagerModels = `
SubscriptionList: value=Subscription[] nextLink?=text count?=object
Subscription: id=text subscriptionId=text displayName=text state=text tenantId?=text subscriptionPolicies?=object
    authorizationSource?=text managedByTenants?=object[] tags?=object promotions?=object[]
AccountList: value=Account[] nextLink?=text
Account: id=text name=text type=text location=text properties=AccountProperties identity?=object tags?=object
    systemData?=object etag?=text
AccountProperties: accountEndpoint=text provisioningState=text poolAllocationMode=text dedicatedCoreQuota?=number
    dedicatedCoreQuotaPerVMFamily?=FamilyQuota[] dedicatedCoreQuotaPerVMFamilyEnforced?=flag
    lowPriorityCoreQuota?=number poolQuota=number activeJobAndJobScheduleQuota=number
    allowedAuthenticationModes?=text[] autoStorage?=AutoStorage publicNetworkAccess?=text networkProfile?=object
    privateEndpointConnections?=object[] encryption?=object keyVaultReference?=object nodeManagementEndpoint?=text
AutoStorage: storageAccountId=text lastKeySync?=time authenticationMode?=text nodeIdentityReference?=object
FamilyQuota: name=text coreQuota=number
EndpointList: value=EndpointCategory[] nextLink?=text
EndpointCategory: category=text endpoints=Endpoint[]
Endpoint: domainName=text description?=text endpointDetails?=EndpointDetail[]
EndpointDetail: port=number
ResourceQuery: totalRecords=number count=number data=object[] facets?=object[] resultTruncated=text
Resource: id=text name=text type=text location=text kind?=text sku?=object properties=object tags?=object
PermissionList: value=Permission[] nextLink?=text
Permission: actions=text[] notActions=text[] dataActions?=text[] notDataActions?=text[] condition?=text
    conditionVersion?=text
Metrics: cost?=number timespan=text interval=duration namespace?=text resourceregion?=text value=Metric[]
Metric: id=text type=text name=LocalizedName displayDescription?=text unit=text errorCode?=text errorMessage?=text
    timeseries=Series[] resourceGroup?=text
LocalizedName: value=text localizedValue?=text
Series: metadatavalues=SeriesValue[] data=Sample[]
SeriesValue: name=LocalizedName value=text
Sample: timeStamp=time average?=number count?=number total?=number minimum?=number maximum?=number
SettingList: value=Setting[] nextLink?=text
Setting: id=text name=text type=text properties=SettingProperties location?=object kind?=object identity?=object
    tags?=object
SettingProperties: workspaceId?=text storageAccountId?=text eventHubAuthorizationRuleId?=text eventHubName?=text
    serviceBusRuleId?=text logAnalyticsDestinationType?=text marketplacePartnerId?=text metrics?=object[]
    logs=LogSetting[]
LogSetting: category?=text categoryGroup?=text enabled=flag retentionPolicy?=object
Logs: tables=Table[] error?=object permissions?=object statistics?=object render?=object
Table: name=text columns=Column[] rows=object[]
Column: name=text type=text
ActivityList: value=Activity[] nextLink?=text
Activity: eventTimestamp=time operationName=LocalizedName status=LocalizedName caller?=text authorization?=object
    channels?=text claims?=object correlationId?=text description?=text eventDataId?=text eventName?=object
    category?=object httpRequest?=object id?=text level?=text resourceGroupName?=text resourceProviderName?=object
    resourceId?=text resourceType?=object operationId?=text properties?=object subStatus?=object
    submissionTimestamp?=time subscriptionId?=text tenantId?=text
`;

/** Operations of storage by path and query. Its answers aren't JSON. */
export const storageRoutes = `
Blob_List | GET /*
Blob_Get | GET /*/**
Blob_GetProperties | HEAD /*/**
`;
