import type { RemedyId } from '../../core/diagnosis/explanation/explanation.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { CauseTarget } from '../../core/query/documentPath.ts';
import type { App } from '../app.ts';
import type { ExplanationServices } from '../explain/writeExplanation.ts';
import type { RemedyAction } from '../helpfulAction.ts';
import type { Consents } from './consent.ts';
import type { RequestLimit } from './requestLimit.ts';

/** What the tools for agents need of the program around them, beside the application. */
export interface AgentServices extends App, Omit<ExplanationServices, keyof App | 'toRemedyActions' | 'findSource'> {
  /** Whether the user, or their organization, lets agents call anything. */
  isEnabled(): boolean;
  /** Where the file that a node names is in the workspace, as people write its path; undefined where it is not there. */
  findPlace(nodePath: string): Promise<string | undefined>;
  /** A file of the workspace. Throws `BatchError` for any other, and where it can't be read. */
  readWorkspaceFile(path: string): Promise<string>;
  /** How long an agent waits for a person to answer. */
  readonly patienceMs: number;
  /** A text that no one can guess. */
  makeNonce(): string;
  /** The scheme of links into the editor. */
  readonly linkScheme: string;
  /** What a person runs to retry tasks, or all of a cause, where no one can be asked; nothing where their IDs can't be typed. */
  findOwnWay?(asked: readonly TaskResource[] | CauseTarget): readonly string[];
  /** What a person types to carry out a remedy, where there is a command line for it. */
  findCommand?(remedy: RemedyId, target: RemedyAction['target']): string | undefined;
}

/** A call that is under way. */
export interface ToolCall {
  readonly services: AgentServices;
  readonly consents: Consents;
  readonly limit: RequestLimit;
  /** Whether the tool changes nothing. */
  readonly isReadOnly: boolean;
  readonly signal: AbortSignal;
  /** How many bytes of data fit into the answer. */
  readonly room: number;
  /** Notes which account the call is about, and keeps what ends with it. */
  note(about: { readonly account?: string; readonly ends?: { dispose(): unknown } }): void;
}
