import type { NodeFiles } from '../../src/simulator/executors/executor.ts';

/** Returns the whole text of a file on a node. */
export async function fileText(files: NodeFiles, path: string): Promise<string> {
  const file = await files.find(path);
  if (!file) throw new Error(`There is no file ${path}`);
  if (file.contentLength === 0) return '';
  const chunks: Uint8Array[] = [];
  for await (const chunk of files.read(path, 0, file.contentLength - 1)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
