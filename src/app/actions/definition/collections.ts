import type { CreatedResource } from '../verbs/definition/submit.ts';

/** Where the service takes what is new. */
export const collections: Readonly<Record<CreatedResource['kind'], string>> = {
  pool: '/pools',
  job: '/jobs',
  jobSchedule: '/jobschedules',
};
