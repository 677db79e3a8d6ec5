/** Models of request bodies that only 2022-10-01.16.0 has. Read by `parseModels`. */
export const models2022 = `
CertificateAddParameter: thumbprint=string! thumbprintAlgorithm=string! data=string! certificateFormat=pfx|cer
    password=string
CertificateReference: thumbprint=string! thumbprintAlgorithm=string! storeLocation=currentuser|localmachine
    storeName=string visibility=starttask|task|remoteuser[]
CloudServiceConfiguration: osFamily=string! osVersion=string
ContainerConfiguration: type=string! containerImageNames=string[] containerRegistries=ContainerRegistry[]
DataDisk: lun=int! caching=none|readonly|readwrite diskSizeGB=int! storageAccountType=standard_lrs|premium_lrs
DiffDiskSettings: placement=CacheDisk|
DiskEncryptionConfiguration: targets=osdisk|temporarydisk[]
ImageReference: publisher=string offer=string sku=string version=string virtualMachineImageId=string
JobNetworkConfiguration: subnetId=string!
JobPatchParameter: priority=int maxParallelTasks=int allowTaskPreemption=bool
    onAllTasksComplete=noaction|terminatejob constraints=JobConstraints poolInfo=PoolInformation
    metadata=MetadataItem[]
NetworkConfiguration: subnetId=string dynamicVNetAssignmentScope=none|job
    endpointConfiguration=PoolEndpointConfiguration publicIPAddressConfiguration=PublicIPAddressConfiguration
OSDisk: ephemeralOSDiskSettings=DiffDiskSettings
PoolAddParameter: id=string! displayName=string vmSize=string!
    cloudServiceConfiguration=CloudServiceConfiguration virtualMachineConfiguration=VirtualMachineConfiguration
    resizeTimeout=duration targetDedicatedNodes=int targetLowPriorityNodes=int enableAutoScale=bool
    autoScaleFormula=string autoScaleEvaluationInterval=duration enableInterNodeCommunication=bool
    networkConfiguration=NetworkConfiguration startTask=StartTask certificateReferences=CertificateReference[]
    applicationPackageReferences=ApplicationPackageReference[] applicationLicenses=string[] taskSlotsPerNode=int
    taskSchedulingPolicy=TaskSchedulingPolicy userAccounts=UserAccount[] metadata=MetadataItem[]
    mountConfiguration=MountConfiguration[] targetNodeCommunicationMode=default|classic|simplified
PoolPatchParameter: startTask=StartTask certificateReferences=CertificateReference[]
    applicationPackageReferences=ApplicationPackageReference[] metadata=MetadataItem[]
    targetNodeCommunicationMode=default|classic|simplified
PoolSpecification: displayName=string vmSize=string! cloudServiceConfiguration=CloudServiceConfiguration
    virtualMachineConfiguration=VirtualMachineConfiguration taskSlotsPerNode=int
    taskSchedulingPolicy=TaskSchedulingPolicy resizeTimeout=duration targetDedicatedNodes=int
    targetLowPriorityNodes=int enableAutoScale=bool autoScaleFormula=string autoScaleEvaluationInterval=duration
    enableInterNodeCommunication=bool networkConfiguration=NetworkConfiguration startTask=StartTask
    certificateReferences=CertificateReference[] applicationPackageReferences=ApplicationPackageReference[]
    applicationLicenses=string[] userAccounts=UserAccount[] metadata=MetadataItem[]
    mountConfiguration=MountConfiguration[] targetNodeCommunicationMode=default|classic|simplified
PoolUpdatePropertiesParameter: startTask=StartTask certificateReferences=CertificateReference[]!
    applicationPackageReferences=ApplicationPackageReference[]! metadata=MetadataItem[]!
    targetNodeCommunicationMode=default|classic|simplified
PublicIPAddressConfiguration: provision=batchmanaged|usermanaged|nopublicipaddresses ipAddressIds=string[]
TaskContainerSettings: containerRunOptions=string imageName=string! registry=ContainerRegistry
    workingDirectory=taskWorkingDirectory|containerImageDefault
TaskSchedulingPolicy: nodeFillType=Spread|Pack!
VMExtension: name=string! publisher=string! type=string! typeHandlerVersion=string autoUpgradeMinorVersion=bool
    settings=object protectedSettings=object provisionAfterExtensions=string[]
VirtualMachineConfiguration: imageReference=ImageReference! nodeAgentSKUId=string!
    windowsConfiguration=WindowsConfiguration dataDisks=DataDisk[] licenseType=string
    containerConfiguration=ContainerConfiguration diskEncryptionConfiguration=DiskEncryptionConfiguration
    nodePlacementConfiguration=NodePlacementConfiguration extensions=VMExtension[] osDisk=OSDisk
`;
