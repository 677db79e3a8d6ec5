import * as l10n from '@vscode/l10n';
import type { Evidence } from '../../core/diagnosis/explanation/explanation.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { Asked, Unread } from '../../core/model/unread.ts';

/** The service's error code for a pool that the account does not contain (Batch documentation: "Error codes"). */
export const noPool = 'PoolNotFound';

/**
 * Returns a signal that aborts an optional request after `waitMs`. The wait is counted in ten parts: a period in which
 * this process was too busy to read an answer counts as one part, because the service is not to blame for it.
 */
export function limitAnswer(waitMs = 5000): AbortSignal {
  const limit = new AbortController();
  const wait = (parts: number): void => {
    const next = () => (parts > 1 ? wait(parts - 1) : limit.abort());
    AbortSignal.timeout(Math.ceil(waitMs / 10)).addEventListener('abort', next, { once: true });
  };
  wait(10);
  return limit.signal;
}

/** Collects data that could not be read, with the reasons, because missing data is also a finding. */
export class MissingEvidence {
  readonly found: Evidence[] = [];

  /** Returns true if a request failed with this error code. */
  has(code: string): boolean {
    return this.found.some(({ source }) => source === code);
  }

  /**
   * Resolves to the answer, or to undefined when the service refuses. Throws errors that do not come from the service.
   */
  async ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
      return await answer;
    } catch (error) {
      if (!BatchError.is(error)) throw error;
      const { message: text, code: source } = error;
      // Do not repeat a reason, because a pool and its nodes give the same one.
      if (!this.found.some((one) => one.text === text && one.source === source)) this.found.push({ text, source });
      return undefined;
    }
  }

  /** Resolves to the answer, or to the reason that there is none, as `toUnread` describes it for the requested item. */
  async ask<T>(answer: Promise<T>, toUnread: (error: BatchError) => Unread): Promise<Asked<T>> {
    try {
      return { kind: 'read', value: await answer };
    } catch (error) {
      if (!BatchError.is(error)) throw error;
      const unread = toUnread(error);
      this.found.push({ text: unread.why, source: error.code });
      return unread;
    }
  }

  /** Resolves to the answer, as `ifThere` does, or to undefined if `signal` aborts the slow request about `source`. */
  async ifInTime<T>(answer: Promise<T>, signal: AbortSignal, source: string): Promise<T | undefined> {
    try {
      return await this.ifThere(answer);
    } catch (error) {
      if (!signal.aborted || !Cancelled.is(error)) throw error;
      const text = l10n.t('The service took too long to list everything that this task could be compared with.');
      this.found.push({ text, source });
      return undefined;
    }
  }
}
