/** Time as the simulator sees it. Everything that moves does so through one of these. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `callback` once, `delayMs` of this clock from now. */
  schedule(delayMs: number, callback: () => void): Scheduled;
}

export interface Scheduled {
  cancel(): void;
}
