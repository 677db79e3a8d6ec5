import type { CodeEntry, CodePlace, CodeTable } from './entry.ts';
import { fileUploadCodes } from './fileUpload.ts';
import { jobSchedulingCodes } from './jobScheduling.ts';
import { localCodes } from './local.ts';
import { nodeCodes } from './node.ts';
import { poolAllocationCodes, poolAutoscaleCodes } from './poolAllocation.ts';
import { restCodes } from './rest.ts';
import { jobPreparationCodes, taskFailureCodes } from './taskFailure.ts';
import { taskSchedulingCodes } from './taskScheduling.ts';

/** Every code that is known, by place. */
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
  /** In the catalogue's spelling: casing differs in the wild. */
  readonly code: string;
  readonly entry: CodeEntry;
}

/** The entry of `code` at `place`, compared without case. */
export function findCode(place: CodePlace, code: string | undefined): KnownCode | undefined {
  if (code === undefined) return undefined;
  const wanted = code.toLowerCase();
  for (const [name, entry] of Object.entries(codeTables[place])) {
    if (name.toLowerCase() === wanted) return { code: name, entry };
  }
  return undefined;
}
