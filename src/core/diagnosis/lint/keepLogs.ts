import { applyEdits, type Edit, modify } from 'jsonc-parser';
import { keepsFailedLogs } from '../../files/uploadedFiles.ts';
import type { OutputFile } from '../../model/common.ts';
import { outputFiles } from '../../model/common.ts';
import { readAs } from '../../model/shape.ts';
import { doAtOnce } from '../../work.ts';
import { findDefinitionNodes } from './definitionNodes.ts';
import { type DefinitionNode, find, findString } from './definitionTree.ts';
import { detectKind } from './detectKind.ts';
import { parseDefinition } from './parseDefinition.ts';
import { readDefinition } from './readDefinition.ts';

/** Destination and condition of a task's log upload. */
export interface LogUpload {
  readonly container: NonNullable<OutputFile['destination']['container']>;
  readonly uploadCondition: 'taskfailure' | 'taskcompletion';
}

const formattingOptions = { insertSpaces: true, tabSize: 2 };

/**
 * Lists the IDs of tasks in a text whose logs are lost with their node if they fail. `isTask` is true if the text is
 * known to define a task.
 */
export function listLosingLogs(text: string, isTask = false): readonly string[] {
  return listTasks(text, isTask).flatMap((node) => (keepsLogs(text, node) ? [] : (findString(node, 'id') ?? '')));
}

/** Lists the output files of all tasks that a text defines. */
export function listDefinedUploads(text: string): readonly OutputFile[] {
  return listTasks(text, false).flatMap((node) => readOutputFiles(text, node));
}

/**
 * Returns the text with log uploads added to each task that would lose its logs. Each task uploads to a folder named
 * after it, below the path of the container.
 */
export function keepLogs(text: string, upload: LogUpload, isTask = false): string {
  const edits = listTasks(text, isTask).flatMap((node) => (keepsLogs(text, node) ? [] : toEdits(text, node, upload)));
  return applyEdits(text, edits);
}

/** Creates the edits for one task, parsed separately: parsing a long list for each of its tasks would take minutes. */
function toEdits(text: string, node: DefinitionNode, { container, uploadCondition }: LogUpload): readonly Edit[] {
  const id = findString(node, 'id') ?? '';
  const folder = [container.path ?? '', id].filter((part) => part !== '').join('/');
  const file: OutputFile = {
    filePattern: '../std*.txt',
    destination: { container: { ...container, path: folder } },
    uploadOptions: { uploadCondition },
  };
  const isAdded = find(node, 'outputFiles')?.type === 'array';
  const own = text.slice(node.offset, node.offset + node.length);
  const edits = isAdded
    ? modify(own, ['outputFiles', -1], file, { formattingOptions })
    : modify(own, ['outputFiles'], [file], { formattingOptions });
  return edits.map((edit) => ({ ...edit, offset: node.offset + edit.offset }));
}

function keepsLogs(text: string, node: DefinitionNode): boolean {
  return keepsFailedLogs(readOutputFiles(text, node));
}

function readOutputFiles(text: string, node: DefinitionNode): readonly OutputFile[] {
  const own = find(node, 'outputFiles');
  if (own === undefined) return [];
  return readAs(outputFiles, readDefinition(text.slice(own.offset, own.offset + own.length))).value ?? [];
}

function listTasks(text: string, isTask: boolean): readonly DefinitionNode[] {
  if (readDefinition(text) === undefined) return [];
  const root = doAtOnce(parseDefinition(text))?.root;
  return (root === undefined ? [] : findDefinitionNodes(root).nodes).filter(
    (node) => node.type === 'object' && (isTask || detectKind(node) === 'task'),
  );
}
