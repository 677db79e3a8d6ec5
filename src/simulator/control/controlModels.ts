import { toPlannedModel } from '../executors/outcomePlan.ts';
import { failureModel, outcomeRows } from '../scenarioFile/outcomes.ts';
import { checkAsked } from '../schema/checkBody.ts';
import { parseModels, toModelLine } from '../schema/models.ts';

/** Models of the bodies of control requests, in the terms of Batch and Resource Manager. Read by `parseModels`. */
export const controlModels = `${failureModel}${toModelLine('Outcome', outcomeRows)}
AllocationFailure: poolId=string nodes=int times=int errors=ResizeError[]
Breakage: state=unusable|unknown|starttaskfailed errors=ComputeNodeError[] exitCode=int
ComputeNodeError: code=string message=string errorDetails=NameValuePair[]
Move: duration=duration!
Nothing:
${toPlannedModel('Outcome')}Quotas: dedicatedCoreQuota=int lowPriorityCoreQuota=int dedicatedCoreQuotaPerVMFamily=VirtualMachineFamilyCoreQuota[]
    poolQuota=int activeJobAndJobScheduleQuota=int
ResizeError: code=string message=string values=NameValuePair[]
VirtualMachineFamilyCoreQuota: name=string! coreQuota=int!
Wait: within=duration
`;

const models = parseModels(controlModels);

/** Parses what a client or a caller in Node.js asks of the simulator. Throws refusals that say what is possible. */
export function parseAsked<T extends object>(model: string, given: unknown): T {
  // The caller's type is that of the model.
  return checkAsked(models, model, given) as T;
}
