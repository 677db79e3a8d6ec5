/** What a task writes to (Batch documentation: "Files and directories"). */
export const logNames = ['stdout.txt', 'stderr.txt'] as const;
export type LogName = (typeof logNames)[number];

/** The end of a log of a task, or why it could not be read: missing evidence is a finding. */
export interface LogEnd {
  /** Relative to the task's folder. */
  readonly path: string;
  /** Its last part, without secrets; absent when it could not be read. */
  readonly text?: string;
  /** Bytes of the file before `text`. */
  readonly leftOut?: number;
  /** When it was written to last; ISO 8601. */
  readonly lastModified?: string;
  /** Why there is no text, as a sentence. */
  readonly missing?: string;
}
