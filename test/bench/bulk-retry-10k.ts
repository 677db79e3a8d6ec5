import { measureBulk } from './harnessHost.ts';

/**
 * Retrying 10,000 failed tasks by our command in a real extension host (tasks judged, both log ends of each read and
 * kept on the disk, each reactivated, progress shown), against the bare requests for the same logs (the length of each,
 * and its end) and reactivations with the same concurrency and nothing done with what they bring. Another process serves
 * both. Wanted: at most 5: the service takes tens of milliseconds for a request and a few of them at a time, so that our
 * part is not noticed then.
 */
await measureBulk('bench-bulk-retry', 5);
