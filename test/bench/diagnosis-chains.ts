import { isDoubted, isSame } from '../golden/taskScore.ts';
import { listHeldBack, readHeldBackTasks, reportShare } from './harnessTasks.ts';

/**
 * For held-back tasks whose failures caused others: the share with the first failure as the cause, and of correctly
 * listed follow-on failures; with a correct cause, the share that lists the final failure as follow-on; and the share
 * of those with exit code 0 that are doubted. Target: at least 0.85 of the causes.
 */
const readings = readHeldBackTasks().filter(({ task }) => task.expect.follows.length > 0);
reportShare('diagnosis-chains', readings, ({ isLineRight }) => isLineRight);
const links = readings.flatMap(({ follows, task }) => follows.map((place) => ({ place, task })));
reportShare('diagnosis-chains-links', links, ({ place, task }) =>
  task.expect.follows.some((one) => isSame(one, place)),
);
const found = readings.filter(({ isLineRight }) => isLineRight);
reportShare('diagnosis-chains-end', found, ({ follows, task }) =>
  follows.some((place) => isSame(place, task.expect.follows.at(-1) ?? place)),
);
reportShare('diagnosis-chains-exit-0', listHeldBack('succeeded'), isDoubted);
