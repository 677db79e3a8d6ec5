import { isTelling } from '../../catalogue/exit.ts';
import { findToldExit } from '../../catalogue/readExit.ts';
import type { FailureCategory } from '../../explanation/category.ts';

/** What the exit code, signal or status says that a sentence tells of a program; undefined where it names no kind of failure. */
export function categoryOfToldExit(sentence: string): FailureCategory | undefined {
  const exit = findToldExit(sentence);
  return isTelling(exit) && exit.category !== 'other' ? exit.category : undefined;
}
