/** The versions of the API which the simulator speaks, oldest first. */
export const apiVersions = ['2022-10-01.16.0', '2025-06-01'] as const;

export type ApiVersion = (typeof apiVersions)[number];
