import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FailureCategory } from '../../src/core/diagnosis/explanation/category.ts';

/** What a senior engineer would say of a log. */
export interface Expected {
  /** Counts from 1. */
  readonly line: number;
  readonly category: FailureCategory;
  readonly frame?: { readonly file: string; readonly line: number };
}

/** What a failing program printed, and what is to be found in it. */
export interface GoldenLog {
  /** `family/name`. */
  readonly name: string;
  readonly text: string;
  readonly context: {
    readonly exitCode?: number;
    readonly os?: 'linux' | 'windows';
    readonly stream?: 'stdout' | 'stderr';
  };
  /** Null where nothing in the output is to blame. */
  readonly expect: Expected | null;
  /** Every third output is kept out of development, to measure on. */
  readonly heldBack: boolean;
}

const folder = path.join(import.meta.dirname, 'logs');

/** All stored outputs, in the order of their names. */
export function listGoldenLogs(): readonly GoldenLog[] {
  return readdirSync(folder)
    .sort()
    .flatMap((family) =>
      readdirSync(path.join(folder, family))
        .filter((file) => file.endsWith('.json'))
        .sort()
        .map((file) => readGoldenLog(`${family}/${path.basename(file, '.json')}`)),
    );
}

function readGoldenLog(name: string): GoldenLog {
  const { expect, ...context } = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
  const text = readFileSync(path.join(folder, `${name}.log`), 'utf8');
  return { name, text, context, expect, heldBack: isHeldBack(name) };
}

function isHeldBack(name: string): boolean {
  return createHash('sha256').update(name).digest().readUInt8(0) % 3 === 0;
}
