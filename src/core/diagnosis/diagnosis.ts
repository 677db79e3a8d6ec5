import { configureText } from '../text/configureText.ts';
import { clusterFailures, clusterWithMembers } from './clusterFailures.ts';
import { explainJob } from './explainJob.ts';
import { explainLog } from './explainLog.ts';
import { explainNode } from './explainNode.ts';
import { explainPool } from './explainPool.ts';
import { explainServiceError } from './explainServiceError.ts';
import { explainTask } from './explainTask.ts';
import { lintDefinition } from './lintDefinition.ts';
import { renderActions, renderExplanation } from './report/renderExplanation.ts';

/*
 * The entry of the diagnosis bundle, which is loaded with the first failure that is looked at. Others take types from
 * the files themselves, and values from here only.
 */
export {
  clusterFailures,
  clusterWithMembers,
  configureText,
  explainJob,
  explainLog,
  explainNode,
  explainPool,
  explainServiceError,
  explainTask,
  lintDefinition,
  renderActions,
  renderExplanation,
};
