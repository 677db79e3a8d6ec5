import * as l10n from '@vscode/l10n';
import { listPlain } from '../../../text/lists.ts';
import type { Fix } from '../../explanation/explanation.ts';
import { type Finding, narrowness } from '../engine/finding.ts';
import type { LogText } from '../engine/text/logText.ts';

const ofRule = /^\s*log: (?<paths>[^()]{1,500}) \(check log file/;
/** Matches a reference to another program's log: `See the alignment error log for details: out/minimap.stderr`. */
const referring =
  /\b(?:see|check|look (?:at|in)|consult|refer to) (?:the )?(?:\w+ ){0,3}log(?: ?file)?s?\b[^:]{0,40}: +(\S{1,200}\.(?:log|err|stderr|out|txt))\.?$/i;
/** Matches a failed command whose errors went to a file: `Error, cmd: a.pl in.fa 2>tmp.stderr died with ret 256`. */
const redirected = /\b(?:command|cmd)\b.*?\s2> ?(\w[^\s'"]{0,199})['"]? (?:died|failed|exited|returned)\b/i;
/** Matches a command that a script reports as failed, and whose output went to a file: `ERROR sort in.txt >> a.log 2>&1`. */
const reported =
  /\b(?:error|fail(?:ed|ure)?)\b.*?\s\d?>{1,2} ?(\w[^\s'"&|;>]{0,199}\.(?:log|err|stderr|out|txt)) 2>&1['"]?\.?$/i;
const mostLogs = 3;

/**
 * Lists the log files that give the reason why a step failed, if a finding is only an engine's report of the failure.
 */
export function listNamedLogs({ line, covers = [], narrow }: Finding, log: LogText): readonly string[] {
  if (narrow === 'other') {
    const named = covers.flatMap((one) => ofRule.exec(log.text(one))?.groups?.['paths']?.split(', ') ?? []);
    if (named.length > 0) return named.slice(0, mostLogs);
  }
  if (narrowness[narrow] > narrowness.failed) return [];
  const path = [line, line - 1]
    .map((at) => (referring.exec(log.text(at)) ?? redirected.exec(log.text(at)) ?? reported.exec(log.text(at)))?.[1])
    .find((one) => one !== undefined);
  return path === undefined ? [] : [path];
}

/** Returns the fix to read the files to which the failed step wrote its output. */
export function readNamedLogs(paths: readonly string[]): Fix {
  return { text: l10n.t('Read {0}, where the failed step wrote its output.', listPlain(paths)) };
}
