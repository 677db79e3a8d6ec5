import * as l10n from '@vscode/l10n';
import { type CodeEntry, describeCauses } from '../catalogue/entry.ts';
import { type CommandLineFacts, describeCommandLine } from '../evidence/commandLine.ts';
import { type Draft, toClause, toReason } from '../explanation/draft.ts';
import type { Fix } from '../explanation/explanation.ts';
import { toFix } from '../explanation/instruction.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { findDetail } from '../explanation/serviceWords.ts';
import { categorizeMessage } from './messageCategory.ts';
import { neverRan } from './neverRan.ts';
import { planNextStep } from './nextStep.ts';
import type { TaskCase } from './taskCase.ts';

/** A command line whose program is not there, or cannot be started. */
export function explainCommand(theCase: TaskCase, code: string, entry: CodeEntry): Draft {
  const { task, os } = theCase;
  const text = entry.text();
  const { meaning, fixes } = text;
  const command: CommandLineFacts = describeCommandLine(task.commandLine ?? '', os, task.resourceFiles);
  const detail = findDetail(task.executionInfo?.failureInfo?.details, 'Message', 'Reason');
  const launched = /launch/i.test(code);
  // A program that could not be launched is there: only a command line that is wrong as a whole says why it was not.
  const facts: CommandLineFacts = launched && command.isWrong !== true ? { program: command.program } : command;
  const next = planNextStep(theCase, facts.isWrong === true ? 'definition' : 'surroundings');
  const title = command.program === undefined ? toClause(meaning) : toTitle(launched, command.program);
  return {
    category: (launched ? categorizeMessage(detail ?? '') : undefined) ?? entry.category,
    code,
    title: l10n.t('{0} could not start: {1}', task.id, title),
    cause: joinSentences([
      meaning,
      facts.reason ?? (detail === undefined || !launched ? describeCauses(text) : ''),
      launched && detail !== undefined ? toReason(detail) : '',
      neverRan(),
    ]),
    evidence: [task.commandLine === undefined ? undefined : { text: task.commandLine, source: 'commandLine' }],
    fixes: [...(facts.fix === undefined ? fixes : [facts.fix]).map(toFix).map(atCommandLine), ...next.fixes],
    change: next.change,
    confidence: 'certain',
    identity: command.program ?? '',
  };
}

function atCommandLine(fix: Fix, index: number): Fix {
  return index === 0 ? { ...fix, property: ['commandLine'] } : fix;
}

function toTitle(launched: boolean, program: string): string {
  return launched
    ? l10n.t('the program {0} could not be launched', program)
    : l10n.t('the program {0} was not found', program);
}
