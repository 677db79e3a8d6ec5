import { readHeldBackTasks, reportShare } from './harnessTasks.ts';

/** Share of held-back tasks whose first step is of a kind that a reader of the outputs gave. */
const readings = readHeldBackTasks();
reportShare('diagnosis-steps', readings, ({ isStepRight }) => isStepRight);
for (const { task, step, stepKinds } of readings)
  if (stepKinds === undefined) console.error(`stepKinds.json lacks what ${task.name} gets first: ${step}`);
