/** API versions that the simulator supports, oldest first. */
export const apiVersions = ['2022-10-01.16.0', '2025-06-01'] as const;

export type ApiVersion = (typeof apiVersions)[number];

/**
 * First version with the operations of 2025-06-01: nodes can be started and deallocated, and remote desktop files are
 * gone.
 */
const newOperationsSince = '2024-07-01';

/** Returns the supported version that is closest to `asked`; undefined if `asked` isn't a version. */
export function findNearestVersion(asked: string, spoken: readonly ApiVersion[]): ApiVersion | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(\.\d+\.\d+)?(-preview)?$/.test(asked)) return undefined;
  const nearest: ApiVersion = asked < newOperationsSince ? '2022-10-01.16.0' : '2025-06-01';
  return spoken.includes(nearest) ? nearest : spoken[0];
}
