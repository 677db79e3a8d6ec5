/** How long things take, in milliseconds of the clock: short against the service, so that nodes come up in seconds. */
export const timings = {
  /** From a resize request until virtual machines are there. */
  allocatingMs: 500,
  /** A node is `creating`. */
  creatingMs: 500,
  /** A node is `starting`. */
  startingMs: 500,
  /** A node is `rebooting`. */
  rebootingMs: 1000,
  /** A node is `reimaging`. */
  reimagingMs: 1500,
  /** A node is still `offline` after its scheduling was enabled. */
  onlineMs: 200,
  /** A node is `leavingpool` at least. */
  leavingMs: 500,
  /** From the moment a task could run until it does. */
  dispatchMs: 20,
  /** A job is `disabling`, `enabling`, `terminating`, `deleting` at least. */
  jobTransitionMs: 200,
  /** The agent of a node looks whether its disk has room. */
  diskLookMs: 10_000,
  /** A resize is `stopping`. */
  stoppingMs: 200,
} as const;
