/** The service's name for the job that a schedule makes as its n-th, which no client may give (Batch documentation). */
export function toScheduledJobId(scheduleId: string, number: number): string {
  return `${scheduleId}:job-${number}`;
}

/** Which schedule has made the job, and as which of its jobs; undefined for a job that a client has added. */
export function findSchedule(jobId: string): { readonly scheduleId: string; readonly number: number } | undefined {
  const [, scheduleId, number] = /^([^:]+):job-(\d{1,9})$/.exec(jobId) ?? [];
  return scheduleId === undefined ? undefined : { scheduleId, number: Number(number) };
}
