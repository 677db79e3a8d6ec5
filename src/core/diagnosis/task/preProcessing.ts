import * as l10n from '@vscode/l10n';
import type { CodeEntry } from '../catalogue/entry.ts';
import { taskSchedulingCodes } from '../catalogue/taskScheduling.ts';
import type { FailureCategory } from '../category.ts';
import { type Draft, toClause } from '../draft.ts';
import type { StorageOperation } from '../evidence/sas.ts';
import { toTime } from '../evidence/time.ts';
import type { Fix } from '../explanation.ts';
import { maskLiterals, maskName } from '../mask.ts';
import { categorizeMessage } from '../messageCategory.ts';
import { describeCommandLine } from './commandLine.ts';
import { findDetail } from './commonEvidence.ts';
import { describeHarmlessAccess, judgeAccess } from './storageAccess.ts';
import { type FileAtFault, findResourceFile } from './storageFiles.ts';
import type { TaskCase } from './taskCase.ts';

function findEntry(code: string): CodeEntry | undefined {
  const name = Object.keys(taskSchedulingCodes).find((known) => known.toLowerCase() === code.toLowerCase());
  return name === undefined ? undefined : taskSchedulingCodes[name];
}

/** A task that never ran, because it could not be prepared or launched. Undefined when `code` is none of these. */
export function explainPreProcessing(theCase: TaskCase): Draft | undefined {
  const info = theCase.task.executionInfo?.failureInfo;
  const entry = info?.code === undefined ? undefined : findEntry(info.code);
  if (info?.code === undefined || entry === undefined) return undefined;
  const code = info.code;
  if (/^(blob|resource)/i.test(code)) return explainResourceFile(theCase, code, entry);
  if (/^command/i.test(code)) return explainCommand(theCase, code, entry);
  const { meaning, causes, fixes } = entry.text();
  const detail = findDetail(info.details, 'Message', 'Reason', 'ApplicationPackageReference');
  return {
    category: entry.category,
    code,
    title: l10n.t('{0} could not start: {1}', theCase.task.id, toClause(meaning)),
    cause: [meaning, neverRan(), ...causes].join(' '),
    fixes: fixes.map((text) => ({ text })),
    remedies: entry.remedies,
    confidence: entry.category === 'service' ? 'guess' : 'certain',
    identity: maskLiterals(detail ?? ''),
  };
}

function neverRan(): string {
  return l10n.t('The program itself never ran, so there is no exit code.');
}

function operationOf(code: string): StorageOperation {
  return /container/i.test(code) ? 'list' : 'read';
}

function explainResourceFile(theCase: TaskCase, code: string, entry: CodeEntry): Draft {
  const { task } = theCase;
  const info = task.executionInfo?.failureInfo;
  const file = findResourceFile(info, task.resourceFiles ?? []);
  const at = toTime(task.executionInfo?.endTime ?? task.executionInfo?.startTime) ?? theCase.now;
  const operation = operationOf(code);
  const { meaning, fixes } = entry.text();
  const verdict = /accessdenied/i.test(code) ? judgeAccess(file, operation, at) : undefined;
  const category =
    verdict?.category ??
    narrow(entry.category, `${info?.message ?? ''} ${findDetail(info?.details, 'Message', 'Reason') ?? ''}`);
  return {
    category,
    code,
    title: l10n.t('{0} could not start: {1}', task.id, titleOf(category, file, meaning)),
    cause: causeOf(file, meaning, verdict?.reason),
    evidence: [
      file.address === undefined
        ? undefined
        : { text: l10n.t('Address: {0}', file.address.base), source: 'resourceFiles' },
      verdict?.evidence ?? describeHarmlessAccess(file, operation, at),
    ],
    fixes: fixes.map((text, index) => toFix(text, index === 0 ? file : undefined)),
    remedies: entry.remedies,
    confidence: verdict !== undefined && verdict.reason === undefined ? 'likely' : 'certain',
    identity: maskName(file.name ?? file.address?.container ?? ''),
  };
}

/** A download that failed for network reasons may say which. */
function narrow(category: FailureCategory, message: string): FailureCategory {
  return category === 'network' ? (categorizeMessage(message) ?? category) : category;
}

function titleOf(category: FailureCategory, file: FileAtFault, meaning: string): string {
  if (file.name === undefined) return meaning;
  if (category === 'missing-file') return l10n.t('its input {0} does not exist', file.name);
  if (category === 'sas-expired') return l10n.t('the signature for its input {0} is not valid', file.name);
  if (category === 'auth-storage') return l10n.t('access to its input {0} was denied', file.name);
  return l10n.t('its input {0} could not be downloaded', file.name);
}

function causeOf(file: FileAtFault, meaning: string, reason: string | undefined): string {
  const which =
    file.name === undefined
      ? ''
      : l10n.t('Batch prepares the files of a task before it starts it, and {0} could not be had.', file.name);
  return [which, meaning, reason ?? '', neverRan()].filter((part) => part !== '').join(' ');
}

function toFix(text: string, file: FileAtFault | undefined): Fix {
  return file?.property === undefined ? { text } : { text, property: file.property };
}

function explainCommand(theCase: TaskCase, code: string, entry: CodeEntry): Draft {
  const { task, os } = theCase;
  const { meaning, causes, fixes } = entry.text();
  const command = describeCommandLine(task.commandLine ?? '', os);
  const title = command.program === undefined ? meaning : titleOfCommand(code, command.program);
  return {
    category: command.category ?? entry.category,
    code,
    title: l10n.t('{0} could not start: {1}', task.id, title),
    cause: [meaning, command.reason ?? causes.join(' '), neverRan()].join(' '),
    evidence: [task.commandLine === undefined ? undefined : { text: task.commandLine, source: 'commandLine' }],
    fixes: fixes.map((text, index) => (index === 0 ? { text, property: ['commandLine'] } : { text })),
    remedies: entry.remedies,
    confidence: 'certain',
    identity: command.program ?? '',
  };
}

function titleOfCommand(code: string, program: string): string {
  return /notfound/i.test(code)
    ? l10n.t('the program {0} was not found', program)
    : l10n.t('the program {0} could not be launched', program);
}
