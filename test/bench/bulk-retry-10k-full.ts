import { measureBulk } from './harnessHost.ts';

/** The same as `bulk-retry-10k` where the user chooses to keep both log ends of all. */
await measureBulk('bench-bulk-retry', 2.2, 'Save All Logs and Retry 10,000');
