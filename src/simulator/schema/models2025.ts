/** Models of request bodies that only 2025-06-01 has. Read by `parseModels`. */
export const models2025 = `
AutomaticOsUpgradePolicy: disableAutomaticRollback=bool enableAutomaticOSUpgrade=bool
    useRollingUpgradePolicy=bool osRollingUpgradeDeferral=bool
BatchNodeDeallocateOptions: nodeDeallocateOption=requeue|terminate|taskcompletion|retaineddata
BatchPoolIdentityReference: resourceId=string
BatchUefiSettings: secureBootEnabled=bool vTpmEnabled=bool
BatchVmDiskSecurityProfile: securityEncryptionType=DiskWithVMGuestState|NonPersistedTPM|VMGuestStateOnly
ContainerConfiguration: type=dockerCompatible|criCompatible! containerImageNames=string[]
    containerRegistries=ContainerRegistry[]
ContainerHostBatchBindMountEntry: source=Shared|Startup|VfsMounts|Task|JobPrep|Applications isReadOnly=bool
DataDisk: lun=int! caching=none|readonly|readwrite diskSizeGB=int! managedDisk=ManagedDisk
    storageAccountType=standard_lrs|premium_lrs|standardssd_lrs
DiffDiskSettings: placement=cachedisk|
DiskCustomerManagedKey: identityReference=BatchPoolIdentityReference keyUrl=string
    rotationToLatestKeyVersionEnabled=bool
DiskEncryptionConfiguration: customerManagedKey=DiskCustomerManagedKey targets=osdisk|temporarydisk[]
DiskEncryptionSetParameters: id=string
HostEndpointSettings: inVMAccessControlProfileReferenceId=string mode=Audit|Enforce
IPTag: ipTagType=string tag=string
ImageReference: publisher=string offer=string sku=string version=string virtualMachineImageId=string
    sharedGalleryImageId=string communityGalleryImageId=string
JobNetworkConfiguration: subnetId=string! skipWithdrawFromVNet=bool
JobScheduleUpdateParameter: schedule=Schedule jobSpecification=JobSpecification! metadata=MetadataItem[]
JobPatchParameter: priority=int allowTaskPreemption=bool maxParallelTasks=int constraints=JobConstraints
    poolInfo=PoolInformation onAllTasksComplete=noaction|terminatejob metadata=MetadataItem[]
    networkConfiguration=JobNetworkConfiguration
ManagedDisk: diskEncryptionSet=DiskEncryptionSetParameters
    storageAccountType=standard_lrs|premium_lrs|standardssd_lrs securityProfile=BatchVmDiskSecurityProfile
NetworkConfiguration: subnetId=string dynamicVNetAssignmentScope=none|job
    endpointConfiguration=PoolEndpointConfiguration publicIPAddressConfiguration=PublicIPAddressConfiguration
    enableAcceleratedNetworking=bool
OSDisk: ephemeralOSDiskSettings=DiffDiskSettings caching=none|readonly|readwrite diskSizeGB=int
    managedDisk=ManagedDisk writeAcceleratorEnabled=bool
PoolAddParameter: id=string! displayName=string vmSize=string!
    virtualMachineConfiguration=VirtualMachineConfiguration resizeTimeout=duration targetDedicatedNodes=int
    targetLowPriorityNodes=int enableAutoScale=bool autoScaleFormula=string autoScaleEvaluationInterval=duration
    enableInterNodeCommunication=bool networkConfiguration=NetworkConfiguration startTask=StartTask
    applicationPackageReferences=ApplicationPackageReference[] taskSlotsPerNode=int
    taskSchedulingPolicy=TaskSchedulingPolicy userAccounts=UserAccount[] metadata=MetadataItem[]
    mountConfiguration=MountConfiguration[] upgradePolicy=UpgradePolicy
PoolPatchParameter: displayName=string vmSize=string enableInterNodeCommunication=bool startTask=StartTask
    applicationPackageReferences=ApplicationPackageReference[] metadata=MetadataItem[]
    virtualMachineConfiguration=VirtualMachineConfiguration taskSlotsPerNode=int
    taskSchedulingPolicy=TaskSchedulingPolicy networkConfiguration=NetworkConfiguration
    userAccounts=UserAccount[] mountConfiguration=MountConfiguration[] upgradePolicy=UpgradePolicy
PoolSpecification: displayName=string vmSize=string! virtualMachineConfiguration=VirtualMachineConfiguration
    taskSlotsPerNode=int taskSchedulingPolicy=TaskSchedulingPolicy resizeTimeout=duration
    targetDedicatedNodes=int targetLowPriorityNodes=int enableAutoScale=bool autoScaleFormula=string
    autoScaleEvaluationInterval=duration enableInterNodeCommunication=bool
    networkConfiguration=NetworkConfiguration startTask=StartTask
    applicationPackageReferences=ApplicationPackageReference[] userAccounts=UserAccount[]
    metadata=MetadataItem[] mountConfiguration=MountConfiguration[] upgradePolicy=UpgradePolicy
PoolUpdatePropertiesParameter: startTask=StartTask applicationPackageReferences=ApplicationPackageReference[]!
    metadata=MetadataItem[]!
ProxyAgentSettings: enabled=bool imds=HostEndpointSettings wireServer=HostEndpointSettings
PublicIPAddressConfiguration: provision=batchmanaged|usermanaged|nopublicipaddresses ipFamilies=IPv4|IPv6[]
    ipAddressIds=string[] ipTags=IPTag[]
RollingUpgradePolicy: enableCrossZoneUpgrade=bool maxBatchInstancePercent=int maxUnhealthyInstancePercent=int
    maxUnhealthyUpgradedInstancePercent=int pauseTimeBetweenBatches=duration prioritizeUnhealthyInstances=bool
    rollbackFailedInstancesOnPolicyBreach=bool
SecurityProfile: encryptionAtHost=bool proxyAgentSettings=ProxyAgentSettings
    securityType=trustedLaunch|confidentialVM uefiSettings=BatchUefiSettings
ServiceArtifactReference: id=string!
TaskContainerSettings: containerRunOptions=string imageName=string! registry=ContainerRegistry
    workingDirectory=taskWorkingDirectory|containerImageDefault
    containerHostBatchBindMounts=ContainerHostBatchBindMountEntry[]
TaskSchedulingPolicy: jobDefaultOrder=none|creationtime nodeFillType=Spread|Pack!
UpgradePolicy: mode=automatic|manual|rolling! automaticOSUpgradePolicy=AutomaticOsUpgradePolicy
    rollingUpgradePolicy=RollingUpgradePolicy
VMExtension: name=string! publisher=string! type=string! typeHandlerVersion=string autoUpgradeMinorVersion=bool
    enableAutomaticUpgrade=bool settings=object protectedSettings=object provisionAfterExtensions=string[]
VirtualMachineConfiguration: imageReference=ImageReference! nodeAgentSKUId=string!
    windowsConfiguration=WindowsConfiguration dataDisks=DataDisk[] licenseType=string
    containerConfiguration=ContainerConfiguration diskEncryptionConfiguration=DiskEncryptionConfiguration
    nodePlacementConfiguration=NodePlacementConfiguration extensions=VMExtension[] osDisk=OSDisk
    securityProfile=SecurityProfile serviceArtifactReference=ServiceArtifactReference
`;
