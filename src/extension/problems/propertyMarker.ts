import * as vscode from 'vscode';
import type { ExplanationSources } from '../../app/explain/explanationSources.ts';
import type { Clock } from '../../core/clock.ts';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import { loadDiagnosis } from '../bundles/load.ts';
import { loadCommands } from '../bundles/loadCommands.ts';
import { fromDocumentUri } from '../editors/documentUri.ts';
import { FailureDiagnostic, type Repairs, toRepairs } from './diagnostic.ts';
import type { Marker } from './documentDiagnostics.ts';
import { isSubject, type Subject } from './failureState.ts';

const maxMessageLength = 300;

/** Services for explaining properties. */
export interface PropertyMarks extends ExplanationSources {
  readonly clock: Clock;
}

/**
 * Marks the faulty property in an item's JSON: the property to change before a task can succeed, a pool gets its nodes,
 * or a job continues.
 */
export function createPropertyMarker(sources: PropertyMarks): Marker {
  return {
    name: 'azureBatch.definitions',
    findSubject(document) {
      const target = fromDocumentUri(document.uri);
      return target?.document === 'json' && isSubject(target.resource) ? target.resource : undefined;
    },
    async mark({ document, subject, state, store }) {
      const { explanation } = await loadCommands().explainNow(store, subject, sources);
      const repairs = findRepairs(subject, explanation);
      const text = document.getText();
      return explanation.fixes.flatMap(({ text: what, property }) => {
        if (property === undefined) return [];
        const span = loadDiagnosis().findProperty(text, property);
        if (span === undefined) return [];
        const range = new vscode.Range(
          document.positionAt(span.offset),
          document.positionAt(span.offset + span.length),
        );
        const message = toShortVisible(`${explanation.title}. ${what}`, maxMessageLength);
        const mark = new FailureDiagnostic(range, message, explanation.category, [subject], repairs);
        // Waiting, or ending soon, is not a failure.
        if (!state.failed) mark.severity = vscode.DiagnosticSeverity.Warning;
        return [mark];
      });
    },
  };
}

/** Returns the remedies for the subject that the explanation proposes, or undefined if it proposes none. */
function findRepairs(subject: Subject, { remedies }: Explanation): Repairs | undefined {
  const repair = (['task.retry', 'task.resubmit', 'node.reboot'] as const).find((one) => remedies.includes(one));
  const canBeRepaired = subject.kind === (repair === 'node.reboot' ? 'node' : 'task');
  return canBeRepaired ? toRepairs(repair, [subject]) : undefined;
}
