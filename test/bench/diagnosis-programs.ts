import { listGoldenPrograms, readProgram } from '../golden/goldenPrograms.ts';
import { reportShare } from './harnessTasks.ts';

/** Of the programs kept out of development, how many first steps speak of what helped, how many mislead, and how many titles name the cause. */
const readings = listGoldenPrograms()
  .filter(({ heldBack }) => heldBack)
  .map(readProgram);
reportShare('diagnosis-programs-step', readings, ({ isStepRight }) => isStepRight);
reportShare('diagnosis-programs-misleading', readings, ({ misleads }) => misleads);
reportShare('diagnosis-programs-title', readings, ({ isTitleRight }) => isTitleRight);
