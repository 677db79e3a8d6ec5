import type { RequestRecord } from '../logRecords.ts';
import type { Monitoring } from './monitoring.ts';

/** Azure Monitor for an account; its configuration may change while it runs. */
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

  /** Replaces the configuration. Properties that are not given return to their defaults. */
  set(monitoring: Monitoring): void {
    this.#monitoring = monitoring;
  }
}
