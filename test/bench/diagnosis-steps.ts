import { readHeldBackTasks, reportShare } from './harnessTasks.ts';

/** Of the tasks kept out of development, how many first steps are of a kind that a reader of the outputs gave. */
const readings = readHeldBackTasks();
reportShare('diagnosis-steps', readings, ({ isStepRight }) => isStepRight);
for (const { task, step, stepKinds } of readings)
  if (stepKinds === undefined) console.error(`stepKinds.json lacks what ${task.name} gets first: ${step}`);
