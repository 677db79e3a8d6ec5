import * as l10n from '@vscode/l10n';
import type { DefinitionNode } from './definitionTree.ts';
import { type DefinitionFinding, toFinding } from './finding.ts';
import { isPutInLater } from './placeholders.ts';

/** Matches valid names of blob containers (Storage documentation: "Naming and referencing containers"). */
const containerName = /^(?:\$(?:root|logs|web)|[a-z\d](?:-?[a-z\d]){0,62})$/;

/** Checks whether a text can't be the name of a blob container; false for placeholders. */
export function isNoContainer(name: string): boolean {
  return !isPutInLater(name) && !(name.length <= 63 && containerName.test(name));
}

/** Checks the name of a container in linked storage, or in an account that is named separately. */
export function checkContainerName(value: DefinitionNode | undefined): readonly DefinitionFinding[] {
  if (value?.type !== 'string' || value.value === '' || !isNoContainer(String(value.value).trim())) return [];
  return [toFinding(value, 'container-name', describeNoContainer())];
}

export function describeNoContainer(): string {
  return l10n.t(
    'No blob container can have this name: it consists of lowercase letters, digits, and single hyphens, 63 at most.',
  );
}
