import { type Address, parseAddress } from '../../../core/places/address.ts';
import { isPortalUrl } from '../../../core/places/resourceId.ts';

/** A user's search text, as typed or pasted. */
export type FindText =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'address'; readonly address: Address }
  /** A portal page about something other than a Batch account. */
  | { readonly kind: 'portalUrl' }
  /** `job/task`; the task ID may be incomplete. */
  | { readonly kind: 'taskOfJob'; readonly jobId: string; readonly taskStart: string }
  /** The start of an ID or of a node's name, or a node's number. */
  | { readonly kind: 'start'; readonly text: string };

/** Parses the text of the Find box. */
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
 * Checks whether an ID can start with this text, so that impossible IDs aren't searched for. Job IDs of schedules
 * contain a colon, which users can't choose (Batch documentation: "Job: id").
 */
export function mayStartId(text: string): boolean {
  return /^[A-Za-z0-9_:-]+$/.test(text);
}
