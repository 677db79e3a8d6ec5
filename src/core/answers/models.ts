/** Models of both API versions. A property with `?` depends on the request or on the state. */
export const sharedShapeModels = `
Image: publisher=text offer=text sku=text version=text
ExactImage: publisher=text offer=text sku=text version=text exactVersion=text
Extension: name=text publisher=text type=text typeHandlerVersion?=text autoUpgradeMinorVersion?=flag
    enableAutomaticUpgrade?=flag
AutoUser: scope=text elevationLevel=text
UserIdentity: autoUser=AutoUser
StartTask: commandLine=text userIdentity=UserIdentity maxTaskRetryCount=number waitForSuccess=flag
StartTaskInfo: state=text startTime=time endTime?=time exitCode?=number result?=text retryCount=number
UserAccount: name=text elevationLevel=text
MetadataItem: name=text value=text
NameValue: name=text value=text
ResizeError: code=text message=text values?=NameValue[]
NatPool: name=text protocol=text backendPort=number frontendPortRangeStart=number frontendPortRangeEnd=number
EndpointConfiguration: inboundNATPools=NatPool[]
AutoScaleRun: timestamp=time results=text error?=AutoScaleError
AutoScaleError: code=text message=text values=NameValue[]
InboundEndpoint: name=text protocol=text publicIPAddress=text publicFQDN=text frontendPort=number backendPort=number
InboundEndpoints: inboundEndpoints=InboundEndpoint[]
AgentInfo: lastUpdateTime=time version=text
MachineInfo: imageReference=ExactImage
NodeExtension: provisioningState=text instanceView=InstanceView vmExtension=Extension
InstanceView: name?=text statuses?=InstanceStatus[]
InstanceStatus: code=text displayStatus=text level=text time?=time
RemoteLogin: remoteLoginIPAddress=text remoteLoginPort=number
UploadedLogs: virtualDirectoryName=text numberOfFilesUploaded=number
JobConstraints: maxWallClockTime=duration maxTaskRetryCount=number
TaskConstraints: maxWallClockTime=duration retentionTime=duration maxTaskRetryCount=number
PreparationTask: id=text commandLine=text constraints=TaskConstraints userIdentity=UserIdentity waitForSuccess=flag
    rerunOnNodeRebootAfterSuccess=flag
ReleaseTask: id=text commandLine=text maxWallClockTime=duration retentionTime=duration userIdentity=UserIdentity
AutoPool: poolLifetimeOption=text keepAlive=flag pool=AutoPoolPool
PoolInfo: poolId?=text autoPoolSpecification?=AutoPool
JobInfo: startTime=time endTime?=time poolId=text terminateReason?=text
Job: id=text displayName?=text url=text eTag=text lastModified=time creationTime=time state=text
    stateTransitionTime=time previousState?=text previousStateTransitionTime?=time priority=number
    maxParallelTasks=number usesTaskDependencies=flag allowTaskPreemption=flag constraints=JobConstraints
    jobPreparationTask?=PreparationTask jobReleaseTask?=ReleaseTask poolInfo=PoolInfo executionInfo=JobInfo
    onAllTasksComplete=text onTaskFailure=text
AuxiliaryTaskInfo: startTime=time endTime?=time state=text taskRootDirectory=text taskRootDirectoryUrl=text
    exitCode?=number retryCount=number result?=text
PreparationStatus: poolId=text nodeId=text nodeUrl=text jobPreparationTaskExecutionInfo=AuxiliaryTaskInfo
    jobReleaseTaskExecutionInfo?=AuxiliaryTaskInfo
Counts: active=number running=number completed=number succeeded=number failed=number
TaskCounts: taskCounts=Counts taskSlotCounts=Counts
JobSpecification: displayName?=text priority=number maxParallelTasks=number allowTaskPreemption=flag
    usesTaskDependencies=flag onAllTasksComplete=text onTaskFailure=text constraints=JobConstraints poolInfo=PoolInfo
Schedule: doNotRunAfter?=time startWindow?=duration recurrenceInterval?=duration
RecentJob: url=text id=text
ScheduleInfo: nextRunTime?=time recentJob?=RecentJob endTime?=time
JobSchedule: id=text url=text eTag=text lastModified=time creationTime=time state=text stateTransitionTime=time
    previousState?=text previousStateTransitionTime?=time schedule=Schedule jobSpecification=JobSpecification
    executionInfo=ScheduleInfo
Detail: name=text value=text
FailureInfo: category=text code=text message=text details=Detail[]
TaskInfo: startTime?=time endTime?=time exitCode?=number failureInfo?=FailureInfo result?=text retryCount=number
    requeueCount=number
TaskNode: affinityId=text nodeUrl=text poolId=text nodeId=text taskRootDirectory=text taskRootDirectoryUrl=text
Task: id=text url=text eTag=text creationTime=time lastModified=time state=text stateTransitionTime=time
    previousState?=text previousStateTransitionTime?=time commandLine=text userIdentity=UserIdentity
    constraints=TaskConstraints requiredSlots=number executionInfo=TaskInfo nodeInfo?=TaskNode
AddedTask: status=text taskId=text eTag=text lastModified=time location=text
Subtask: id=number
FileProperties: creationTime?=time lastModified=time contentLength=long contentType=text fileMode?=text
File: name=text url=text isDirectory=flag properties?=FileProperties
Application: id=text displayName?=text versions=text[]
SupportedImage: imageReference=Image verificationType=text nodeAgentSKUId=text capabilities?=text[]
    batchSupportEndOfLife?=time osType=text
PoolUsage: poolId=text startTime=time endTime=time vmSize=text totalCoreHours=number
PoolNodeCounts: poolId=text dedicated=NodeCounts lowPriority=NodeCounts
`;

