import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import type { DefinitionNode } from './definitionTree.ts';
import type { DefinitionFinding } from './finding.ts';

export interface RuleContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Where the definition itself tells it: that of the pool's image. */
  readonly os?: OperatingSystem | undefined;
}

/** Looks at one object of a definition. */
export type Rule = (node: DefinitionNode, context: RuleContext) => readonly DefinitionFinding[];
