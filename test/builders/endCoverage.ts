import v8 from 'node:v8';

let hasEnded = false;

/**
 * Saves the coverage of this process so far, and stops counting. For tests that repeat the work of other tests in their
 * file, since counting takes as long as running.
 */
export function endCoverage(): void {
  if (hasEnded) return;
  hasEnded = true;
  v8.takeCoverage();
  v8.stopCoverage();
}
