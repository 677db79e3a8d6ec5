import v8 from 'node:v8';

let hasEnded = false;

/**
 * Keeps what of the sources has run in this process, and counts no more of it. For tests that run over and over what
 * others in their file ran before them: counting takes as long as running.
 */
export function endCoverage(): void {
  if (hasEnded) return;
  hasEnded = true;
  v8.takeCoverage();
  v8.stopCoverage();
}
