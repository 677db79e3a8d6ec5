import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import type { DefinitionNode } from './definitionTree.ts';
import type { DefinitionFinding } from './finding.ts';
import type { ApiVersion } from './table/property.ts';

/** Facts from around the value that a rule checks. */
export interface RuleContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The version of the API that the definition is written for, where the user says so. */
  readonly apiVersion?: ApiVersion | undefined;
  /** The operating system of the pool's image, when the definition itself gives it. */
  readonly os?: OperatingSystem | undefined;
  /**
   * True when the Azure Batch CLI extensions read the definition: they replace their own properties, and run commands
   * in a shell.
   */
  readonly isTemplate: boolean;
  /**
   * True when the definition is for a version of the API before those of the table, so other properties may be right.
   */
  readonly isEarlier: boolean;
}

/** Looks at one object of a definition. */
export type Rule = (node: DefinitionNode, context: RuleContext) => Iterable<DefinitionFinding>;
