import { failureModel, outcomeRows } from '../scenarioFile/outcomes.ts';
import { toModelLine } from '../schema/models.ts';

/** Models of the bodies of control requests, in the terms of Batch and Resource Manager. Read by `parseModels`. */
export const controlModels = `${failureModel}${toModelLine('Outcome', outcomeRows)}
AllocationFailure: poolId=string nodes=int times=int errors=ResizeError[]
Breakage: state=unusable|unknown|starttaskfailed errors=ComputeNodeError[] exitCode=int
ComputeNodeError: code=string message=string errorDetails=NameValuePair[]
Move: duration=duration!
NameValuePair: name=string value=string
Nothing:
PlannedOutcome: kind=task|startTask|jobPreparation|jobRelease poolId=string jobId=string taskId=string
    commandLineIncludes=string times=int always=bool outcome=Outcome!
Quotas: dedicatedCoreQuota=int lowPriorityCoreQuota=int dedicatedCoreQuotaPerVMFamily=VirtualMachineFamilyCoreQuota[]
    poolQuota=int activeJobAndJobScheduleQuota=int
ResizeError: code=string message=string values=NameValuePair[]
VirtualMachineFamilyCoreQuota: name=string! coreQuota=int!
Wait: within=duration
`;
