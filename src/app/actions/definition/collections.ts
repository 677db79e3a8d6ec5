import type { CreatedResource } from './submit.ts';

/** Where the service takes what is new. */
export const collections: Readonly<Record<CreatedResource['kind'], string>> = {
  pool: '/pools',
  job: '/jobs',
  jobSchedule: '/jobschedules',
};
