import * as l10n from '@vscode/l10n';
import { explainLog } from '../explainLog.ts';
import { type Draft, quoteInSentence } from '../explanation/draft.ts';
import { confidences, type LogExplanation } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { quoteLog } from '../logs/quoteLog.ts';

/** The end of a log written by a node's agent. */
export interface AgentLog {
  /** Path among the files of the node. */
  readonly path: string;
  readonly text: string;
}

/** Adds the node agent's own message about the failure, if any, to the explanation of a node. */
export function withAgentLogs(draft: Draft, logs: readonly AgentLog[] = []): Draft {
  const said = logs.flatMap((log): readonly (AgentLog & { readonly found: LogExplanation })[] => {
    const found = explainLog(log.text);
    return found === undefined || found.isLastWords === true ? [] : [{ ...log, found }];
  });
  const [first] = said.toSorted((one, other) => rank(one.found) - rank(other.found));
  if (first === undefined) return draft;
  const { path, text, found } = first;
  const words = l10n.t("The node agent's log says: “{0}”.", quoteInSentence(found.rootCause.text));
  return {
    ...draft,
    cause: joinSentences([draft.cause, words]),
    evidence: [...(draft.evidence ?? []), ...quoteLog(path, text, found.rootCause)],
  };
}

function rank({ confidence }: LogExplanation): number {
  return confidences.indexOf(confidence);
}
