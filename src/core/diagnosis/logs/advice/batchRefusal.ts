import * as l10n from '@vscode/l10n';
import { readRefusalReason } from '../../../refusals/refusalReason.ts';
import { findCode, type KnownCode } from '../../catalogue/find.ts';
import type { FailureCategory } from '../../explanation/category.ts';
import { toClause } from '../../explanation/draft.ts';
import type { Fix } from '../../explanation/explanation.ts';
import { fitTitle } from '../../explanation/fitTitle.ts';
import { toFix } from '../../explanation/instruction.ts';
import { type Finding, toFirstLine, toLastLine } from '../engine/finding.ts';
import type { LogText } from '../engine/text/logText.ts';
import { adviseCredentials } from './refusals.ts';

/** An error response of the Batch service to a program that called it. */
export interface BatchRefusal {
  /** Category of the failure; undefined if the catalog adds nothing to the log. */
  readonly category?: FailureCategory;
  readonly title: string;
  readonly fixes?: readonly Fix[];
}

/** Numbers of lines before (tracebacks) and after (requests) the line at fault in which clients print the code. */
const [linesBefore, linesAfter] = [8, 24];

/** Matches clients and addresses of the Batch service; other services use the same codes with other meanings. */
const ofBatch =
  /\bBatch(?:Error)?Exception\b|\bazure[-./]batch\b|\bAzure\.(?:Compute\.)?Batch\b|\bazure\.compute\.batch\b|@azure(?:-rest)?\/batch\b|\.batch\.azure\.(?:com|cn|us)\b|\baz batch\b|-AzBatch/;
const ofOthers =
  /\.(?:blob|file|queue|table|dfs)\.core\.|\bvault\.azure\.|\bmanagement\.azure\.com\b|\bazure[-./](?:storage|keyvault|mgmt)/i;

const ownCode = /^(?:Pool|Job|Task|Node|ComputeNode|AutoScale|ActiveJob|AccountNotEnabled)[A-Z]/;

const printedCode =
  /\b(?:Code|ErrorCode|Error Code|ERROR CODE|code) ?[:=] ?["']?([A-Z]\w{3,60})|["']code["']: ?["']([A-Z]\w{3,60})|(?:^|[:\s])\(([A-Z]\w{3,60})\) |\berror - ([A-Z]\w{3,60})::/g;

/**
 * Finds the response of the Batch service that ended a program, and explains it from the catalog. Undefined if none is
 * printed or the response may be from another service.
 */
export function findBatchRefusal(cause: Finding, log: LogText): BatchRefusal | undefined {
  // An exception with its own stack isn't about the lines above it, which may report an error that was handled.
  const before = cause.covers === undefined ? linesBefore : 0;
  const first = Math.max(0, toFirstLine(cause) - before);
  const last = Math.min(log.lineCount - 1, toLastLine(cause) + linesAfter);
  const lines = Array.from({ length: last - first + 1 }, (_, index) => log.text(first + index));
  const isOfBatch = lines.some((line) => ofBatch.test(line)) && !lines.some((line) => ofOthers.test(line));
  for (const line of lines)
    for (const [, plain, quoted, bracketed, listed] of line.matchAll(printedCode)) {
      const name = plain ?? quoted ?? bracketed ?? listed ?? '';
      const known = isOfBatch || ownCode.test(name) ? findCode('rest', name) : undefined;
      if (known !== undefined) return toBatchRefusal(known, lines.join('\n'));
    }
  return undefined;
}

function toBatchRefusal({ entry }: KnownCode, said: string): BatchRefusal {
  const { meaning, fixes: ofCode } = entry.text();
  // The catalog's steps for a refused caller are those of the person who uses this product, not of a program.
  const fixes = entry.remedies.includes('account.signIn') ? [adviseCaller(said)] : ofCode;
  return {
    ...(entry.category === 'other' ? {} : { category: entry.category }),
    title: fitTitle(l10n.t('Azure Batch: {0}', toClause(meaning))) ?? l10n.t('Azure Batch refused the request'),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map(toFix) }),
  };
}

function adviseCaller(said: string): string {
  return readRefusalReason(said) === 'key'
    ? l10n.t(
        'Give the program the current key of the Batch account: the one it uses is mistyped, replaced, or of another account.',
      )
    : adviseCredentials('Azure Batch');
}
