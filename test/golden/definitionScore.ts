import type { DefinitionFinding } from '../../src/core/diagnosis/lint/finding.ts';
import { lintDefinition } from '../../src/core/diagnosis/lintDefinition.ts';
import type { PlantedMistake } from './goldenDefinitions.ts';

/** The time at which the definitions were written, with which signatures and ends of support are compared. */
const now = new Date('2026-11-20T10:00:00Z');

export function lintGolden(text: string): readonly DefinitionFinding[] {
  return lintDefinition(text, undefined, { now });
}

/** Checks whether a check for this mistake marks the faulty value. */
export function isFound({ text, marks }: PlantedMistake): boolean {
  return lintGolden(text).some(({ code, path }) => marks.includes(`${code} ${path.join('.')}`.trim()));
}
