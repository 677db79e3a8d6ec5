import type { BatchError, ErrorDetail } from '../model/batchError.ts';
import { toServiceStatus } from '../model/serviceStatus.ts';

/** Reason why the service refuses a caller, by the change that access would require. */
export type RefusalReason = 'clock' | 'key' | 'token' | 'noKeys' | 'network' | 'role';

const maxLength = 4000;

/** Wording of each reason in Batch, Storage, Resource Manager, and Entra ID; more specific words come first. */
const words: readonly (readonly [RefusalReason, RegExp])[] = [
  [
    'clock',
    /\bocp-date\b|\bdate\b.{0,40}(?:out of range|too (?:old|far)|incorrect|older than)|outside the allowed .{1,20} window|\bclock\b|\bskew/i,
  ],
  ['key', /MAC signature|signature .{0,60}(?:not the same|does not match|did not match)/i],
  ['token', /audience|issuer|tenant|IDX1\d{4}|AADSTS\d/i],
  ['noKeys', /shared ?key|key(?:-based)? (?:based )?auth\w{0,12} (?:is )?(?:disabled|not (?:allowed|permitted))/i],
  ['role', /PermissionMismatch|InsufficientAccountPermissions|using this permission/i],
  [
    'network',
    /public network|network access|firewall|virtual network|private endpoint|client ip|from ip\b|ip address|request is not authorized to perform this operation/i,
  ],
  ['role', /does not have (?:authorization|permission)|AuthorizationFailed|role assignment/i],
];

/** Finds the reason in the text of a refusal (`said`: its code, message, and details); undefined if there is none. */
export function readRefusalReason(said: string): RefusalReason | undefined {
  const text = said.slice(0, maxLength);
  return words.find(([, pattern]) => pattern.test(text))?.[0];
}

/** Checks for a refused request (401 or 403), because of the caller or because of the request itself. */
export function isRefusal(error: Pick<BatchError, 'code' | 'status'>): boolean {
  const status = toServiceStatus(error);
  return status === 401 || status === 403;
}

/** Properties of a refusal that show its reason. */
export interface RefusedAnswer {
  readonly code?: string | undefined;
  readonly details: readonly Pick<ErrorDetail, 'name' | 'value'>[];
}

/** Codes of refusals (403) that no key or role would change: a file that its node can't read, or an old node agent. */
const notAboutAccess: ReadonlySet<string> = new Set(['ioerror', 'tvmcurrentoperationunsupported']);

/**
 * Checks whether a refusal (401 or 403) is due to the caller rather than the request. The service uses `Forbidden` for
 * both, and adds a reason if a property needs something that the account may not use.
 */
export function isAboutAccess({ code = '', details }: RefusedAnswer): boolean {
  const name = code.toLowerCase();
  if (notAboutAccess.has(name)) return false;
  return name !== 'forbidden' || !details.some((detail) => /^(?:Reason|PropertyName)$/i.test(detail.name));
}
