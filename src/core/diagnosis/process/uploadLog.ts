import { uploadLogName } from '../../model/logEnd.ts';
import { type RefusalKind, readStorageRefusal, storageRefusals } from '../catalogue/storageRefusals.ts';
import type { Evidence } from '../explanation/explanation.ts';

/** Longest log that is looked at; the first upload that failed is the one that the service reports. */
const maxLength = 64 * 1024;

interface UploadLine {
  readonly text: string;
  readonly kind: RefusalKind;
  /** Counts from 1. */
  readonly line: number;
}

/**
 * The line in which storage says why it refused an upload: of lines that name `path` the telling one, else of all.
 * Undefined where several are told, since they may be of other files.
 */
export function findUploadLine(log: string | undefined, path: string | undefined): UploadLine | undefined {
  const lines = (log ?? '')
    .slice(0, maxLength)
    .split('\n')
    .flatMap((text, index): readonly UploadLine[] => {
      const kind = readStorageRefusal(text);
      return kind === undefined ? [] : [{ text: text.trim(), kind, line: index + 1 }];
    });
  const own = path === undefined ? [] : lines.filter(({ text }) => text.includes(path));
  const asked = own.length === 0 ? lines : own;
  // A refused authentication comes with a detail that says more.
  const telling = asked.filter(({ kind }) => storageRefusals[kind].isVague !== true);
  const [first, ...others] = telling.length === 0 ? asked : telling;
  return others.every(({ kind }) => kind === first?.kind) ? first : undefined;
}

/** The line as evidence. */
export function quoteUploadLine({ text, line }: UploadLine): Evidence {
  return { text, source: `${uploadLogName}:${line}` };
}
