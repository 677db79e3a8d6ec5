import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import { formatBytes, formatNumber } from '../../../core/words/numbers.ts';
import { isSafe } from '../policies/replay.ts';
import { type AskedRequest, nameRequest } from './askedRequest.ts';

/** The limit that a response exceeds, and by how much. */
export type Excess =
  /** `bytes` is absent if the body was not read to its end. */
  | { readonly kind: 'bytes'; readonly bytes?: number | undefined; readonly limit: number }
  | { readonly kind: 'values' | 'items' | 'link'; readonly count: number; readonly limit: number };

/**
 * Creates the error for a response to `asked` that is larger than any legitimate one. Not retryable, because another
 * attempt would bring the same response; a change that was requested may have been made.
 */
export function answerTooLarge(asked: AskedRequest, excess: Excess, status = 200): BatchError {
  return new BatchError({
    code: 'AnswerTooLarge',
    message: toSentence(nameRequest(asked), excess),
    status,
    mayHaveActed: !isSafe(asked.method),
  });
}

function toSentence(request: string, excess: Excess): string {
  if (excess.kind === 'bytes') {
    const limit = formatBytes(excess.limit);
    return excess.bytes === undefined
      ? l10n.t("The response to {request} wasn't read completely, because it's larger than {limit}.", {
          request,
          limit,
        })
      : l10n.t("The response to {request} wasn't read, because its size is {size}. The limit is {limit}.", {
          request,
          size: formatBytes(excess.bytes),
          limit,
        });
  }
  const parts = { request, count: formatNumber(excess.count), limit: formatNumber(excess.limit) };
  switch (excess.kind) {
    case 'values':
      return l10n.t(
        "The response to {request} wasn't used, because it has {count} values. The limit is {limit}.",
        parts,
      );
    case 'items':
      return l10n.t(
        "The response to {request} wasn't used, because it has {count} items on one page. The limit is {limit}.",
        parts,
      );
    case 'link':
      return l10n.t(
        "The rest of the list wasn't read: in the response to {request}, the address of the next page has {count} characters. The limit is {limit}.",
        parts,
      );
  }
}
