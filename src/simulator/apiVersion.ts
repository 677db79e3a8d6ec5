/** The versions of the API which the simulator speaks, oldest first. */
export const apiVersions = ['2022-10-01.16.0', '2025-06-01'] as const;

export type ApiVersion = (typeof apiVersions)[number];

/** Since this day versions have the operations of 2025-06-01: nodes are started and deallocated, and remote desktop files are gone. */
const newOperationsSince = '2024-07-01';

/** Of the versions that are spoken the one most like another, or undefined for what is none. */
export function findNearestVersion(asked: string, spoken: readonly ApiVersion[]): ApiVersion | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(\.\d+\.\d+)?(-preview)?$/.test(asked)) return undefined;
  const nearest: ApiVersion = asked < newOperationsSince ? '2022-10-01.16.0' : '2025-06-01';
  return spoken.includes(nearest) ? nearest : spoken[0];
}
