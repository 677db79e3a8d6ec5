import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type ParsedLog, parseGoldenLogs } from './parseGoldenLogs.ts';

/** An output in the golden set. */
export interface GoldenLog extends ParsedLog {
  /** `family/name`, or `long/family/name` for outputs of 200 lines or more. */
  readonly name: string;
  readonly isLong: boolean;
  /** True for every third output, which is held back from development for measurements. */
  readonly heldBack: boolean;
}

const folder = path.join(import.meta.dirname, 'logs');
const longFolder = 'long';

/** Lists all outputs by family. Throws an error with the file, the line, and the mistake. */
export function listGoldenLogs(): readonly GoldenLog[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => path.extname(file) !== '')
    .sort()
    .flatMap(readFamily);
}

export const misreadsFile = path.join(import.meta.dirname, 'misreads.txt');

/** Returns the lines of the file with known misreads, by the names of their outputs. */
export function listMisreads(): ReadonlyMap<string, string> {
  const lines = readFileSync(misreadsFile, 'utf8').split('\n').slice(0, -1);
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(': ')), line]));
}

function readFamily(file: string): readonly GoldenLog[] {
  const family = file.replace(/\.txt(?:\.gz)?$/, '');
  if (family === file) throw new Error(`${file}: want FAMILY.txt or FAMILY.txt.gz`);
  try {
    return parseGoldenLogs(readText(path.join(folder, file))).map((log) => {
      const name = `${family}/${log.name}`;
      return { ...log, name, isLong: name.startsWith(`${longFolder}/`), heldBack: isHeldBack(name) };
    });
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

function readText(file: string): string {
  const bytes = readFileSync(file);
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
    file.endsWith('.gz') ? gunzipSync(bytes) : bytes,
  );
}

function isHeldBack(name: string): boolean {
  return createHash('sha256').update(name).digest().readUInt8(0) % 3 === 0;
}
