/** Durations in milliseconds of the clock: shorter than in the service, so that nodes start within seconds. */
export const timings = {
  /** Time from a resize request until the virtual machines exist. */
  allocatingMs: 500,
  creatingMs: 500,
  startingMs: 500,
  rebootingMs: 1000,
  reimagingMs: 1500,
  /** Time for which a node stays `offline` after its scheduling was enabled. */
  onlineMs: 200,
  /** Minimum time in the state `leavingpool`. */
  leavingMs: 500,
  /** Time from the moment a task could run until it runs. */
  dispatchMs: 20,
  /** Minimum time for which a job is `disabling`, `enabling`, `terminating`, or `deleting`. */
  jobTransitionMs: 200,
  /** Interval at which a node's agent checks its disk space. */
  diskLookMs: 10_000,
  stoppingMs: 200,
} as const;
