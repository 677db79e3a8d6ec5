import type { RequestRecord } from '../simulatorOptions.ts';
import type { FaultPlan } from './faultPlan.ts';
import { parseFault } from './parseFault.ts';
import type { Reply } from './reply.ts';
import { ServiceError } from './serviceError.ts';

/** Where the simulator itself is told what to do; the service has nothing below it. */
const adminPrefix = '/$simulator/';

export interface Administered {
  readonly faults: FaultPlan;
  readonly requests: readonly RequestRecord[];
}

/** Whether a request is for the simulator itself. It is signed like any other, and needs no version. */
export function isAdminPath(path: string): boolean {
  return path.startsWith(adminPrefix);
}

/** Adds and clears faults, and tells the log of requests. */
export function adminReply(method: string, path: string, body: unknown, administered: Administered): Reply {
  switch (`${method} ${path.slice(adminPrefix.length)}`) {
    case 'POST faults': {
      const given: readonly unknown[] = Array.isArray(body) ? body : [body];
      for (const fault of given.map(parseFault)) administered.faults.add(fault);
      return { status: 201 };
    }
    case 'DELETE faults':
      administered.faults.clear();
      return { status: 204 };
    case 'GET requests':
      return { status: 200, body: { value: administered.requests } };
    default:
      throw new ServiceError('ResourceNotFound');
  }
}
