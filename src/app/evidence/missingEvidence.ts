import * as l10n from '@vscode/l10n';
import type { Evidence } from '../../core/diagnosis/explanation/explanation.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { Asked, Unread } from '../../core/model/unread.ts';

/** The service's error code for a pool that the account does not have (Batch documentation: "Error codes"). */
export const noPool = 'PoolNotFound';

/** Collects data that could not be read, with the reasons, because that is a finding too. */
export class MissingEvidence {
  readonly found: Evidence[] = [];

  /** Checks whether any request failed with this code. */
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
      // A pool and its nodes give the same reason.
      if (!this.found.some((one) => one.text === text && one.source === source)) this.found.push({ text, source });
      return undefined;
    }
  }

  /** Resolves to the answer, or to the reason why there is none, as `toUnread` describes it for the requested item. */
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

  /** As `ifThere`, for an answer about `source` that `signal` aborts when it takes too long. */
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
