/** Where a diagnostic setting sends a log, if one does. */
export type LogDestination = 'workspace' | 'storage' | 'nowhere';

/** How Azure Monitor is set up for the account, and what goes wrong there. All optional. */
export interface Monitoring {
  /** `workspace` when absent: Log Analytics has the service log. */
  readonly serviceLog?: LogDestination;
  /** `nowhere` when absent. */
  readonly auditLog?: LogDestination;
  /** Whether the workspace does not let the user in: rows are left out in silence. */
  readonly hidesWorkspace?: boolean;
  /** Answers of logs are cut off after so many rows, and say so (`PartialError`). */
  readonly partialRows?: number;
  /** The table has no more columns than that of events; the other properties are in `AdditionalFields`. */
  readonly mostColumns?: number;
  /** Metrics that can't be read, while others can. */
  readonly failingMetrics?: readonly string[];
  /** The next answers of Azure Monitor ask to wait for so many seconds. */
  readonly throttledSeconds?: number;
}
