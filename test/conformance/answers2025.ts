/**
 * Models of REST 2025-06-01 answers: `Model: property=type …`, continued on indented lines. Enums have `|` between
 * their values, arrays end in `[]`.
 */
export const answers2025 = `
AuthenticationTokenSettings: access=job|[]
AutoScaleRun: timestamp=string results=string error=AutoScaleRunError
AutoScaleRunError: code=string message=string values=NameValuePair[]
AutoUserSpecification: scope=task|pool elevationLevel=nonadmin|admin
AutomaticOsUpgradePolicy: disableAutomaticRollback=boolean enableAutomaticOSUpgrade=boolean
    useRollingUpgradePolicy=boolean osRollingUpgradeDeferral=boolean
AzureBlobFileSystemConfiguration: accountName=string containerName=string accountKey=string sasKey=string
    blobfuseOptions=string relativeMountPath=string identityReference=BatchNodeIdentityReference
AzureFileShareConfiguration: accountName=string accountKey=string azureFileUrl=string relativeMountPath=string
    mountOptions=string
BatchAccountListSupportedImagesResult: value=BatchSupportedImage[] odata.nextLink=string
BatchAffinityInfo: affinityId=string
BatchApplication: id=string displayName=string versions=string[]
BatchApplicationListResult: value=BatchApplication[] odata.nextLink=string
BatchApplicationPackageReference: applicationId=string version=string
BatchAutoPoolSpecification: autoPoolIdPrefix=string poolLifetimeOption=jobschedule|job keepAlive=boolean
    pool=BatchPoolSpecification
BatchContainerConfiguration: type=dockerCompatible|criCompatible containerImageNames=string[]
    containerRegistries=ContainerRegistryReference[]
BatchCreateTaskCollectionResult: value=BatchTaskCreateResult[]
BatchDiffDiskSettings: placement=cachedisk|
BatchError: code=string message=BatchErrorMessage values=BatchErrorDetail[]
BatchErrorDetail: key=string value=string
BatchErrorMessage: lang=string value=string
BatchInboundNatPool: name=string protocol=tcp|udp backendPort=number frontendPortRangeStart=number
    frontendPortRangeEnd=number networkSecurityGroupRules=NetworkSecurityGroupRule[]
BatchJob: id=string displayName=string usesTaskDependencies=boolean url=string eTag=string lastModified=string
    creationTime=string state=active|disabling|disabled|enabling|terminating|completed|deleting
    stateTransitionTime=string previousState=active|disabling|disabled|enabling|terminating|completed|deleting
    previousStateTransitionTime=string priority=number allowTaskPreemption=boolean maxParallelTasks=number
    constraints=BatchJobConstraints jobManagerTask=BatchJobManagerTask
    jobPreparationTask=BatchJobPreparationTask jobReleaseTask=BatchJobReleaseTask
    commonEnvironmentSettings=EnvironmentSetting[] poolInfo=BatchPoolInfo
    onAllTasksComplete=noaction|terminatejob onTaskFailure=noaction|performexitoptionsjobaction
    networkConfiguration=BatchJobNetworkConfiguration metadata=BatchMetadataItem[]
    executionInfo=BatchJobExecutionInfo stats=BatchJobStatistics
BatchJobConstraints: maxWallClockTime=string maxTaskRetryCount=number
BatchJobExecutionInfo: startTime=string endTime=string poolId=string schedulingError=BatchJobSchedulingError
    terminateReason=string
BatchJobListResult: value=BatchJob[] odata.nextLink=string
BatchJobManagerTask: id=string displayName=string commandLine=string
    containerSettings=BatchTaskContainerSettings resourceFiles=ResourceFile[] outputFiles=OutputFile[]
    environmentSettings=EnvironmentSetting[] constraints=BatchTaskConstraints requiredSlots=number
    killJobOnCompletion=boolean userIdentity=UserIdentity runExclusive=boolean
    applicationPackageReferences=BatchApplicationPackageReference[]
    authenticationTokenSettings=AuthenticationTokenSettings allowLowPriorityNode=boolean
BatchJobNetworkConfiguration: subnetId=string skipWithdrawFromVNet=boolean
BatchJobPreparationAndReleaseTaskStatus: poolId=string nodeId=string nodeUrl=string
    jobPreparationTaskExecutionInfo=BatchJobPreparationTaskExecutionInfo
    jobReleaseTaskExecutionInfo=BatchJobReleaseTaskExecutionInfo
BatchJobPreparationAndReleaseTaskStatusListResult: value=BatchJobPreparationAndReleaseTaskStatus[]
    odata.nextLink=string
BatchJobPreparationTask: id=string commandLine=string containerSettings=BatchTaskContainerSettings
    resourceFiles=ResourceFile[] environmentSettings=EnvironmentSetting[] constraints=BatchTaskConstraints
    waitForSuccess=boolean userIdentity=UserIdentity rerunOnNodeRebootAfterSuccess=boolean
BatchJobPreparationTaskExecutionInfo: startTime=string endTime=string state=running|completed
    taskRootDirectory=string taskRootDirectoryUrl=string exitCode=number
    containerInfo=BatchTaskContainerExecutionInfo failureInfo=BatchTaskFailureInfo retryCount=number
    lastRetryTime=string result=success|failure
BatchJobReleaseTask: id=string commandLine=string containerSettings=BatchTaskContainerSettings
    resourceFiles=ResourceFile[] environmentSettings=EnvironmentSetting[] maxWallClockTime=string
    retentionTime=string userIdentity=UserIdentity
BatchJobReleaseTaskExecutionInfo: startTime=string endTime=string state=running|completed
    taskRootDirectory=string taskRootDirectoryUrl=string exitCode=number
    containerInfo=BatchTaskContainerExecutionInfo failureInfo=BatchTaskFailureInfo result=success|failure
BatchJobSchedule: id=string displayName=string url=string eTag=string lastModified=string creationTime=string
    state=active|completed|disabled|terminating|deleting stateTransitionTime=string
    previousState=active|completed|disabled|terminating|deleting previousStateTransitionTime=string
    schedule=BatchJobScheduleConfiguration jobSpecification=BatchJobSpecification
    executionInfo=BatchJobScheduleExecutionInfo metadata=BatchMetadataItem[] stats=BatchJobScheduleStatistics
BatchJobScheduleConfiguration: doNotRunUntil=string doNotRunAfter=string startWindow=string
    recurrenceInterval=string
BatchJobScheduleExecutionInfo: nextRunTime=string recentJob=RecentBatchJob endTime=string
BatchJobScheduleListResult: value=BatchJobSchedule[] odata.nextLink=string
BatchJobScheduleStatistics: url=string startTime=string lastUpdateTime=string userCPUTime=string
    kernelCPUTime=string wallClockTime=string readIOps=string writeIOps=string readIOGiB=number
    writeIOGiB=number numSucceededTasks=string numFailedTasks=string numTaskRetries=string waitTime=string
BatchJobSchedulingError: category=usererror|servererror code=string message=string details=NameValuePair[]
BatchJobSpecification: priority=number allowTaskPreemption=boolean maxParallelTasks=number displayName=string
    usesTaskDependencies=boolean onAllTasksComplete=noaction|terminatejob
    onTaskFailure=noaction|performexitoptionsjobaction networkConfiguration=BatchJobNetworkConfiguration
    constraints=BatchJobConstraints jobManagerTask=BatchJobManagerTask
    jobPreparationTask=BatchJobPreparationTask jobReleaseTask=BatchJobReleaseTask
    commonEnvironmentSettings=EnvironmentSetting[] poolInfo=BatchPoolInfo metadata=BatchMetadataItem[]
BatchJobStatistics: url=string startTime=string lastUpdateTime=string userCPUTime=string kernelCPUTime=string
    wallClockTime=string readIOps=string writeIOps=string readIOGiB=number writeIOGiB=number
    numSucceededTasks=string numFailedTasks=string numTaskRetries=string waitTime=string
BatchMetadataItem: name=string value=string
BatchNode: id=string url=string
    state=idle|rebooting|reimaging|running|unusable|creating|starting|waitingforstarttask|starttaskfailed|unknown|leavingpool|offline|preempted|upgradingos|deallocated|deallocating
    schedulingState=enabled|disabled stateTransitionTime=string lastBootTime=string allocationTime=string
    ipAddress=string ipv6Address=string affinityId=string vmSize=string totalTasksRun=number
    runningTasksCount=number runningTaskSlotsCount=number totalTasksSucceeded=number recentTasks=BatchTaskInfo[]
    startTask=BatchStartTask startTaskInfo=BatchStartTaskInfo errors=BatchNodeError[] isDedicated=boolean
    endpointConfiguration=BatchNodeEndpointConfiguration nodeAgentInfo=BatchNodeAgentInfo
    virtualMachineInfo=VirtualMachineInfo
BatchNodeAgentInfo: version=string lastUpdateTime=string
BatchNodeCounts: creating=number idle=number offline=number preempted=number rebooting=number reimaging=number
    running=number starting=number startTaskFailed=number leavingPool=number unknown=number unusable=number
    waitingForStartTask=number deallocated=number deallocating=number total=number upgradingOS=number
BatchNodeEndpointConfiguration: inboundEndpoints=InboundEndpoint[]
BatchNodeError: code=string message=string errorDetails=NameValuePair[]
BatchNodeFile: name=string url=string isDirectory=boolean properties=FileProperties
BatchNodeFileListResult: value=BatchNodeFile[] odata.nextLink=string
BatchNodeIdentityReference: resourceId=string
BatchNodeInfo: affinityId=string nodeUrl=string poolId=string nodeId=string taskRootDirectory=string
    taskRootDirectoryUrl=string
BatchNodeListResult: value=BatchNode[] odata.nextLink=string
BatchNodePlacementConfiguration: policy=regional|zonal
BatchNodeRemoteLoginSettings: ipv6RemoteLoginIPAddress=string ipv6RemoteLoginPort=number
    remoteLoginIPAddress=string remoteLoginPort=number
BatchNodeVMExtension: provisioningState=string vmExtension=VMExtension instanceView=VMExtensionInstanceView
BatchNodeVMExtensionListResult: value=BatchNodeVMExtension[] odata.nextLink=string
BatchOsDisk: ephemeralOSDiskSettings=BatchDiffDiskSettings caching=none|readonly|readwrite diskSizeGB=number
    managedDisk=ManagedDisk writeAcceleratorEnabled=boolean
BatchPool: id=string displayName=string url=string eTag=string lastModified=string creationTime=string
    state=active|deleting stateTransitionTime=string allocationState=steady|resizing|stopping
    allocationStateTransitionTime=string vmSize=string virtualMachineConfiguration=VirtualMachineConfiguration
    resizeTimeout=string resizeErrors=ResizeError[] currentDedicatedNodes=number currentLowPriorityNodes=number
    targetDedicatedNodes=number targetLowPriorityNodes=number enableAutoScale=boolean autoScaleFormula=string
    autoScaleEvaluationInterval=string autoScaleRun=AutoScaleRun enableInterNodeCommunication=boolean
    networkConfiguration=NetworkConfiguration startTask=BatchStartTask
    applicationPackageReferences=BatchApplicationPackageReference[] taskSlotsPerNode=number
    taskSchedulingPolicy=BatchTaskSchedulingPolicy userAccounts=UserAccount[] metadata=BatchMetadataItem[]
    stats=BatchPoolStatistics mountConfiguration=MountConfiguration[] identity=BatchPoolIdentity
    upgradePolicy=UpgradePolicy
BatchPoolEndpointConfiguration: inboundNATPools=BatchInboundNatPool[]
BatchPoolIdentity: type=UserAssigned|None userAssignedIdentities=BatchUserAssignedIdentity[]
BatchPoolIdentityReference: resourceId=string
BatchPoolInfo: poolId=string autoPoolSpecification=BatchAutoPoolSpecification
BatchPoolListResult: value=BatchPool[] odata.nextLink=string
BatchPoolListUsageMetricsResult: value=BatchPoolUsageMetrics[] odata.nextLink=string
BatchPoolNodeCounts: poolId=string dedicated=BatchNodeCounts lowPriority=BatchNodeCounts
BatchPoolNodeCountsListResult: value=BatchPoolNodeCounts[] odata.nextLink=string
BatchPoolResourceStatistics: startTime=string lastUpdateTime=string avgCPUPercentage=number avgMemoryGiB=number
    peakMemoryGiB=number avgDiskGiB=number peakDiskGiB=number diskReadIOps=string diskWriteIOps=string
    diskReadGiB=number diskWriteGiB=number networkReadGiB=number networkWriteGiB=number
BatchPoolSpecification: displayName=string vmSize=string virtualMachineConfiguration=VirtualMachineConfiguration
    taskSlotsPerNode=number taskSchedulingPolicy=BatchTaskSchedulingPolicy resizeTimeout=string
    targetDedicatedNodes=number targetLowPriorityNodes=number enableAutoScale=boolean autoScaleFormula=string
    autoScaleEvaluationInterval=string enableInterNodeCommunication=boolean
    networkConfiguration=NetworkConfiguration startTask=BatchStartTask
    applicationPackageReferences=BatchApplicationPackageReference[] userAccounts=UserAccount[]
    metadata=BatchMetadataItem[] mountConfiguration=MountConfiguration[] upgradePolicy=UpgradePolicy
BatchPoolStatistics: url=string startTime=string lastUpdateTime=string usageStats=BatchPoolUsageStatistics
    resourceStats=BatchPoolResourceStatistics
BatchPoolUsageMetrics: poolId=string startTime=string endTime=string vmSize=string totalCoreHours=number
BatchPoolUsageStatistics: startTime=string lastUpdateTime=string dedicatedCoreTime=string
BatchPublicIpAddressConfiguration: provision=batchmanaged|usermanaged|nopublicipaddresses ipFamilies=IPv4|IPv6[]
    ipAddressIds=string[] ipTags=IPTag[]
BatchStartTask: commandLine=string containerSettings=BatchTaskContainerSettings resourceFiles=ResourceFile[]
    environmentSettings=EnvironmentSetting[] userIdentity=UserIdentity maxTaskRetryCount=number
    waitForSuccess=boolean
BatchStartTaskInfo: state=running|completed startTime=string endTime=string exitCode=number
    containerInfo=BatchTaskContainerExecutionInfo failureInfo=BatchTaskFailureInfo retryCount=number
    lastRetryTime=string result=success|failure
BatchSubtask: id=number nodeInfo=BatchNodeInfo startTime=string endTime=string exitCode=number
    containerInfo=BatchTaskContainerExecutionInfo failureInfo=BatchTaskFailureInfo
    state=preparing|running|completed stateTransitionTime=string previousState=preparing|running|completed
    previousStateTransitionTime=string result=success|failure
BatchSupportedImage: nodeAgentSKUId=string imageReference=BatchVmImageReference osType=linux|windows
    capabilities=string[] batchSupportEndOfLife=string verificationType=verified|unverified
BatchTask: id=string displayName=string url=string eTag=string lastModified=string creationTime=string
    exitConditions=ExitConditions state=active|preparing|running|completed stateTransitionTime=string
    previousState=active|preparing|running|completed previousStateTransitionTime=string commandLine=string
    containerSettings=BatchTaskContainerSettings resourceFiles=ResourceFile[] outputFiles=OutputFile[]
    environmentSettings=EnvironmentSetting[] affinityInfo=BatchAffinityInfo constraints=BatchTaskConstraints
    requiredSlots=number userIdentity=UserIdentity executionInfo=BatchTaskExecutionInfo nodeInfo=BatchNodeInfo
    multiInstanceSettings=MultiInstanceSettings stats=BatchTaskStatistics dependsOn=BatchTaskDependencies
    applicationPackageReferences=BatchApplicationPackageReference[]
    authenticationTokenSettings=AuthenticationTokenSettings
BatchTaskConstraints: maxWallClockTime=string retentionTime=string maxTaskRetryCount=number
BatchTaskContainerExecutionInfo: containerId=string state=string error=string
BatchTaskContainerSettings: containerRunOptions=string imageName=string registry=ContainerRegistryReference
    workingDirectory=taskWorkingDirectory|containerImageDefault
    containerHostBatchBindMounts=ContainerHostBatchBindMountEntry[]
BatchTaskCounts: active=number running=number completed=number succeeded=number failed=number
BatchTaskCountsResult: taskCounts=BatchTaskCounts taskSlotCounts=BatchTaskSlotCounts
BatchTaskCreateResult: status=success|clienterror|servererror taskId=string eTag=string lastModified=string
    location=string error=BatchError
BatchTaskDependencies: taskIds=string[] taskIdRanges=BatchTaskIdRange[]
BatchTaskExecutionInfo: startTime=string endTime=string exitCode=number
    containerInfo=BatchTaskContainerExecutionInfo failureInfo=BatchTaskFailureInfo retryCount=number
    lastRetryTime=string requeueCount=number lastRequeueTime=string result=success|failure
BatchTaskFailureInfo: category=usererror|servererror code=string message=string details=NameValuePair[]
BatchTaskIdRange: start=number end=number
BatchTaskInfo: taskUrl=string jobId=string taskId=string subtaskId=number
    taskState=active|preparing|running|completed executionInfo=BatchTaskExecutionInfo
BatchTaskListResult: value=BatchTask[] odata.nextLink=string
BatchTaskListSubtasksResult: value=BatchSubtask[] odata.nextLink=string
BatchTaskSchedulingPolicy: jobDefaultOrder=none|creationtime nodeFillType=spread|pack
BatchTaskSlotCounts: active=number running=number completed=number succeeded=number failed=number
BatchTaskStatistics: url=string startTime=string lastUpdateTime=string userCPUTime=string kernelCPUTime=string
    wallClockTime=string readIOps=string writeIOps=string readIOGiB=number writeIOGiB=number waitTime=string
BatchUefiSettings: secureBootEnabled=boolean vTpmEnabled=boolean
BatchUserAssignedIdentity: resourceId=string clientId=string principalId=string
BatchVmDiskSecurityProfile: securityEncryptionType=DiskWithVMGuestState|NonPersistedTPM|VMGuestStateOnly
BatchVmImageReference: publisher=string offer=string sku=string version=string virtualMachineImageId=string
    exactVersion=string sharedGalleryImageId=string communityGalleryImageId=string
CifsMountConfiguration: username=string source=string relativeMountPath=string mountOptions=string
    password=string
ContainerHostBatchBindMountEntry: source=Shared|Startup|VfsMounts|Task|JobPrep|Applications isReadOnly=boolean
ContainerRegistryReference: username=string password=string registryServer=string
    identityReference=BatchNodeIdentityReference
DataDisk: lun=number caching=none|readonly|readwrite diskSizeGB=number managedDisk=ManagedDisk
    storageAccountType=standard_lrs|premium_lrs|standardssd_lrs
DiskCustomerManagedKey: identityReference=BatchPoolIdentityReference keyUrl=string
    rotationToLatestKeyVersionEnabled=boolean
DiskEncryptionConfiguration: customerManagedKey=DiskCustomerManagedKey targets=osdisk|temporarydisk[]
DiskEncryptionSetParameters: id=string
EnvironmentSetting: name=string value=string
ExitCodeMapping: code=number exitOptions=ExitOptions
ExitCodeRangeMapping: start=number end=number exitOptions=ExitOptions
ExitConditions: exitCodes=ExitCodeMapping[] exitCodeRanges=ExitCodeRangeMapping[] preProcessingError=ExitOptions
    fileUploadError=ExitOptions default=ExitOptions
ExitOptions: jobAction=none|disable|terminate dependencyAction=satisfy|block
FileProperties: creationTime=string lastModified=string contentLength=string contentType=string fileMode=string
HostEndpointSettings: inVMAccessControlProfileReferenceId=string mode=Audit|Enforce
IPTag: ipTagType=string tag=string
InboundEndpoint: name=string protocol=tcp|udp publicIPAddress=string publicFQDN=string frontendPort=number
    backendPort=number
InstanceViewStatus: code=string displayStatus=string level=Error|Info|Warning message=string time=string
LinuxUserConfiguration: uid=number gid=number sshPrivateKey=string
ManagedDisk: diskEncryptionSet=DiskEncryptionSetParameters
    storageAccountType=standard_lrs|premium_lrs|standardssd_lrs securityProfile=BatchVmDiskSecurityProfile
MountConfiguration: azureBlobFileSystemConfiguration=AzureBlobFileSystemConfiguration
    nfsMountConfiguration=NfsMountConfiguration cifsMountConfiguration=CifsMountConfiguration
    azureFileShareConfiguration=AzureFileShareConfiguration
MultiInstanceSettings: numberOfInstances=number coordinationCommandLine=string
    commonResourceFiles=ResourceFile[]
NameValuePair: name=string value=string
NetworkConfiguration: subnetId=string dynamicVNetAssignmentScope=none|job
    endpointConfiguration=BatchPoolEndpointConfiguration
    publicIPAddressConfiguration=BatchPublicIpAddressConfiguration enableAcceleratedNetworking=boolean
NetworkSecurityGroupRule: priority=number access=allow|deny sourceAddressPrefix=string sourcePortRanges=string[]
NfsMountConfiguration: source=string relativeMountPath=string mountOptions=string
OutputFile: filePattern=string destination=OutputFileDestination uploadOptions=OutputFileUploadConfig
OutputFileBlobContainerDestination: path=string containerUrl=string identityReference=BatchNodeIdentityReference
    uploadHeaders=OutputFileUploadHeader[]
OutputFileDestination: container=OutputFileBlobContainerDestination
OutputFileUploadConfig: uploadCondition=tasksuccess|taskfailure|taskcompletion
OutputFileUploadHeader: name=string value=string
ProxyAgentSettings: enabled=boolean imds=HostEndpointSettings wireServer=HostEndpointSettings
RecentBatchJob: id=string url=string
ResizeError: code=string message=string values=NameValuePair[]
ResourceFile: autoStorageContainerName=string storageContainerUrl=string httpUrl=string blobPrefix=string
    filePath=string fileMode=string identityReference=BatchNodeIdentityReference
RollingUpgradePolicy: enableCrossZoneUpgrade=boolean maxBatchInstancePercent=number
    maxUnhealthyInstancePercent=number maxUnhealthyUpgradedInstancePercent=number pauseTimeBetweenBatches=string
    prioritizeUnhealthyInstances=boolean rollbackFailedInstancesOnPolicyBreach=boolean
SecurityProfile: encryptionAtHost=boolean proxyAgentSettings=ProxyAgentSettings
    securityType=trustedLaunch|confidentialVM uefiSettings=BatchUefiSettings
ServiceArtifactReference: id=string
UpgradePolicy: mode=automatic|manual|rolling automaticOSUpgradePolicy=AutomaticOsUpgradePolicy
    rollingUpgradePolicy=RollingUpgradePolicy
UploadBatchServiceLogsResult: virtualDirectoryName=string numberOfFilesUploaded=number
UserAccount: name=string password=string elevationLevel=nonadmin|admin
    linuxUserConfiguration=LinuxUserConfiguration windowsUserConfiguration=WindowsUserConfiguration
UserIdentity: username=string autoUser=AutoUserSpecification
VMExtension: name=string publisher=string type=string typeHandlerVersion=string autoUpgradeMinorVersion=boolean
    enableAutomaticUpgrade=boolean settings=object protectedSettings=object provisionAfterExtensions=string[]
VMExtensionInstanceView: name=string statuses=InstanceViewStatus[] subStatuses=InstanceViewStatus[]
VirtualMachineConfiguration: imageReference=BatchVmImageReference nodeAgentSKUId=string
    windowsConfiguration=WindowsConfiguration dataDisks=DataDisk[] licenseType=string
    containerConfiguration=BatchContainerConfiguration diskEncryptionConfiguration=DiskEncryptionConfiguration
    nodePlacementConfiguration=BatchNodePlacementConfiguration extensions=VMExtension[] osDisk=BatchOsDisk
    securityProfile=SecurityProfile serviceArtifactReference=ServiceArtifactReference
VirtualMachineInfo: imageReference=BatchVmImageReference scaleSetVmResourceId=string
WindowsConfiguration: enableAutomaticUpdates=boolean
WindowsUserConfiguration: loginMode=batch|interactive
`;
