/**
 * The bodies of the requests that control the simulator, in the terms of Batch and of Resource Manager. Read by
 * `parseModels`.
 */
export const controlModels = `
AllocationFailure: poolId=string nodes=int times=int errors=ResizeError[]
Breakage: state=unusable|unknown|starttaskfailed errors=ComputeNodeError[] exitCode=int
ComputeNodeError: code=string message=string errorDetails=NameValuePair[]
Move: duration=duration!
NameValuePair: name=string value=string
Nothing:
Quotas: dedicatedCoreQuota=int lowPriorityCoreQuota=int dedicatedCoreQuotaPerVMFamily=VirtualMachineFamilyCoreQuota[]
    poolQuota=int activeJobAndJobScheduleQuota=int
ResizeError: code=string message=string values=NameValuePair[]
VirtualMachineFamilyCoreQuota: name=string! coreQuota=int!
`;
