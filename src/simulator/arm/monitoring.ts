/** Destination of a log in a diagnostic setting. */
export type LogDestination = 'workspace' | 'storage' | 'nowhere';

/** Configuration of Azure Monitor for the account, and its faults. All optional. */
export interface Monitoring {
  /** `workspace` when absent: Log Analytics has the service log. */
  readonly serviceLog?: LogDestination;
  /** `nowhere` when absent. */
  readonly auditLog?: LogDestination;
  /** Set if the user may not read the workspace: rows are left out silently. */
  readonly hidesWorkspace?: boolean;
  /** Number of rows after which responses with logs are cut off, with a `PartialError`. */
  readonly partialRows?: number;
  /** Number of columns in the table of events; further properties are in `AdditionalFields`. */
  readonly mostColumns?: number;
  readonly failingMetrics?: readonly string[];
  /** Delay in seconds that the next responses of Azure Monitor ask for. */
  readonly throttledSeconds?: number;
}
