import { sized } from './harness.ts';
import { measureBulk } from './harnessHost.ts';

/** The same as `bulk-retry-10k` where the user chooses to keep both log ends of all. */
const count = sized(10_000, 250);
await measureBulk({ name: 'bulk-retry-10k-full', probe: 'bulk-retry-10k', count, keepsAll: true, most: 2.2 });
