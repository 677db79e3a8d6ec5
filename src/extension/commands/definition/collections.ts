import type { CreatedResource } from '../../../app/actions/verbs/create.ts';

/** Where the service takes what is new. */
export const collections: Readonly<Record<CreatedResource['kind'], string>> = {
  pool: '/pools',
  job: '/jobs',
  jobSchedule: '/jobschedules',
};
