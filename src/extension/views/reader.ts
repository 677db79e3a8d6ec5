import { env } from 'vscode';
import type { Reader } from './row.ts';

/** The user's language and clock. */
export function toReader(): Reader {
  return { now: new Date(), locale: env.language };
}
