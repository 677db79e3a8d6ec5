import type { WireObject } from './wire.ts';

/** Resize error of an account without free cores; the service adds no values. The message is recorded. */
export const coreQuotaReached: WireObject = {
  code: 'AccountCoreQuotaReached',
  message: 'The specified account has reached core quota',
};

export const lowPriorityCoreQuotaReached: WireObject = {
  code: 'AccountLowPriorityCoreQuotaReached',
  message: 'The specified account has reached low priority core quota',
};

/** Returns the resize error of an account without free cores in a VM family. The message is recorded. */
export function familyCoreQuotaReached(family: string): WireObject {
  const message = `The specified account has reached VM series core quota for ${family}`;
  return { code: 'AccountVMSeriesCoreQuotaReached', message };
}

/** Returns the resize error of a region without free machines. */
export function capacityLacking(isDedicated: boolean): WireObject {
  return {
    code: 'AllocationFailed',
    message: `Desired number of ${isDedicated ? 'dedicated' : 'low priority'} nodes could not be allocated`,
    values: [
      {
        name: 'Reason',
        value: 'Deployment allocation failed due to insufficient capacity for the requested VM size in the region.',
      },
    ],
  };
}

/** Returns the error of an autoscale run; `message` begins with the position in the formula. */
export function formulaEvaluationError(message: string): WireObject {
  return {
    code: 'AutoScalingFormulaEvaluationError',
    message: 'The specified auto-scaling formula has evaluation error',
    values: [{ name: 'Message', value: message }],
  };
}
