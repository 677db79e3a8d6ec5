import type { JsonPath } from '../../core/definitions/definitionEdits.ts';
import type { DefinitionFinding } from '../../core/diagnosis/lint/finding.ts';
import type { DocumentTarget } from '../../core/places/documentPath.ts';
import type { Draft } from './draft.ts';

/** A definition in an editor: a draft, or the user's own file. */
export interface DefinitionDocument {
  /** The text that the editor shows now. */
  readonly text: string;
  readonly draft: Draft | undefined;
  /** True if the document was opened as the definition of a task, even if this window doesn't know its draft. */
  readonly isOfTask: boolean;
  /** Options of the checks for this file. */
  readonly options: { readonly apiVersion: string; readonly rules: object };
  /** Shows a part of the text, selected. Resolves to the number of its line, counted from 1. */
  select(offset: number, length: number): Promise<number>;
  replace(text: string): Promise<void>;
  /** Marks an error at a line and a column, counted from 1; the first ones when absent. */
  markError(message: string, at?: { readonly line: number; readonly column: number }): void;
  /** Marks findings about an account, in place of earlier marks of this kind; a mark follows changes around its text. */
  mark(findings: readonly DefinitionFinding[]): void;
  /** Shows how it differs from the draft's original, or from another document. */
  showChanges(): Promise<void>;
  compare(there: DocumentTarget, title: string): Promise<void>;
  /** Closes the document and its changes without asking to save it, unless the user has moved to another document. */
  close(): Promise<void>;
}

/** The definitions in editors. */
export interface Definitions {
  /** The document at an address that a command was called on, or in the active editor if it was called on nothing. */
  find(given: unknown): Promise<DefinitionDocument | undefined>;
  /** Opens a draft at the first of the `changed` properties, or else at the first faulty one. */
  open(name: string, text: string, draft: Draft, changed?: readonly JsonPath[]): Promise<DefinitionDocument>;
}
