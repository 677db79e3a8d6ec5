import type { CreatedResource } from './submitDefinition.ts';

/** Paths of the collections in which new items are created. */
export const collections: Readonly<Record<CreatedResource['kind'], string>> = {
  pool: '/pools',
  job: '/jobs',
  jobSchedule: '/jobschedules',
};
