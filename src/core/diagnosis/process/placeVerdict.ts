import type { Change, Fix } from '../explanation/explanation.ts';

/** Consequences of where a program ran: on a node or in a container, as which instance, with which packages. */
export interface PlaceVerdict {
  /** The event, to follow "… failed:", where the place describes it better than the log. */
  readonly what?: string;
  readonly why: string;
  /** Replaces the steps of a log, which shows nothing about the place. */
  readonly fixes: readonly Fix[];
  readonly change: Change;
}
