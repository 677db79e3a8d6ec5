import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import type { DefinitionNode } from './definitionTree.ts';
import type { DefinitionFinding } from './finding.ts';
import type { ApiVersion } from './table/property.ts';

/** Facts about the surroundings of the value that a rule checks. */
export interface RuleContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The API version that the definition is written for, if the user specifies one. */
  readonly apiVersion?: ApiVersion | undefined;
  /** The pool that the definition is, includes, or is checked with. */
  readonly pool?: DefinitionNode | undefined;
  /** The operating system of the pool's image, if known. */
  readonly os?: OperatingSystem | undefined;
  /**
   * True if the definition is for the Azure Batch CLI extensions, which replace their own properties and run commands
   * in a shell.
   */
  readonly isTemplate: boolean;
  /**
   * True if the definition is for an API version earlier than those of the table, in which other properties may be
   * correct.
   */
  readonly isEarlier: boolean;
}

/** Checks one object of a definition. */
export type Rule = (node: DefinitionNode, context: RuleContext) => Iterable<DefinitionFinding>;