const pool = `id=text displayName?=text url=text eTag=text lastModified=time creationTime=time state=text
    stateTransitionTime=time allocationState=text allocationStateTransitionTime=time vmSize=text resizeTimeout=duration
    currentDedicatedNodes=number targetDedicatedNodes=number currentLowPriorityNodes=number
    targetLowPriorityNodes=number resizeErrors?=ResizeError[] enableAutoScale=flag autoScaleFormula?=text
    autoScaleEvaluationInterval?=duration autoScaleRun?=AutoScaleRun enableInterNodeCommunication=flag
    startTask?=StartTask userAccounts?=UserAccount[] metadata?=MetadataItem[] applicationPackageReferences?=object[]
    taskSlotsPerNode=number taskSchedulingPolicy=Policy virtualMachineConfiguration=Machine
    networkConfiguration?=Network`;

const autoPool = `vmSize=text taskSlotsPerNode=number taskSchedulingPolicy=Policy resizeTimeout=duration
    targetDedicatedNodes=number targetLowPriorityNodes=number enableAutoScale=flag enableInterNodeCommunication=flag
    virtualMachineConfiguration=Machine`;

const node = `id=text url=text state=text schedulingState=text stateTransitionTime=time lastBootTime?=time
    allocationTime=time ipAddress=text affinityId=text vmSize=text totalTasksRun=number totalTasksSucceeded=number
    runningTasksCount=number runningTaskSlotsCount=number recentTasks?=object[] startTask?=StartTask
    startTaskInfo?=StartTaskInfo isDedicated=flag endpointConfiguration?=InboundEndpoints nodeAgentInfo?=AgentInfo
    virtualMachineInfo=MachineInfo`;

const counts = `creating=number idle=number leavingPool=number offline=number preempted=number rebooting=number
    reimaging=number running=number starting=number startTaskFailed=number unusable=number unknown=number
    waitingForStartTask=number total=number`;

/** Models of API version 2022-10-01.16.0 only. */
export const oldShapeModels = `
Pool: ${pool} certificateReferences?=object[]
    targetNodeCommunicationMode?=text currentNodeCommunicationMode?=text
AutoPoolPool: ${autoPool}
Node: ${node} certificateReferences?=object[]
NodeCounts: ${counts}
Policy: nodeFillType=text
Disk: lun=number caching=text diskSizeGB=number storageAccountType=text
Machine: imageReference=Image nodeAgentSKUId=text dataDisks?=Disk[] extensions?=Extension[]
Network: dynamicVNetAssignmentScope=text endpointConfiguration?=EndpointConfiguration
`;

