import type { Evidence } from '../../core/diagnosis/explanation/explanation.ts';
import { BatchError } from '../../core/model/batchError.ts';

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
}
