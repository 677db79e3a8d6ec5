import * as l10n from '@vscode/l10n';
import { namePrograms } from '../../definitions/programs.ts';
import { compareText } from '../../extremes.ts';
import type { ResourceFile } from '../../model/common.ts';
import { isSucceeded, type Task } from '../../model/task.ts';
import { plural } from '../../text/plural.ts';
import { formatNumber } from '../../words/numbers.ts';
import { formatTime } from '../../words/times.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { readStorageAddress } from '../evidence/storageAddress.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { listSome } from '../explanation/sentences.ts';
import { type DeclaredFile, findDeclaredFile, toDeclaredPath } from './declaredFile.ts';
import type { ProcessVerdict } from './processFailure.ts';
import { isInContainer, toBase } from './proposedEdits.ts';
import type { TaskContext } from './taskContext.ts';

/** Evidence from a task's definition about a file that its program did not find. */
export interface DeclaredEvidence {
  readonly evidence: readonly Evidence[];
  /** Changes to the definition; empty if it doesn't show the mistake. */
  readonly fixes: readonly Fix[];
  readonly lacks?: string;
  /** Absent unless the file is known to be there by now. */
  readonly change?: 'nothing';
  /** The declared file that the program refers to by a different name. */
  readonly misnamed?: { readonly index: number; readonly name: string };
}

/**
 * Describes whether a task declares the file that its program did not find, or one with a similar name. Undefined if
 * the definition can't show it, because resource files are only put into the working directory of the task.
 */
export function describeDeclared(
  resourceFiles: readonly ResourceFile[] | undefined,
  os: OperatingSystem | undefined,
  { category, subject }: Pick<ProcessVerdict, 'category' | 'subject'>,
  run?: Pick<TaskContext, 'task' | 'siblings'>,
): DeclaredEvidence | undefined {
  if (subject === undefined || resourceFiles === undefined) return undefined;
  if (category !== 'missing-file' && category !== 'missing-program') return undefined;
  const path = toDeclaredPath(subject);
  if (path === undefined) return undefined;
  const found = findDeclaredFile(path, resourceFiles);
  // A program without a folder is searched for on PATH: only `./run.sh`, or a file in a folder, is the task's own.
  if (category === 'missing-program' && !/[\\/]/.test(subject) && found?.likeness !== 'folder') return undefined;
  const areAllKnown = resourceFiles.every(({ httpUrl, filePath }) => httpUrl !== undefined && filePath !== undefined);
  // File names on Windows nodes are not case-sensitive, so the program looked in a different folder.
  const isSame = found?.likeness === 'same' || (found?.likeness === 'case' && os === 'windows');
  if (found !== undefined && isSame) return describePresent(found);
  if (found === undefined && !areAllKnown) return describeContainers(path, resourceFiles, run);
  const declared = describeList(
    path,
    resourceFiles.flatMap(({ filePath }) => filePath ?? []),
  );
  return found === undefined
    ? { evidence: [declared], ...(path.includes('/') ? { fixes: [] } : { fixes: [adviseAddition(path)], lacks: path }) }
    : {
        evidence: [declared, describeLikeness(path, found)],
        fixes: [adviseName(path, found)],
        misnamed: { index: found.index, name: path },
      };
}

function toEvidence(text: string): Evidence {
  return { text, source: 'resourceFiles' };
}

function describePresent({ path, index }: DeclaredFile): DeclaredEvidence {
  return {
    evidence: [
      toEvidence(
        l10n.t(
          '{0} is a declared resource file, so Batch put it in the working directory before the program started: the program looked in another folder, or the file has since been moved or deleted.',
          path,
        ),
      ),
    ],
    fixes: [
      {
        text: l10n.t('Make the program look for {0} in the folder that AZ_BATCH_TASK_WORKING_DIR specifies.', path),
        property: ['resourceFiles', index, 'filePath'],
      },
    ],
  };
}

/**
 * Describes declared containers, whose files are unknown. If there is only one, the file must come from it, and other
 * tasks that got it from there show when it existed.
 */
function describeContainers(
  path: string,
  resourceFiles: readonly ResourceFile[],
  run: Pick<TaskContext, 'task' | 'siblings'> | undefined,
): DeclaredEvidence {
  const containers = resourceFiles.flatMap(toContainer);
  const parts = { name: path, containers: listSome(containers.map(({ name }) => name)) };
  const text = plural(containers.length, {
    '=1': l10n.t(
      'No resource file is declared as {name}. Others come from a whole container, whose contents are unknown: {containers}.',
      parts,
    ),
    other: l10n.t(
      'No resource file is declared as {name}. Others come from whole containers, whose contents are unknown: {containers}.',
      parts,
    ),
  });
  const [only] = containers;
  const isSource = containers.length === 1 && (only?.folder === '' || path.startsWith(`${only?.folder}/`));
  if (only === undefined || !isSource) return { evidence: [toEvidence(text)], fixes: [], lacks: path };
  const place = { name: path, container: only.name };
  const got = run && findGot(path, resourceFiles, run);
  if (got === undefined) return { evidence: [toEvidence(text)], fixes: [adviseUpload(place, only)], lacks: path };
  const proof = describeGot(place, got);
  const change = got.isLater ? { change: 'nothing' as const } : {};
  const fix = got.isLater ? adviseAgain(place, got) : adviseUpload(place, only);
  return { evidence: [toEvidence(text), { text: proof, source: 'siblings' }], fixes: [fix], lacks: path, ...change };
}

interface Got {
  readonly task: string;
  readonly time: string;
  /** True if the task started after the one without the file. */
  readonly isLater: boolean;
  /** True if the task takes the file by its own address; otherwise it runs the same program with the same container. */
  readonly isNamed: boolean;
}

