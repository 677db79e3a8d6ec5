import * as vscode from 'vscode';
import type { FailureReader } from '../../app/evidence/failureReader.ts';
import { toKind } from '../../core/model/resourceChain.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import { bundles } from '../../node/load.ts';
import { fromDocumentUri } from '../documentUri.ts';
import { loadDiagnosis } from '../load.ts';
import { loadCommands } from '../loadCommands.ts';
import { FailureDiagnostic } from './diagnostic.ts';
import type { Marker } from './documentDiagnostics.ts';

const maxMessageLength = 300;

/** Marks the property at fault in the JSON of a failed task: what has to be changed there before it can succeed. */
export function createDefinitionMarker(reader: FailureReader): Marker {
  return {
    name: 'azureBatch.definitions',
    findSubject(document) {
      const target = fromDocumentUri(document.uri);
      return target?.document === 'json' && target.resource.kind === 'task' ? target.resource : undefined;
    },
    async mark({ document, subject, store }) {
      const task = toKind('task', subject);
      if (task === undefined) return [];
      const { explanation } = await loadCommands().readAndExplainTask(store, task, { bundles, reader }, new Date());
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
        const repairable = explanation.remedies.includes('task.retry') ? [subject] : [];
        return [new FailureDiagnostic(range, message, explanation.category, [subject], repairable)];
      });
    },
  };
}
