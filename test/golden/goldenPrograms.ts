import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { explainTask } from '../../src/core/diagnosis/explainTask.ts';
import type { Explanation } from '../../src/core/diagnosis/explanation/explanation.ts';
import { misleading, type ParsedProgram, parseGoldenPrograms } from './parseGoldenPrograms.ts';

/** A program that failed for a real user. */
export interface GoldenProgram extends ParsedProgram {
  /** True for every second program, which is held back from development for measurements. */
  readonly heldBack: boolean;
}

const folder = path.join(import.meta.dirname, 'programs');

/** Lists all programs by file. Throws an error with the file, the line, and the mistake. */
export function listGoldenPrograms(): readonly GoldenProgram[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      try {
        const programs = parseGoldenPrograms(readFileSync(path.join(folder, file), 'utf8'));
        return programs.map((program) => ({ ...program, heldBack: isHeldBack(program.name) }));
      } catch (error) {
        throw new Error(`${file}: ${error instanceof Error ? error.message : error}`, { cause: error });
      }
    });
}

function isHeldBack(name: string): boolean {
  return createHash('sha256').update(name).digest().readUInt8(0) % 2 === 0;
}

/** Explanation of a failed program, and its correctness. */
export interface ProgramReading {
  readonly program: GoldenProgram;
  readonly explanation: Explanation;
  readonly isTitleRight: boolean;
  /** True if the first step mentions the actual fix and isn't merely general advice. */
  readonly isStepRight: boolean;
  readonly misleads: boolean;
}

/** A longer step is a list of remedies, which doesn't help to choose. */
const longestStep = 240;

/** Explains a program as the page of its task does when both logs have been read. */
export function readProgram(program: GoldenProgram): ProgramReading {
  const { exitCode, commandLine, logs } = program;
  const explanation = explainTask({
    task: {
      id: 'task',
      state: 'completed',
      commandLine,
      executionInfo: {
        exitCode,
        result: 'failure',
        startTime: '2026-01-01T00:00:00Z',
        endTime: '2026-01-01T00:10:00Z',
      },
    },
    os: 'linux',
    stdout: logs['stdout.txt'],
    stderr: logs['stderr.txt'],
  });
  const step = explanation.fixes[0]?.text ?? '';
  const misleads = (Object.keys(misleading) as (keyof typeof misleading)[]).some(
    (kind) => !program.fits.includes(kind) && misleading[kind].test(step),
  );
  return {
    program,
    explanation,
    isTitleRight: program.title.test(explanation.title),
    isStepRight: !misleads && step.length <= longestStep && program.step.test(step),
    misleads,
  };
}