/** Finds the last successful task that shows that a container had a file. */
function findGot(
  path: string,
  own: readonly ResourceFile[],
  { task, siblings }: Pick<TaskContext, 'task' | 'siblings'>,
): Got | undefined {
  const startOf = ({ executionInfo }: Task): string => executionInfo?.startTime ?? '';
  const names = ({ resourceFiles = [] }: Task): boolean =>
    resourceFiles.some((file) => file.filePath === path && own.some((container) => isInContainer(file, container)));
  const programs = namePrograms(task.commandLine);
  const isAlike = ({ resourceFiles = [], commandLine }: Task): boolean =>
    programs !== '' &&
    namePrograms(commandLine) === programs &&
    own.every((file) => !isWhole(file) || resourceFiles.some((other) => isSameContainer(file, other)));
  const last = siblings
    .filter((sibling) => isSucceeded(sibling) && startOf(sibling) !== '' && (names(sibling) || isAlike(sibling)))
    .toSorted((one, other) => compareText(startOf(one), startOf(other)))
    .at(-1);
  if (last === undefined) return undefined;
  const isLater = startOf(task) !== '' && startOf(last) > startOf(task);
  return { task: last.id, time: formatTime(startOf(last)), isLater, isNamed: names(last) };
}

function isWhole(file: ResourceFile): boolean {
  return toContainer(file, 0).length > 0;
}

function isSameContainer(one: ResourceFile, other: ResourceFile): boolean {
  const base = toBase(one);
  return base !== undefined && base === toBase(other) && one.blobPrefix === other.blobPrefix && isWhole(other);
}

/** A container whose blobs, or those with a prefix, are all put into a folder of the working directory. */
interface WholeContainer {
  readonly name: string;
  /** Without a trailing slash; empty for the working directory itself. */
  readonly folder: string;
  readonly property: NonNullable<Fix['property']>;
}

function toContainer(file: ResourceFile, index: number): readonly WholeContainer[] {
  const key = file.storageContainerUrl === undefined ? 'autoStorageContainerName' : 'storageContainerUrl';
  const name = file.autoStorageContainerName ?? readStorageAddress(file.storageContainerUrl)?.container;
  const folder = (file.filePath ?? '').replace(/^\.?\/|\/$/g, '').replace(/^\.$/, '');
  return name === undefined ? [] : [{ name, folder, property: ['resourceFiles', index, key] }];
}

interface Place {
  readonly name: string;
  readonly container: string;
}

/** Advises uploading a file to a container; each run copies it (Batch documentation: "ResourceFile"). */
function adviseUpload(place: Place, { property }: WholeContainer): Fix {
  return {
    text: l10n.t(
      'Check whether {name} is in container {container} now, and upload it if not: Batch copies what the container holds when the task runs.',
      { ...place },
    ),
    property,
  };
}

/** Describes the task that shows that a container had a file. */
function describeGot({ name, container }: Place, { task, time, isNamed }: Got): string {
  return isNamed
    ? l10n.t('Task {task} got {name} from container {container} at {time}.', { task, name, container, time })
    : l10n.t(
        'Task {task} runs the same program with files from container {container}, started at {time}, and succeeded.',
        {
          task,
          container,
          time,
        },
      );
}

/** Advises another run, because a task that started later got the file. */
function adviseAgain({ name, container }: Place, { task, time, isNamed }: Got): Fix {
  const text = isNamed
    ? l10n.t(
        'Retry the task: {name} was in container {container} at {time}, when task {task} started, so it was missing only for a while.',
        { name, container, time, task },
      )
    : l10n.t(
        'Retry the task: {task}, which runs the same program with files from container {container}, started later, at {time}, and succeeded.',
        { task, container, time },
      );
  return { text, remedies: ['task.retry'] };
}

function describeList(path: string, declared: readonly string[]): Evidence {
  if (declared.length === 0) return toEvidence(l10n.t('No resource files are declared.'));
  const [count, files, name] = [formatNumber(declared.length), listSome(declared), path];
  return toEvidence(
    plural(declared.length, {
      '=1': l10n.t('Only resource file {file} is declared, not {name}.', { file: files, name }),
      one: l10n.t('{count} resource file is declared: {files}. None is {name}.', { count, files, name }),
      other: l10n.t('{count} resource files are declared: {files}. None is {name}.', { count, files, name }),
    }),
  );
}

function describeLikeness(name: string, { likeness, path: declared }: DeclaredFile): Evidence {
  switch (likeness) {
    case 'case':
      return toEvidence(
        l10n.t('{declared} differs from {name} in letter case, which matters on Linux.', {
          declared,
          name,
        }),
      );
    case 'folder':
      return toEvidence(
        l10n.t('{declared} has the same file name as {name} but is in a different folder.', { declared, name }),
      );
    case 'extension':
      return toEvidence(l10n.t('{declared} differs from {name} in its extension.', { declared, name }));
    case 'spelling':
    case 'same':
      return toEvidence(l10n.t('{declared} is nearly the same name as {name}.', { declared, name }));
  }
}

function adviseName(name: string, { path, index }: DeclaredFile): Fix {
  return {
    text: l10n.t(
      'Did you mean {declared}? Use this name in the program, or change the `filePath` of the resource file to {name}.',
      { declared: path, name },
    ),
    property: ['resourceFiles', index, 'filePath'],
  };
}

function adviseAddition(path: string): Fix {
  return {
    text: l10n.t('Add {0} to the resource files, or give the program the correct path to it.', path),
    property: ['resourceFiles'],
  };
}
