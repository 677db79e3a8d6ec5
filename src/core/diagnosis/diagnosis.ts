import { renderPoolAccess } from '../connect/poolAccess.ts';
import { parseSavedAttempt } from '../model/savedAttempt.ts';
import { parseSavedObject, toSavedNode } from '../model/savedObject.ts';
import { describeAttempt, renderAttempts, renderKeptLog, tellAttempts } from '../remedy/attemptsReport.ts';
import { describeEffect } from '../remedy/bulk/effect.ts';
import { renderKeptExport } from '../remedy/keptExport.ts';
import { renderKept } from '../remedy/keptReport.ts';
import { describeResubmitted, tellResubmitted } from '../remedy/tellResubmitted.ts';
import { configureText } from '../text/configureText.ts';
import { CauseExplainer } from './causes/causeExplainer.ts';
import { pickExplained } from './causes/pickExplained.ts';
import { tellAlike } from './causes/tellAlike.ts';
import { clusterFailures } from './clusterFailures.ts';
import { renderComparison } from './compare/renderComparison.ts';
import { tellNearest } from './compare/tellNearest.ts';
import { compareTasks } from './compareTasks.ts';
import { formulaSymbols } from './evidence/formulaSymbols.ts';
import { explainAccount } from './explainAccount.ts';
import {
  explainAttempts,
  isSameAsBefore,
  listEarlierAttempts,
  listOwnAttempts,
  listSameAttempts,
} from './explainAttempts.ts';
import { explainCause, explainDividedCause, explainGoneCause } from './explainCause.ts';
import { explainJob } from './explainJob.ts';
import { explainJobSchedule } from './explainJobSchedule.ts';
import { explainLog } from './explainLog.ts';
import { explainNode } from './explainNode.ts';
import { explainPool } from './explainPool.ts';
import { explainServiceError } from './explainServiceError.ts';
import { explainTask } from './explainTask.ts';
import { leaveOutUnread } from './job/causesSection.ts';
import { checkEnteredUrl, checkUploadContainer } from './lint/enteredAddress.ts';
import { findProperty } from './lint/findProperty.ts';
import { findSyntaxError, readDefinition } from './lint/readDefinition.ts';
import { readDefinitions } from './lint/readDefinitions.ts';
import { lintDefinition, lintDefinitionInSteps } from './lintDefinition.ts';
import { toPage } from './page/toPage.ts';
import { findLogCause } from './process/logCause.ts';
import { foreseeQuota } from './quota/foreseeQuota.ts';
import { listQuotaUse } from './quota/listQuotaUse.ts';
import { renderExplanation } from './report/renderExplanation.ts';
import { renderSteps } from './report/renderSteps.ts';
import { renderText } from './report/renderText.ts';
import { describePath } from './report/reportParts.ts';
import { describeTelling } from './suspects/describeTelling.ts';
import { buildTimeline } from './timeline/timeline.ts';

/*
 * The entry of the diagnosis bundle, which is loaded with the first failure that is looked at. Others take types from
 * the files themselves, and values from here only.
 */
export {
  buildTimeline,
  CauseExplainer,
  checkEnteredUrl,
  checkUploadContainer,
  clusterFailures,
  compareTasks,
  configureText,
  describeAttempt,
  describeEffect,
  describePath,
  describeResubmitted,
  describeTelling,
  explainAccount,
  explainAttempts,
  explainCause,
  explainDividedCause,
  explainGoneCause,
  explainJob,
  explainJobSchedule,
  explainLog,
  explainNode,
  explainPool,
  explainServiceError,
  explainTask,
  findLogCause,
  findProperty,
  findSyntaxError,
  foreseeQuota,
  formulaSymbols,
  isSameAsBefore,
  leaveOutUnread,
  lintDefinition,
  lintDefinitionInSteps,
  listEarlierAttempts,
  listOwnAttempts,
  listQuotaUse,
  listSameAttempts,
  parseSavedAttempt,
  parseSavedObject,
  pickExplained,
  readDefinition,
  readDefinitions,
  renderAttempts,
  renderComparison,
  renderExplanation,
  renderKept,
  renderKeptExport,
  renderKeptLog,
  renderPoolAccess,
  renderSteps,
  renderText,
  tellAlike,
  tellAttempts,
  tellNearest,
  tellResubmitted,
  toPage,
  toSavedNode,
};
