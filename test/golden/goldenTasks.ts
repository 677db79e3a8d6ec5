import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type ParsedTask, parseGoldenTasks } from './parseGoldenTasks.ts';

/** A failed program or script in the golden set. */
export interface GoldenTask extends ParsedTask {
  /** True for every second task, which is held back from development for measurements. */
  readonly heldBack: boolean;
}

const folder = path.join(import.meta.dirname, 'tasks');

/** Lists all tasks by file. Throws an error with the file, the line, and the mistake. */
export function listGoldenTasks(): readonly GoldenTask[] {
  return readdirSync(folder)
    .filter((file) => /\.txt(?:\.gz)?$/.test(file))
    .sort()
    .flatMap((file) => {
      const bytes = readFileSync(path.join(folder, file));
      const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
      try {
        return parseGoldenTasks(text).map((task) => ({ ...task, heldBack: isHeldBack(task.name) }));
      } catch (error) {
        throw new Error(`${file}: ${error instanceof Error ? error.message : error}`, { cause: error });
      }
    });
}

function isHeldBack(name: string): boolean {
  return createHash('sha256').update(name).digest().readUInt8(0) % 2 === 0;
}
