import * as l10n from '@vscode/l10n';
import { fileUploadCodes } from '../catalogue/fileUpload.ts';
import type { Draft } from '../draft.ts';
import { toTime } from '../evidence/time.ts';
import type { Fix } from '../explanation.ts';
import { maskName } from '../mask.ts';
import { categorizeMessage } from '../messageCategory.ts';
import { findDetail } from './commonEvidence.ts';
import { describeHarmlessAccess, judgeAccess } from './storageAccess.ts';
import { findOutputFile } from './storageFiles.ts';
import type { TaskCase } from './taskCase.ts';

/** A task whose program ended well enough, and whose output could not be stored. Undefined for other codes. */
export function explainFileUpload(theCase: TaskCase): Draft | undefined {
  const { task } = theCase;
  const info = task.executionInfo?.failureInfo;
  const code = Object.keys(fileUploadCodes).find((known) => known.toLowerCase() === info?.code?.toLowerCase());
  const entry = code === undefined ? undefined : fileUploadCodes[code];
  if (code === undefined || entry === undefined) return undefined;
  const file = findOutputFile(info, task.outputFiles ?? []);
  const at = toTime(task.executionInfo?.endTime) ?? theCase.now;
  const { meaning, fixes } = entry.text();
  const verdict = code === 'FileUploadAccessDenied' ? judgeAccess(file, 'write', at) : undefined;
  const message = `${info?.message ?? ''} ${findDetail(info?.details, 'Message', 'Reason') ?? ''}`;
  const exitCode = task.executionInfo?.exitCode;
  const category =
    verdict?.category ?? (code === 'FileUploadMiscError' ? categorizeMessage(message) : undefined) ?? entry.category;
  return {
    category,
    code,
    title:
      file.name === undefined
        ? l10n.t('{0} failed after it ran: {1}', task.id, meaning)
        : l10n.t('{0} failed after it ran: its output {1} could not be uploaded', task.id, file.name),
    cause: [
      meaning,
      verdict?.reason ?? '',
      exitCode === 0 ? l10n.t('The program itself succeeded (exit code 0): only its results were not stored.') : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
    evidence: [
      file.address === undefined
        ? undefined
        : { text: l10n.t('Address: {0}', file.address.base), source: 'outputFiles' },
      verdict?.evidence ?? describeHarmlessAccess(file, 'write', at),
      exitCode === undefined ? undefined : { text: l10n.t('Exit code {0}', exitCode), source: 'exitCode' },
    ],
    fixes: fixes.map(
      (text, index): Fix => (index === 0 && file.property !== undefined ? { text, property: file.property } : { text }),
    ),
    remedies: entry.remedies,
    confidence: verdict !== undefined && verdict.reason === undefined ? 'likely' : 'certain',
    identity: maskName(`${file.address?.container ?? ''}/${file.name ?? ''}`),
  };
}
