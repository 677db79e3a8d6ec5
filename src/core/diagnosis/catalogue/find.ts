import type { CodeEntry, CodePlace, CodeTable } from './entry.ts';
import { localCodes } from './local.ts';
import { nodeCodes, poolAllocationCodes, poolAutoscaleCodes } from './poolAllocation.ts';
import { restMissingCodes } from './restMissing.ts';
import { restRequestCodes } from './restRequest.ts';
import { restServiceCodes } from './restService.ts';
import { restStateCodes } from './restState.ts';
import { jobSchedulingCodes, taskSchedulingCodes } from './scheduling.ts';
import { fileUploadCodes, jobPreparationCodes, taskFailureCodes } from './taskFailure.ts';

/** Codes in the bodies of HTTP errors of the Batch service. */
const restCodes: CodeTable = { ...restRequestCodes, ...restServiceCodes, ...restMissingCodes, ...restStateCodes };

/** All known codes, by place. */
export const codeTables: Readonly<Record<CodePlace, CodeTable>> = {
  rest: restCodes,
  poolAllocation: poolAllocationCodes,
  poolAutoscale: poolAutoscaleCodes,
  node: nodeCodes,
  jobScheduling: jobSchedulingCodes,
  taskScheduling: taskSchedulingCodes,
  jobPreparation: jobPreparationCodes,
  taskFailure: taskFailureCodes,
  fileUpload: fileUploadCodes,
  local: localCodes,
};

export interface KnownCode {
  /** The code in the catalogue's casing, because casing varies in practice. */
  readonly code: string;
  readonly entry: CodeEntry;
}

/** Finds the entry of `code` at `place`, ignoring case. */
export function findCode(place: CodePlace, code: string | undefined): KnownCode | undefined {
  if (code === undefined) return undefined;
  const wanted = code.toLowerCase();
  for (const [name, entry] of Object.entries(codeTables[place])) {
    if (name.toLowerCase() === wanted) return { code: name, entry };
  }
  return undefined;
}
