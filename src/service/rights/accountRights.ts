import * as l10n from '@vscode/l10n';
import { abortAfter, type Clock } from '../../core/clock.ts';
import { Emitter } from '../../core/event.ts';
import { untilAborted } from '../../core/model/cancelled.ts';
import type { Permission, Right } from '../../core/model/right.ts';
import { allRights, isGranted, isOfReading, toRole } from '../../core/refusals/rights.ts';
import { formatClock } from '../../core/words/times.ts';
import type { CallOptions, RightsPort } from '../ports.ts';

/** Time for which rights are reused; a new role takes up to ten minutes (Azure: "Troubleshoot Azure RBAC"). */
const keptMs = 10 * 60_000;
/** Maximum time that anything waits for the rights, which only serve to refuse an action earlier. */
const patienceMs = 3000;

/** Reads what the signed-in user's roles grant; undefined if that cannot be known. Throws if reading fails. */
export type ReadPermissions = (signal: AbortSignal) => Promise<readonly Permission[] | undefined>;

/**
 * Actions that the account's credential does not allow, from the permissions in Resource Manager and from refusals.
 * Both expire after some minutes, because roles change, and with the connection, which another sign-in or key replaces.
 */
export class AccountRights implements RightsPort {
  readonly #name: string;
  readonly #clock: Clock;
  readonly #read: ReadPermissions | undefined;
  readonly #changed = new Emitter<void>();
  readonly #disposed = new AbortController();
  /** Time at which each right was refused, in milliseconds since the epoch. */
  readonly #refused = new Map<Right, number>();
  readonly #timers = new Map<Right, { cancel(): void }>();
  /** The rights that the roles don't grant, and when that was read. */
  #withheld: { readonly rights: ReadonlySet<Right>; readonly atMs: number } | undefined;
  #readUntilMs: number | undefined;
  #reading: Promise<void> | undefined;

  /** `name` is the account's; `read` is undefined if Resource Manager cannot be used. Sends nothing yet. */
  constructor(name: string, clock: Clock, read: ReadPermissions | undefined) {
    this.#name = name;
    this.#clock = clock;
    this.#read = read;
  }

  get missing(): readonly Right[] {
    this.#readWhenStale();
    return allRights.filter((right) => this.#findTime(right) !== undefined);
  }

  whyMissing(right: Right): string | undefined {
    this.#readWhenStale();
    const atMs = this.#findTime(right);
    return atMs === undefined
      ? undefined
      : l10n.t(
          "You need the “{role}” role in the account {account} for this, as Azure reported at {time}. Ask an account owner for the role (“Access control (IAM)” in the Azure portal). Then select Check Permissions Again in the account's menu.",
          { role: toRole(right), account: this.#name, time: formatClock(atMs) },
        );
  }

  async learn({ signal }: CallOptions = {}): Promise<void> {
    this.#readWhenStale();
    if (this.#reading !== undefined) await untilAborted(this.#reading, signal);
  }

  forget(): void {
    this.#readUntilMs = undefined;
    this.#withheld = undefined;
    this.#forgetRefusals(allRights);
    this.#changed.fire();
  }

  /** Reads the rights again, because only now is it known where to read the roles. */
  readAgain(): void {
    this.#readUntilMs = undefined;
    this.#readWhenStale();
  }

  onDidChange(listener: () => void): { dispose(): void } {
    return this.#changed.event(listener);
  }

  /**
   * Records that Azure refused the right for lack of a role. The refusal is forgotten after a while, as roles may be
   * assigned.
   */
  noteRefusal(right: Right): void {
    const isNew = !this.#refused.has(right);
    this.#forgetRefusals([right]);
    this.#refused.set(right, this.#clock.now());
    const forgetLater = (): void => {
      this.#forgetRefusals([right]);
      this.#changed.fire();
    };
    this.#timers.set(right, this.#clock.schedule(keptMs, forgetLater));
    if (isNew) this.#changed.fire();
  }

  /** Records that Azure granted the right, which ends an earlier refusal. */
  noteSuccess(right: Right): void {
    if (!this.#refused.has(right)) return;
    this.#forgetRefusals([right]);
    this.#changed.fire();
  }

  dispose(): void {
    this.#disposed.abort();
    this.#forgetRefusals(allRights);
    this.#changed.dispose();
  }

  #findTime(right: Right): number | undefined {
    const refusedAtMs = this.#refused.get(right);
    if (refusedAtMs !== undefined) return refusedAtMs;
    // Attempting to read shows whether it is allowed, and changes nothing.
    return !isOfReading(right) && this.#withheld?.rights.has(right) === true ? this.#withheld.atMs : undefined;
  }

  #forgetRefusals(rights: readonly Right[]): void {
    for (const right of rights) {
      this.#refused.delete(right);
      this.#timers.get(right)?.cancel();
      this.#timers.delete(right);
    }
  }

  /** Reads the rights if they are out of date. The known rights stay until the response arrives. */
  #readWhenStale(): void {
    if (this.#read === undefined || this.#reading !== undefined || this.#disposed.signal.aborted) return;
    if (this.#readUntilMs !== undefined && this.#clock.elapsedMs() < this.#readUntilMs) return;
    this.#reading = this.#learn(this.#read).finally(() => {
      this.#reading = undefined;
    });
  }

  async #learn(read: ReadPermissions): Promise<void> {
    const before = this.#withheld;
    try {
      const permissions = await abortAfter(this.#clock, patienceMs, this.#disposed.signal, read);
      // Without any role the account could not have been opened, so roles don't determine access.
      const hasRoles = permissions !== undefined && permissions.length > 0;
      const rights = new Set(hasRoles ? allRights.filter((right) => !isGranted(right, permissions)) : []);
      this.#withheld = { rights, atMs: this.#clock.now() };
    } catch {
      this.#withheld = undefined; // After a failed read, only refusals count.
    }
    this.#readUntilMs = this.#clock.elapsedMs() + keptMs;
    if (toRightsText(before?.rights) !== toRightsText(this.#withheld?.rights)) this.#changed.fire();
  }
}

function toRightsText(rights: ReadonlySet<Right> = new Set()): string {
  return [...rights].join();
}
