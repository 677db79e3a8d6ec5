import { type FaultEffect, type FaultyExchange, faultEffects, sendText } from './faultEffects.ts';

/** A fault to inject: selected calls of an operation get this response or fail in another way. */
export interface Fault {
  readonly operation: string;
  readonly nthCall?: number;
  readonly times?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Replaces `status`, `headers` and `body`. */
  readonly effect?: FaultEffect;
}

/** Every property of a fault: its type for `parseModels`, and its meaning for the manual. */
export const faultProperties: Readonly<Record<keyof Fault, { readonly type: string; readonly meaning: string }>> = {
  operation: {
    type: 'string!',
    meaning: 'an operation in the table of operations (`Task_Reactivate`), or `*` for all',
  },
  nthCall: { type: 'int', meaning: 'the first call that it affects, counted from 1 since the fault was added' },
  times: { type: 'int', meaning: 'how many calls in a row; by default, one with `nthCall` and all without it' },
  status: { type: 'int', meaning: 'the status that is returned, without any work being done; 500 by default' },
  headers: { type: 'object', meaning: 'headers of that response' },
  body: { type: 'string', meaning: 'its body' },
  effect: {
    type: Object.keys(faultEffects).join('|'),
    meaning: 'what happens to the exchange instead; one of the effects below',
  },
};

/** Handles one exchange with the fault. */
export async function serveFault(fault: Fault, exchange: FaultyExchange): Promise<void> {
  const { status = 500, body = '', headers = {}, effect } = fault;
  if (effect === undefined) return sendText(exchange, status, body, headers);
  await faultEffects[effect].serve(exchange);
}
