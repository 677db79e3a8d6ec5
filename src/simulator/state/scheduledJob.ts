/** Returns the service's name for the n-th job of a schedule, which no client may use (Batch documentation). */
export function toScheduledJobId(scheduleId: string, number: number): string {
  return `${scheduleId}:job-${number}`;
}

/** Returns the schedule that created the job, and the job's number; undefined for a job that a client has added. */
export function findSchedule(jobId: string): { readonly scheduleId: string; readonly number: number } | undefined {
  const [, scheduleId, number] = /^([^:]+):job-(\d{1,9})$/.exec(jobId) ?? [];
  return scheduleId === undefined ? undefined : { scheduleId, number: Number(number) };
}
