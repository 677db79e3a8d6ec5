import { readFileSync } from 'node:fs';
import path from 'node:path';
import { nameForm, splitBlocks } from './parseGoldenLogs.ts';

const folder = path.join(import.meta.dirname, 'definitions');

/** A definition as a user wrote it. */
export interface GoldenDefinition {
  readonly name: string;
  readonly text: string;
}

/** A definition with one mistake. */
export interface PlantedMistake extends GoldenDefinition {
  /** Kind of mistake, in words. */
  readonly group: string;
  /** Findings, each of which detects the mistake: the code of a check, and the path of the faulty value. */
  readonly marks: readonly string[];
}

/**
 * Lists definitions without a mistake, or JSON of other programs: each has its name, followed by its lines after `| `.
 */
export function listTexts(file: 'sound' | 'other'): readonly GoldenDefinition[] {
  return readBlocks(file).map(([name = '', ...lines]) => ({ name: readName(name), text: readLines(name, lines) }));
}

/**
 * Lists definitions with a mistake, which the second line names: `  GROUP, CODE PATH`, followed by other checks that
 * find it. Those in `reported` are from public reports by users, with changed names and words.
 */
export function listMistakes(file: 'mistakes' | 'reported'): readonly PlantedMistake[] {
  return readBlocks(file).map(([name = '', expected = '', ...lines]) => {
    const [group, ...marks] = expected.trim().split(', ');
    if (!expected.startsWith('  ') || group === undefined || marks.length === 0)
      throw new Error(`${name}: want '  GROUP, CODE PATH', not '${expected}'`);
    return { name: readName(name), group, marks, text: readLines(name, lines) };
  });
}

function readBlocks(file: string): readonly (readonly string[])[] {
  return splitBlocks(readFileSync(path.join(folder, `${file}.txt`), 'utf8'));
}

function readName(name: string): string {
  if (!nameForm.test(name)) throw new Error(`want a name, not '${name}'`);
  return name;
}

function readLines(name: string, lines: readonly string[]): string {
  const wrong = lines.find((line) => !line.startsWith('| '));
  if (wrong !== undefined || lines.length === 0) throw new Error(`${name}: want '| …', not '${wrong ?? ''}'`);
  return lines.map((line) => `${line.slice(2)}\n`).join('');
}
