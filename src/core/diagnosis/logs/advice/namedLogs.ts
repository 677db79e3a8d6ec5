import * as l10n from '@vscode/l10n';
import { listPlain } from '../../../text/lists.ts';
import type { Fix } from '../../explanation/explanation.ts';
import type { Finding } from '../engine/finding.ts';
import type { LogText } from '../engine/text/logText.ts';

/** Snakemake's words for the files that a rule writes its output to. */
const ofRule = /^\s*log: (?<paths>[^()]{1,500}) \(check log file/;
/** The most logs worth opening. */
const mostLogs = 3;

/** The files in which a failed step said why, where a finding is only an engine's word that it failed. */
export function listNamedLogs({ covers = [], narrow }: Finding, log: LogText): readonly string[] {
  if (narrow !== 'other') return [];
  const named = covers.flatMap((line) => ofRule.exec(log.text(line))?.groups?.['paths']?.split(', ') ?? []);
  return named.slice(0, mostLogs);
}

/** To read what the failed step wrote elsewhere. */
export function readNamedLogs(paths: readonly string[]): Fix {
  return { text: l10n.t('Read {0}, where the failed step wrote its output.', listPlain(paths)) };
}
