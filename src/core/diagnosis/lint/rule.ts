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
  /** Where the definition itself says it: that of the pool's image. */
  readonly os?: OperatingSystem | undefined;
  /** Whether the Azure Batch CLI extensions read it: they replace what only they know, and run commands in a shell. */
  readonly isTemplate: boolean;
  /** Whether it is for a version of the API before those of the table, so that other properties may be right. */
  readonly isEarlier: boolean;
}

/** Looks at one object of a definition. */
export type Rule = (node: DefinitionNode, context: RuleContext) => Iterable<DefinitionFinding>;
