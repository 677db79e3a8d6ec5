import { checkBody } from '../schema/checkBody.ts';
import { parseModels } from '../schema/models.ts';
import type { Fault } from '../simulatorOptions.ts';
import { findNumber, findObject, findText } from '../state/wire.ts';

interface Planned {
  readonly fault: Fault;
  calls: number;
}

/** The faults to inject, and how often their operations have been called since they were added. */
export class FaultPlan {
  #planned: Planned[] = [];

  add(fault: Fault): void {
    this.#planned.push({ fault, calls: 0 });
  }

  clear(): void {
    this.#planned = [];
  }

  /** Counts a call of an operation; returns the fault that befalls it. */
  next(operation: string): Fault | undefined {
    let hit: Fault | undefined;
    for (const planned of this.#planned) {
      if (planned.fault.operation === '*' || planned.fault.operation === operation) {
        planned.calls += 1;
        hit ??= isDue(planned) ? planned.fault : undefined;
      }
    }
    return hit;
  }
}

function isDue({ fault, calls }: Planned): boolean {
  if (fault.nthCall === undefined) return fault.times === undefined || calls <= fault.times;
  return calls >= fault.nthCall && calls < fault.nthCall + (fault.times ?? 1);
}

const effects = [
  'resetBefore',
  'resetAfter',
  'hang',
  'hangAfter',
  'truncate',
  'slow',
  'loginPage',
  'foreignNextLink',
  'selfNextLink',
] as const;

const faultModels = parseModels(`
Fault: operation=string! nthCall=int times=int status=int headers=object body=string effect=${effects.join('|')}
`);

/** A fault out of JSON. Throws the refusals of `checkBody`. */
export function parseFault(json: unknown): Fault {
  const checked = checkBody(faultModels, 'Fault', json);
  const effect = effects.find((known) => known === checked['effect']);
  const headers = Object.entries(findObject(checked, 'headers') ?? {}).map(([name, value]) => [name, String(value)]);
  const given = {
    nthCall: findNumber(checked, 'nthCall'),
    times: findNumber(checked, 'times'),
    status: findNumber(checked, 'status'),
    body: findText(checked, 'body'),
    effect,
  };
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { operation: findText(checked, 'operation') ?? '*', headers: Object.fromEntries(headers), ...present };
}
