import { type Address, parseAddress } from './address.ts';
import { isPortalUrl } from './resourceId.ts';

/** What a user looks for, as it was typed or pasted. */
export type FindText =
  /** Nothing yet. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'address'; readonly address: Address }
  /** A page of the portal that is about no Batch account. */
  | { readonly kind: 'portalUrl' }
  /** `job/task`, of the task the beginning. */
  | { readonly kind: 'taskOfJob'; readonly jobId: string; readonly taskStart: string }
  /** The beginning of an id, of a node's name, or a node's number. */
  | { readonly kind: 'start'; readonly text: string };

/** What a text of the box that finds things asks for. */
export function parseFindText(typed: string): FindText {
  const text = typed.trim();
  if (text === '') return { kind: 'nothing' };
  const address = parseAddress(text);
  if (address !== undefined) return { kind: 'address', address };
  if (isPortalUrl(text)) return { kind: 'portalUrl' };
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
