import type { BatchError, ErrorDetail } from '../model/batchError.ts';
import { toServiceStatus } from '../model/serviceStatus.ts';

/** Why the service refuses who asks: what would have to change before it lets them in. */
export type RefusalReason = 'clock' | 'key' | 'token' | 'noKeys' | 'network' | 'role';

const maxLength = 4000;

/** How Batch, Storage, Resource Manager and Entra ID word each reason; the more specific words first. */
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

/** The reason that the words of a refusal (`said`: its code, message and details) give; undefined when they give none. */
export function readRefusalReason(said: string): RefusalReason | undefined {
  const text = said.slice(0, maxLength);
  return words.find(([, pattern]) => pattern.test(text))?.[0];
}

/** Whether the service refused (401 or 403), be it who asks or what was asked for. */
export function isRefusal(error: Pick<BatchError, 'code' | 'status'>): boolean {
  const status = toServiceStatus(error);
  return status === 401 || status === 403;
}

/** What is looked at of a refusal. */
export interface RefusedAnswer {
  readonly code?: string | undefined;
  readonly details: readonly Pick<ErrorDetail, 'name' | 'value'>[];
}

/** Codes of refusals (403) that no key and no role would change: a file that its node cannot read, an old node agent. */
const notAboutAccess: ReadonlySet<string> = new Set(['ioerror', 'tvmcurrentoperationunsupported']);

/**
 * Whether a refusal (401 or 403) is about who asks, and not about what was asked for. The service uses `Forbidden` for
 * both, and adds a reason where a property asks for what the account may not use.
 */
export function isAboutAccess({ code = '', details }: RefusedAnswer): boolean {
  const name = code.toLowerCase();
  if (notAboutAccess.has(name)) return false;
  return name !== 'forbidden' || !details.some((detail) => /^(?:Reason|PropertyName)$/i.test(detail.name));
}
