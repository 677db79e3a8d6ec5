import * as l10n from '@vscode/l10n';
import { findWorkingFile } from '../../definitions/workingFile.ts';
import { isSame } from '../evidence/time.ts';
import { type DefinitionNode, findGiven, findString, listItems } from './definitionTree.ts';
import { type DefinitionFinding, replaceWith, toFinding } from './finding.ts';
import { isPutInLater } from './placeholders.ts';

/** Matches commands that add files, or that look for files in another folder. */
const bringsFiles = /\b(?:cd|pushd|git|wget|curl|azcopy|az|unzip|tar|cp|mv|ln|tee|aws|gsutil|rsync|scp)\b|>/;

/** Finds a script that Batch doesn't put where the command line looks for it (Batch documentation: "ResourceFile"). */
export function findMissingScript(
  value: DefinitionNode,
  text: string,
  owner: DefinitionNode,
): DefinitionFinding | undefined {
  const name = findWorkingFile(text);
  if (name === undefined || value.segment !== 'commandLine') return undefined;
  const files = listItems(findGiven(owner, 'resourceFiles'));
  const paths = files.map((file) => findString(file, 'filePath') ?? '');
  // Files that come from a storage container or a template are unknown here.
  const isKnown = files.every((file) => findGiven(file, 'httpUrl') !== undefined) && !paths.some(isPutInLater);
  const toPlain = (path: string) => path.replace(/^\.?[\\/]/, '').replaceAll('\\', '/');
  const isThere = paths.some((path) => toPlain(path) === name);
  const near = paths.find((path) => isSame(toPlain(path).split('/').at(-1) ?? '', name.split('/').at(-1) ?? ''));
  if (isKnown && !isThere && near !== undefined) {
    const message = l10n.t('Batch writes this file to {near}, but the command line looks for {name}.', { near, name });
    return toFinding(
      value,
      'misplaced-file',
      message,
      replaceWith(value, text.replace(name, near), l10n.t('Write {0}', near)),
    );
  }
  const settings = findGiven(owner, 'containerSettings');
  // If a task lists no files, its author may add them when submitting it.
  const isWhole = owner.segment === 'startTask' || files.length > 0;
  if (settings === undefined && isWhole && isKnown && !isThere && !bringsFiles.test(text)) {
    const message = l10n.t(
      'Nothing puts {0} into the working directory of the task. List the file in "resourceFiles".',
      name,
    );
    return toFinding(value, 'misplaced-file', message);
  }
  if (settings === undefined || /--workdir|(?:^|\s)-w\b/.test(findString(settings, 'containerRunOptions') ?? ''))
    return undefined;
  const isOfImage = isSame(findString(settings, 'workingDirectory') ?? '', 'containerImageDefault');
  if (isOfImage && isKnown && isThere) {
    const message = l10n.t(
      "The container starts in its image's directory, but {name} is in the task's working directory.",
      { name },
    );
    return toFinding(value, 'misplaced-file', message);
  }
  if (isOfImage || files.length > 0) return undefined;
  const message = l10n.t(
    'The container starts in the task\'s working directory, where nothing puts {name}. If the image has the file, set "workingDirectory" to "containerImageDefault", or write its full path.',
    { name },
  );
  return toFinding(value, 'file-of-image', message);
}
