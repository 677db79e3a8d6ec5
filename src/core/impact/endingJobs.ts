import * as l10n from '@vscode/l10n';
import { plural } from '../text/plural.ts';
import { asCount } from '../words/numbers.ts';

/** Returns a sentence about `count` jobs (named in `jobs`) that will soon reach their time limits while tasks wait. */
export function sayEnding(count: number, jobs: string): string {
  const parts = { ...asCount(count), jobs };
  return plural(count, {
    one: l10n.t('{count} job soon reaches its time limit while tasks wait in it: {jobs}', parts),
    other: l10n.t('{count} jobs soon reach their time limits while tasks wait in them: {jobs}', parts),
  });
}

/** Returns a sentence about `count` jobs (named in `jobs`) that are disabled while tasks wait. */
export function sayDisabled(count: number, jobs: string): string {
  const parts = { ...asCount(count), jobs };
  return plural(count, {
    one: l10n.t('{count} job is disabled while tasks wait in it: {jobs}', parts),
    other: l10n.t('{count} jobs are disabled while tasks wait in them: {jobs}', parts),
  });
}
