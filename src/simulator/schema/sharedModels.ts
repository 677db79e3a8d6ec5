/** Models of request bodies that both API versions share. Read by `parseModels`. */
export const sharedModels = `
AffinityInformation: affinityId=string!
ApplicationPackageReference: applicationId=string! version=string
AuthenticationTokenSettings: access=job|[]
AutoPoolSpecification: autoPoolIdPrefix=string poolLifetimeOption=jobschedule|job! keepAlive=bool
    pool=PoolSpecification
AutoUserSpecification: scope=task|pool elevationLevel=nonadmin|admin
AzureBlobFileSystemConfiguration: accountName=string! containerName=string! accountKey=string sasKey=string
    blobfuseOptions=string relativeMountPath=string! identityReference=ComputeNodeIdentityReference
AzureFileShareConfiguration: accountName=string! azureFileUrl=string! accountKey=string!
    relativeMountPath=string! mountOptions=string
CIFSMountConfiguration: username=string! source=string! relativeMountPath=string! mountOptions=string
    password=string!
ComputeNodeIdentityReference: resourceId=string
ComputeNodeUser: name=string! isAdmin=bool expiryTime=date password=string sshPublicKey=string
ContainerRegistry: username=string password=string registryServer=string
    identityReference=ComputeNodeIdentityReference
EnvironmentSetting: name=string! value=string
ExitCodeMapping: code=int! exitOptions=ExitOptions!
ExitCodeRangeMapping: start=int! end=int! exitOptions=ExitOptions!
ExitConditions: exitCodes=ExitCodeMapping[] exitCodeRanges=ExitCodeRangeMapping[] preProcessingError=ExitOptions
    fileUploadError=ExitOptions default=ExitOptions
ExitOptions: jobAction=none|disable|terminate dependencyAction=satisfy|block
HttpHeader: name=string! value=string
InboundNATPool: name=string! protocol=tcp|udp! backendPort=int! frontendPortRangeStart=int!
    frontendPortRangeEnd=int! networkSecurityGroupRules=NetworkSecurityGroupRule[]
JobAddParameter: id=string! displayName=string priority=int maxParallelTasks=int allowTaskPreemption=bool
    constraints=JobConstraints jobManagerTask=JobManagerTask jobPreparationTask=JobPreparationTask
    jobReleaseTask=JobReleaseTask commonEnvironmentSettings=EnvironmentSetting[] poolInfo=PoolInformation!
    onAllTasksComplete=noaction|terminatejob onTaskFailure=noaction|performexitoptionsjobaction
    metadata=MetadataItem[] usesTaskDependencies=bool networkConfiguration=JobNetworkConfiguration
JobConstraints: maxWallClockTime=duration maxTaskRetryCount=int
JobDisableParameter: disableTasks=requeue|terminate|wait!
JobManagerTask: id=string! displayName=string commandLine=string! containerSettings=TaskContainerSettings
    resourceFiles=ResourceFile[] outputFiles=OutputFile[] environmentSettings=EnvironmentSetting[]
    constraints=TaskConstraints requiredSlots=int killJobOnCompletion=bool userIdentity=UserIdentity
    runExclusive=bool applicationPackageReferences=ApplicationPackageReference[]
    authenticationTokenSettings=AuthenticationTokenSettings allowLowPriorityNode=bool
JobPreparationTask: id=string commandLine=string! containerSettings=TaskContainerSettings
    resourceFiles=ResourceFile[] environmentSettings=EnvironmentSetting[] constraints=TaskConstraints
    waitForSuccess=bool userIdentity=UserIdentity rerunOnNodeRebootAfterSuccess=bool
JobReleaseTask: id=string commandLine=string! containerSettings=TaskContainerSettings
    resourceFiles=ResourceFile[] environmentSettings=EnvironmentSetting[] maxWallClockTime=duration
    retentionTime=duration userIdentity=UserIdentity
JobScheduleAddParameter: id=string! displayName=string schedule=Schedule! jobSpecification=JobSpecification!
    metadata=MetadataItem[]
JobSchedulePatchParameter: schedule=Schedule jobSpecification=JobSpecification metadata=MetadataItem[]
JobScheduleUpdateParameter: schedule=Schedule! jobSpecification=JobSpecification! metadata=MetadataItem[]
JobSpecification: priority=int allowTaskPreemption=bool maxParallelTasks=int displayName=string
    usesTaskDependencies=bool onAllTasksComplete=noaction|terminatejob
    onTaskFailure=noaction|performexitoptionsjobaction networkConfiguration=JobNetworkConfiguration
    constraints=JobConstraints jobManagerTask=JobManagerTask jobPreparationTask=JobPreparationTask
    jobReleaseTask=JobReleaseTask commonEnvironmentSettings=EnvironmentSetting[] poolInfo=PoolInformation!
    metadata=MetadataItem[]
JobTerminateParameter: terminateReason=string
JobUpdateParameter: priority=int maxParallelTasks=int allowTaskPreemption=bool constraints=JobConstraints
    poolInfo=PoolInformation! metadata=MetadataItem[] onAllTasksComplete=noaction|terminatejob
LinuxUserConfiguration: uid=int gid=int sshPrivateKey=string
MetadataItem: name=string! value=string!
MountConfiguration: azureBlobFileSystemConfiguration=AzureBlobFileSystemConfiguration
    nfsMountConfiguration=NFSMountConfiguration cifsMountConfiguration=CIFSMountConfiguration
    azureFileShareConfiguration=AzureFileShareConfiguration
MultiInstanceSettings: numberOfInstances=int coordinationCommandLine=string! commonResourceFiles=ResourceFile[]
NFSMountConfiguration: source=string! relativeMountPath=string! mountOptions=string
NetworkSecurityGroupRule: priority=int! access=allow|deny! sourceAddressPrefix=string! sourcePortRanges=string[]
NodeDisableSchedulingParameter: nodeDisableSchedulingOption=requeue|terminate|taskcompletion
NodePlacementConfiguration: policy=regional|zonal
NodeRebootParameter: nodeRebootOption=requeue|terminate|taskcompletion|retaineddata
NodeReimageParameter: nodeReimageOption=requeue|terminate|taskcompletion|retaineddata
NodeRemoveParameter: nodeList=string[]! resizeTimeout=duration
    nodeDeallocationOption=requeue|terminate|taskcompletion|retaineddata
NodeUpdateUserParameter: password=string expiryTime=date sshPublicKey=string
OutputFile: filePattern=string! destination=OutputFileDestination! uploadOptions=OutputFileUploadOptions!
OutputFileBlobContainerDestination: path=string containerUrl=string!
    identityReference=ComputeNodeIdentityReference uploadHeaders=HttpHeader[]
OutputFileDestination: container=OutputFileBlobContainerDestination
OutputFileUploadOptions: uploadCondition=tasksuccess|taskfailure|taskcompletion!
PoolEnableAutoScaleParameter: autoScaleFormula=string autoScaleEvaluationInterval=duration
PoolEndpointConfiguration: inboundNATPools=InboundNATPool[]!
PoolEvaluateAutoScaleParameter: autoScaleFormula=string!
PoolInformation: poolId=string autoPoolSpecification=AutoPoolSpecification
PoolResizeParameter: targetDedicatedNodes=int targetLowPriorityNodes=int resizeTimeout=duration
    nodeDeallocationOption=requeue|terminate|taskcompletion|retaineddata
ResourceFile: autoStorageContainerName=string storageContainerUrl=string httpUrl=string blobPrefix=string
    filePath=string fileMode=string identityReference=ComputeNodeIdentityReference
Schedule: doNotRunUntil=date doNotRunAfter=date startWindow=duration recurrenceInterval=duration
StartTask: commandLine=string! containerSettings=TaskContainerSettings resourceFiles=ResourceFile[]
    environmentSettings=EnvironmentSetting[] userIdentity=UserIdentity maxTaskRetryCount=int waitForSuccess=bool
TaskAddCollectionParameter: value=TaskAddParameter[]!
TaskAddParameter: id=string! displayName=string commandLine=string! containerSettings=TaskContainerSettings
    exitConditions=ExitConditions resourceFiles=ResourceFile[] outputFiles=OutputFile[]
    environmentSettings=EnvironmentSetting[] affinityInfo=AffinityInformation constraints=TaskConstraints
    requiredSlots=int userIdentity=UserIdentity multiInstanceSettings=MultiInstanceSettings
    dependsOn=TaskDependencies applicationPackageReferences=ApplicationPackageReference[]
    authenticationTokenSettings=AuthenticationTokenSettings
TaskConstraints: maxWallClockTime=duration retentionTime=duration maxTaskRetryCount=int
TaskDependencies: taskIds=string[] taskIdRanges=TaskIdRange[]
TaskIdRange: start=int! end=int!
TaskUpdateParameter: constraints=TaskConstraints
UploadBatchServiceLogsConfiguration: containerUrl=string! startTime=date! endTime=date
    identityReference=ComputeNodeIdentityReference
UserAccount: name=string! password=string! elevationLevel=nonadmin|admin
    linuxUserConfiguration=LinuxUserConfiguration windowsUserConfiguration=WindowsUserConfiguration
UserIdentity: username=string autoUser=AutoUserSpecification
WindowsConfiguration: enableAutomaticUpdates=bool
WindowsUserConfiguration: loginMode=batch|interactive
`;