/** Models of API version 2025-06-01 only. */
export const newShapeModels = `
Pool: ${pool}
AutoPoolPool: ${autoPool}
Node: ${node} ipv6Address?=text
NodeCounts: ${counts} deallocated=number deallocating=number upgradingOS=number
Policy: nodeFillType=text jobDefaultOrder=text
ManagedDisk: storageAccountType=text
Disk: lun=number caching=text diskSizeGB=number managedDisk=ManagedDisk
Machine: imageReference=Image nodeAgentSKUId=text dataDisks?=Disk[] extensions?=Extension[]
Network: dynamicVNetAssignmentScope=text enableAcceleratedNetworking=flag
    endpointConfiguration?=EndpointConfiguration
`;

/** Optional properties documented in REST API 2025-06-01, about a failure, a container, or user settings. */
export const documentedShapeModels = `
Image: virtualMachineImageId?=text exactVersion?=text sharedGalleryImageId?=text communityGalleryImageId?=text
ExactImage: virtualMachineImageId?=text sharedGalleryImageId?=text communityGalleryImageId?=text
Extension: settings?=object protectedSettings?=object provisionAfterExtensions?=text[]
UserIdentity: username?=text
StartTask: containerSettings?=object resourceFiles?=object[] environmentSettings?=object[]
StartTaskInfo: containerInfo?=object failureInfo?=FailureInfo lastRetryTime?=time
UserAccount: linuxUserConfiguration?=object windowsUserConfiguration?=object
NatPool: networkSecurityGroupRules?=object[]
MachineInfo: scaleSetVmResourceId?=text
InstanceView: subStatuses?=InstanceStatus[]
InstanceStatus: message?=text
RemoteLogin: ipv6RemoteLoginIPAddress?=text ipv6RemoteLoginPort?=number
PreparationTask: containerSettings?=object resourceFiles?=object[] environmentSettings?=object[]
ReleaseTask: containerSettings?=object resourceFiles?=object[] environmentSettings?=object[]
AutoPool: autoPoolIdPrefix?=text
JobInfo: schedulingError?=object
Job: jobManagerTask?=object commonEnvironmentSettings?=object[] networkConfiguration?=object metadata?=object[]
    stats?=object
AuxiliaryTaskInfo: containerInfo?=object failureInfo?=FailureInfo lastRetryTime?=time
JobSpecification: networkConfiguration?=object jobManagerTask?=object jobPreparationTask?=PreparationTask
    jobReleaseTask?=ReleaseTask commonEnvironmentSettings?=object[] metadata?=object[]
Schedule: doNotRunUntil?=time
JobSchedule: displayName?=text metadata?=object[] stats?=object
TaskInfo: containerInfo?=object lastRetryTime?=time lastRequeueTime?=time
Task: displayName?=text exitConditions?=object containerSettings?=object resourceFiles?=object[]
    outputFiles?=object[] environmentSettings?=object[] affinityInfo?=object multiInstanceSettings?=object
    stats?=object dependsOn?=object applicationPackageReferences?=object[] authenticationTokenSettings?=object
Subtask: nodeInfo?=TaskNode startTime?=time endTime?=time exitCode?=number containerInfo?=object
    failureInfo?=FailureInfo state?=text stateTransitionTime?=time previousState?=text
    previousStateTransitionTime?=time result?=text
Pool: stats?=object mountConfiguration?=object[] identity?=object upgradePolicy?=object
AutoPoolPool: displayName?=text autoScaleFormula?=text autoScaleEvaluationInterval?=duration
    networkConfiguration?=Network startTask?=StartTask applicationPackageReferences?=object[]
    userAccounts?=UserAccount[] metadata?=object[] mountConfiguration?=object[] upgradePolicy?=object
Node: errors?=object[]
Machine: windowsConfiguration?=object licenseType?=text containerConfiguration?=object
    diskEncryptionConfiguration?=object nodePlacementConfiguration?=object osDisk?=object securityProfile?=object
    serviceArtifactReference?=object
Network: subnetId?=text publicIPAddressConfiguration?=object
ManagedDisk: diskEncryptionSet?=object securityProfile?=object
`;
