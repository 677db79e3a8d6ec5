import type { Work } from '../../work.ts';
import type { Failing, Logs } from '../causes/failing.ts';
import { OwnRules, type RuledTexts } from '../logs/own/ownRules.ts';
import { readRules } from '../logs/own/readRules.ts';
import { listMessages } from '../process/ownCause.ts';

/** A failure, with the logs of its task if they have been read. */
export interface ReadFailing {
  readonly failing: Failing;
  readonly logs?: Pick<Logs, 'stdout' | 'stderr'> | undefined;
}

/** A rule in a file, and the failures that it explains. */
export interface RuleMatches {
  /** Position of the rule in the text. */
  readonly offset: number;
  readonly matched: ReadonlySet<ReadFailing>;
}

/**
 * Finds the failures that each rule in the text of a file would explain if the text were saved, without explaining them:
 * of several rules that match, the first one does.
 */
export function* matchRules(text: string, failures: readonly ReadFailing[]): Work<readonly RuleMatches[]> {
  const rules = new OwnRules(readRules(text).rules);
  const matches = rules.rules.map(({ offset }) => ({ offset, matched: new Set<ReadFailing>() }));
  for (const failure of failures) {
    const cause = rules.find(toTexts(failure));
    if (cause !== undefined) matches[cause.rank]?.matched.add(failure);
    yield;
  }
  return matches;
}

function toTexts({ failing, logs = {} }: ReadFailing): RuledTexts {
  switch (failing.kind) {
    case 'task': {
      const { commandLine, executionInfo: { exitCode, failureInfo = {} } = {} } = failing.task;
      return { ...logs, exitCode, commandLine, messages: listMessages(failureInfo) };
    }
    case 'node': {
      const { node, pool, startLogs } = failing;
      const { exitCode, failureInfo = {} } = node.startTaskInfo ?? {};
      const commandLine = (node.startTask ?? pool?.startTask)?.commandLine;
      const messages = [failureInfo, ...(node.errors ?? [])].flatMap(listMessages);
      return { stdout: startLogs?.stdout, stderr: startLogs?.stderr, exitCode, commandLine, messages };
    }
    case 'pool': {
      const { resizeErrors = [], autoScaleRun } = failing.pool;
      return { messages: [...resizeErrors, autoScaleRun?.error ?? {}].flatMap(listMessages) };
    }
    case 'job': {
      const { job, preparation, preparationLogs, isRelease } = failing;
      const status = preparation.find(({ nodeId }) => nodeId === preparationLogs?.nodeId) ?? preparation[0];
      const [definition, info] =
        isRelease === true
          ? [job.jobReleaseTask, status?.jobReleaseTaskExecutionInfo]
          : [job.jobPreparationTask, status?.jobPreparationTaskExecutionInfo];
      return {
        stdout: preparationLogs?.stdout,
        stderr: preparationLogs?.stderr,
        exitCode: info?.exitCode,
        commandLine: definition?.commandLine,
        messages: listMessages(info?.failureInfo ?? {}),
      };
    }
  }
}
