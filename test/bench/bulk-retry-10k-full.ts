import { sized } from './harness.ts';
import { measureBulk } from './harnessHost.ts';

/** Like `bulk-retry-10k`, with the user's choice to save both log ends of all tasks. */
const count = sized(10_000, 250);
await measureBulk({ name: 'bulk-retry-10k-full', probe: 'bulk-retry-10k', count, keepsAll: true, most: 2.2 });
