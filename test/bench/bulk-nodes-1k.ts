import { measureBulk } from './harnessHost.ts';

/**
 * Rebooting 1,000 nodes of a pool by our command in a real extension host (nodes judged, all of them kept on the disk, 20
 * of the one cause with both log ends, progress shown), against the bare requests for the same (two lists of the nodes,
 * 20 times both logs, 1,000 reboots) with the same concurrency and nothing done with what they bring. Another process
 * serves both. Of each node more is done here than of a task (a file on the disk, its explanation) for one bare request:
 * wanted is at most 15, about 10 ms a node, which the service takes several times over.
 */
await measureBulk('bench-bulk-nodes', 15);
