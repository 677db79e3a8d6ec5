import * as l10n from '@vscode/l10n';
import { isAgain } from '../../remedy/remediesOfSteps.ts';
import { type CodeEntry, describeCauses } from '../catalogue/entry.ts';
import { findCode } from '../catalogue/find.ts';
import { maskLiterals } from '../evidence/mask.ts';
import { isSame } from '../evidence/time.ts';
import { type Draft, toClause, toReason } from '../explanation/draft.ts';
import { toFix } from '../explanation/instruction.ts';
import { findDetail } from '../explanation/serviceWords.ts';
import { explainCommand } from './commandFailure.ts';
import { neverRan } from './neverRan.ts';
import { planNextStep } from './nextStep.ts';
import { explainResourceFile } from './resourceFile.ts';
import type { TaskCase } from './taskCase.ts';

/** A task that never ran, because it could not be prepared or launched. Undefined when `code` is none of these. */
export function explainPreProcessing(theCase: TaskCase): Draft | undefined {
  const known = findCode('taskScheduling', theCase.task.executionInfo?.failureInfo?.code);
  if (known === undefined) return undefined;
  const { code, entry } = known;
  if (/^(blob|resource)/i.test(code)) return explainResourceFile(theCase, code, entry);
  if (/^command/i.test(code)) return explainCommand(theCase, code, entry);
  return isSame(code, 'ApplicationPackageError')
    ? explainPackage(theCase, code, entry)
    : explainByCatalogue(theCase, code, entry);
}

/** What the catalogue says of a code, and what the service adds to it. */
export function explainByCatalogue(theCase: TaskCase, code: string, entry: CodeEntry): Draft {
  const { task } = theCase;
  const text = entry.text();
  const { meaning, fixes } = text;
  const detail = findDetail(task.executionInfo?.failureInfo?.details, 'Message', 'Reason');
  const next = planNextStep(theCase, entry.transient ? 'nothing' : 'surroundings');
  const own = fixes.map(toFix);
  return {
    category: entry.category,
    code,
    title: l10n.t('{0} could not start: {1}', task.id, toClause(meaning)),
    cause: [meaning, describeCauses(text), ...(detail === undefined ? [] : [toReason(detail)]), neverRan()].join(' '),
    fixes: entry.transient ? [...next.fixes, ...own] : [...own, ...next.fixes],
    remedies: entry.remedies.filter((remedy) => !isAgain(remedy)),
    change: next.change,
    confidence: entry.category === 'service' ? 'guess' : 'certain',
    identity: maskLiterals(detail ?? ''),
  };
}

/** Details name the package as `blender#4.1`; the definition of the task names all it asks for. */
function explainPackage(theCase: TaskCase, code: string, entry: CodeEntry): Draft {
  const other = explainByCatalogue(theCase, code, entry);
  const { task } = theCase;
  const named = findDetail(task.executionInfo?.failureInfo?.details, 'ApplicationPackageReference', 'Application');
  const packages = (task.applicationPackageReferences ?? []).map(({ applicationId, version }) =>
    version === undefined ? applicationId : `${applicationId}#${version}`,
  );
  const which = named ?? (packages.length > 0 ? packages.join(', ') : undefined);
  if (which === undefined) return other;
  return {
    ...other,
    title: l10n.t('{0} could not start: its application package {1} could not be put on the node', task.id, which),
    evidence: [{ text: which, source: 'applicationPackageReferences' }],
    fixes: [
      {
        text: l10n.t(
          'Check that {0} exists and is active in the account, and that the node reaches the auto-storage account.',
          which,
        ),
        property: ['applicationPackageReferences'],
      },
      ...(other.fixes ?? []).slice(entry.text().fixes.length),
    ],
    identity: which,
  };
}
