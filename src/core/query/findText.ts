import { type BatchUrl, isPortalUrl, parseBatchUrl } from './batchUrl.ts';

/** What somebody looks for, as it was typed or pasted. */
export type FindText =
  /** Nothing yet. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'url'; readonly url: BatchUrl }
  /** A page of the portal: it names nothing that Batch knows by it. */
  | { readonly kind: 'portalUrl' }
  /** `job/task`, of the task the beginning. */
  | { readonly kind: 'taskOfJob'; readonly jobId: string; readonly taskStart: string }
  /** The beginning of an id, of a node's name, or a node's number. */
  | { readonly kind: 'start'; readonly text: string };

/** What a text of the box that finds things asks for. */
export function parseFindText(typed: string): FindText {
  const text = typed.trim();
  if (text === '') return { kind: 'nothing' };
  if (isPortalUrl(text)) return { kind: 'portalUrl' };
  const url = parseBatchUrl(text);
  if (url !== undefined) return { kind: 'url', url };
  const [jobId = '', taskStart = '', ...rest] = text.split('/').map((part) => part.trim());
  const isTask =
    text.includes('/') && rest.length === 0 && mayStartId(jobId) && (taskStart === '' || mayStartId(taskStart));
  return isTask ? { kind: 'taskOfJob', jobId, taskStart } : { kind: 'start', text };
}

/**
 * Whether an id may begin like this: what none can have is not asked for. Jobs of a schedule have a colon in theirs,
 * which users cannot give (Batch documentation: "Job: id").
 */
export function mayStartId(text: string): boolean {
  return /^[A-Za-z0-9_:-]+$/.test(text);
}
