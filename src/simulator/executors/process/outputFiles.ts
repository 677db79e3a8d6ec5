import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { describeError } from '../../describeError.ts';
import type { NodeFiles, StoredFile } from '../executor.ts';
import type { RunFailure } from '../outcome.ts';
import { toBlobUrl } from './blobContainer.ts';
import type { RunFolders } from './environment.ts';
import { matchesSegments, toFilePattern } from './glob.ts';
import { readRefusal, type TransferLimits, transfer } from './httpTransfer.ts';
import { isInside, realPathInside } from './jail.ts';
import { type OutputFile, parseOutputFile } from './outputFile.ts';
import { toUploadFailure } from './uploadFailure.ts';

/** Context of uploading, in addition to the list of files. */
export interface UploadContext extends TransferLimits {
  readonly folders: RunFolders;
  readonly files: NodeFiles;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Uploads the output files whose condition holds, and writes `fileuploadout.txt` and `fileuploaderr.txt` next to the
 * program's own output if any upload was attempted. Returns the first failure; the other files are still uploaded.
 */
export async function uploadOutputFiles(
  outputFiles: readonly Readonly<Record<string, unknown>>[],
  succeeded: boolean,
  context: UploadContext,
): Promise<RunFailure | undefined> {
  const due = outputFiles.map(parseOutputFile).filter((file) => file.isDue(succeeded));
  if (due.length === 0) return undefined;
  const log = { out: [] as string[], error: [] as string[] };
  let failure: RunFailure | undefined;
  for (const file of due) failure = (await uploadMatches(file, context, log)) ?? failure;
  const { run } = context.folders;
  await Promise.all([
    writeFile(join(run, 'fileuploadout.txt'), log.out.join('')),
    writeFile(join(run, 'fileuploaderr.txt'), log.error.join('')),
  ]);
  return failure;
}

async function uploadMatches(
  file: OutputFile,
  context: UploadContext,
  log: { readonly out: string[]; readonly error: string[] },
): Promise<RunFailure | undefined> {
  const pattern = expand(file.filePattern, context.environment);
  const matches = await findMatches(pattern, context);
  log.out.push(`${matches.length} file(s) match the pattern ${pattern}\n`);
  let failure: RunFailure | undefined;
  for (const match of matches) {
    try {
      await upload(file, match, context);
      log.out.push(`Uploaded ${match.path} as ${match.blobName(file.path)}\n`);
    } catch (error) {
      log.error.push(`Could not upload ${match.path}: ${describeError(error)}\n`);
      failure ??= toUploadFailure(file, match.path, error);
    }
  }
  return failure;
}

/** Replaces `$NAME` and `${NAME}` by the value of the task's variable; unknown variables become empty. */
function expand(pattern: string, environment: Readonly<Record<string, string>>): string {
  return pattern.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_all, braced?: string, plain?: string) => {
    return environment[braced ?? plain ?? ''] ?? '';
  });
}

interface Match {
  /** Relative to the node's root. */
  readonly path: string;
  /** Returns the name of the blob for a destination path; the file's own name if there is none. */
  blobName(destination: string | undefined): string;
}

async function findMatches(pattern: string, { folders, files }: UploadContext): Promise<readonly Match[]> {
  const { base, segments } = toFilePattern(pattern);
  const start = isAbsolute(base) ? resolve(base) : resolve(folders.working, base);
  if (!isInside(folders.nodeRoot, start)) return [];
  const startPath = relative(folders.nodeRoot, start);
  if (segments.length === 0) {
    const file = await files.find(startPath);
    return file && !file.isDirectory ? [{ path: file.path, blobName: (path) => path ?? basename(file.path) }] : [];
  }
  const below = await files.list(startPath, segments.length > 1 || segments.includes('**'));
  const toName = (file: StoredFile): string => (startPath === '' ? file.path : file.path.slice(startPath.length + 1));
  return below
    .filter((file) => !file.isDirectory && matchesSegments(toName(file).split('/'), segments))
    .map((file) => ({
      path: file.path,
      blobName: (path) => (path === undefined ? toName(file) : `${path.replace(/\/$/, '')}/${toName(file)}`),
    }));
}

async function upload(file: OutputFile, match: Match, context: UploadContext): Promise<void> {
  const { nodeRoot } = context.folders;
  const source = await realPathInside(nodeRoot, join(nodeRoot, match.path));
  if (source === undefined) throw new Error('The file has gone');
  const { size } = await stat(source);
  const stream = createReadStream(source, { end: Math.max(0, size - 1) });
  const headers = { 'x-ms-blob-type': 'BlockBlob', 'x-ms-version': '2021-12-02', ...file.headers };
  const url = toBlobUrl(file.containerUrl, match.blobName(file.path));
  const body = { stream, byteLength: size };
  await transfer({ url, method: 'PUT', headers, body }, context, async (answer) => {
    if (answer.statusCode !== 201) throw await readRefusal(answer);
    answer.resume();
  });
}
