import type { RequestRecord } from '../logRecords.ts';
import type { Monitoring } from './monitoring.ts';

/** Azure Monitor beside an account: its setup may change while it runs. */
export class MonitorState {
  #monitoring: Monitoring;
  readonly requests: { readonly records: readonly RequestRecord[] };

  constructor(monitoring: Monitoring, requests: { readonly records: readonly RequestRecord[] }) {
    this.#monitoring = monitoring;
    this.requests = requests;
  }

  get monitoring(): Monitoring {
    return this.#monitoring;
  }

  /** Sets it up otherwise from now on. What is not named goes back to its default. */
  set(monitoring: Monitoring): void {
    this.#monitoring = monitoring;
  }
}
