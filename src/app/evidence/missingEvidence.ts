import * as l10n from '@vscode/l10n';
import type { Evidence } from '../../core/diagnosis/explanation/explanation.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { Asked, Unread } from '../../core/model/unread.ts';

/** What could not be had on the way, and why: that is a finding too. */
export class MissingEvidence {
  readonly found: Evidence[] = [];

  /** The answer, or undefined when the service refuses it. Throws what is no answer of the service. */
  async ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
      return await answer;
    } catch (error) {
      if (!BatchError.is(error)) throw error;
      this.found.push({ text: error.message, source: error.code });
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
      const text = l10n.t('The service did not list in time all that this task could be compared with.');
      this.found.push({ text, source });
      return undefined;
    }
  }
}
