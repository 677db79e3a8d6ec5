import { type Aspect, countRight, type Reading, readHeldBack } from '../golden/diagnosisScore.ts';
import { report } from './harness.ts';

/** Reports the share of held-back outputs, and of the long ones, for which an aspect is correct. */
export function reportAspect(aspect: Aspect): void {
  const readings = readHeldBack();
  reportRight(`diagnosis-${aspect}`, readings, aspect);
  reportRight(
    `diagnosis-${aspect}-long`,
    readings.filter(({ log }) => log.isLong),
    aspect,
  );
}

function reportRight(name: string, readings: readonly Reading[], aspect: Aspect): void {
  const right = countRight(readings, aspect);
  report({ name, value: right / readings.length, unit: 'ratio', ours: right, reference: readings.length, runs: 1 });
}
