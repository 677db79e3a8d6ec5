import { type ComparedAnswer, compareAnswer, type SeenAnswer } from '../../core/answers/compareAnswer.ts';
import { isObject } from '../../core/model/shape.ts';
import { parseJson } from '../../core/text/parseJson.ts';
import type { AskedOperation } from './checkedAccount.ts';

interface Row {
  readonly operation: string;
  readonly status: number | undefined;
  readonly code?: string;
  count: number;
  longestMs: number;
  differences: Set<string> | undefined;
}

/** Counts responses as they arrive, and records only their public parts. */
export class AnswerTally {
  readonly #isKnownCode: (code: string) => boolean;
  readonly #rows = new Map<string, Row>();
  count = 0;

  /** `isKnownCode` recognizes the service's own error codes. Other codes may contain anything and are not recorded. */
  constructor(isKnownCode: (code: string) => boolean) {
    this.#isKnownCode = isKnownCode;
  }

  get rows(): readonly AskedOperation[] {
    return [...this.#rows.values()].map(({ differences, ...row }) => ({
      ...row,
      ...(differences === undefined ? {} : { differences: [...differences] }),
    }));
  }

  note(answer: SeenAnswer): ComparedAnswer {
    this.count += 1;
    const compared = compareAnswer(answer);
    const { operation = 'an unknown operation', status, differences } = compared;
    const code = status < 400 ? undefined : this.#toCode(answer);
    const row = this.#find(operation, status, code);
    row.count += 1;
    row.longestMs = Math.max(row.longestMs, answer.durationMs);
    if (differences !== undefined) row.differences = new Set([...(row.differences ?? []), ...differences]);
    return compared;
  }

  /** Records a request that ended without a usable response. */
  noteFailure(operation: string, code: string): void {
    this.#find(operation, undefined, this.#isKnownCode(code) ? code : 'another').count += 1;
  }

  /** Records that a request for an operation got no response. */
  noteSilence(operation: string): void {
    this.#find(operation, undefined, undefined).count += 1;
  }

  /** Records that part of a response does not have the expected shape. */
  noteDifference(operation: string, difference: string): void {
    const row = this.#find(operation, 200, undefined);
    row.differences = new Set([...(row.differences ?? []), difference]);
  }

  #find(operation: string, status: number | undefined, code: string | undefined): Row {
    const key = `${operation} ${status} ${code}`;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const row: Row = {
      operation,
      status,
      ...(code === undefined ? {} : { code }),
      count: 0,
      longestMs: 0,
      differences: undefined,
    };
    this.#rows.set(key, row);
    return row;
  }

  #toCode({ body, header }: SeenAnswer): string | undefined {
    const code = header('x-ms-error-code') ?? findCode(body ?? '');
    return code === undefined || this.#isKnownCode(code) ? code : 'another';
  }
}

/** Finds the error code: Batch returns `{code}`, Resource Manager `{error: {code}}`. */
function findCode(body: string): string | undefined {
  const json = parseJson(body);
  const error = isObject(json) && isObject(json['error']) ? json['error'] : json;
  const code = isObject(error) ? error['code'] : undefined;
  return typeof code === 'string' ? code : undefined;
}
