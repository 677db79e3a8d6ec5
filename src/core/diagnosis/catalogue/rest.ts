import type { CodeTable } from './entry.ts';
import { restMissingCodes } from './restMissing.ts';
import { restRequestCodes } from './restRequest.ts';
import { restServiceCodes } from './restService.ts';
import { restStateCodes } from './restState.ts';

/** Codes in the bodies of HTTP errors of the Batch service. */
export const restCodes: CodeTable = {
  ...restRequestCodes,
  ...restServiceCodes,
  ...restMissingCodes,
  ...restStateCodes,
};
