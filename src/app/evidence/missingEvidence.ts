import * as l10n from '@vscode/l10n';
import type { Evidence } from '../../core/diagnosis/explanation/explanation.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { Asked, Unread } from '../../core/model/unread.ts';

/** What the service says of a pool that the account does not have (Batch documentation: "Error codes"). */
export const noPool = 'PoolNotFound';

/** What could not be had on the way, and why: that is a finding too. */
export class MissingEvidence {
  readonly found: Evidence[] = [];

  /** Whether the service said this of anything. */
  has(code: string): boolean {
    return this.found.some(({ source }) => source === code);
  }

  /** The answer, or undefined when the service refuses it. Throws what is no answer of the service. */
  async ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
      return await answer;
    } catch (error) {
      if (!BatchError.is(error)) throw error;
      const { message: text, code: source } = error;
      // Of a pool and of its nodes the same is said.
      if (!this.found.some((one) => one.text === text && one.source === source)) this.found.push({ text, source });
      return undefined;
    }
  }

  /** The answer, or why there is none, as `toUnread` says it of the thing that was asked for. */
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

  /** As `ifThere`, for an answer about what `source` names that `signal` gives up on when it takes too long. */
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
