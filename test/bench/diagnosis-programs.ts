import { listGoldenPrograms, readProgram } from '../golden/goldenPrograms.ts';
import { reportShare } from './harnessTasks.ts';

/**
 * For held-back programs: the share of first steps with the actual fix, of misleading ones, and of titles that name the
 * cause.
 */
const readings = listGoldenPrograms()
  .filter(({ heldBack }) => heldBack)
  .map(readProgram);
reportShare('diagnosis-programs-step', readings, ({ isStepRight }) => isStepRight);
reportShare('diagnosis-programs-misleading', readings, ({ misleads }) => misleads);
reportShare('diagnosis-programs-title', readings, ({ isTitleRight }) => isTitleRight);
