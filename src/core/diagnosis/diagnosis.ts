import { describeEffect } from '../changes/bulk/effect.ts';
import { parseSavedAttempt } from '../model/savedAttempt.ts';
import { parseSavedObject, toSavedNode } from '../model/savedObject.ts';
import { describeAttempt, renderSavedLog, toAttemptsPage, toAttemptsSection } from '../page/attemptsReport.ts';
import { describeResubmitted, toResubmittedSection } from '../page/describeResubmitted.ts';
import { renderPage } from '../page/renderPage.ts';
import { renderExport, toSavedPage } from '../page/savedReport.ts';
import { configureText } from '../text/configureText.ts';
import { CauseExplainer } from './account/causeExplainer.ts';
import { describeOutcome } from './account/causeSections.ts';
import { listWaitingJobs } from './account/chartJobs.ts';
import { explainAccount } from './account/explainAccount.ts';
import { explainCause, explainDividedCause, explainGoneCause } from './account/explainCause.ts';
import { listStalledJobs, listUnlistedJobs } from './account/jobsToLookAt.ts';
import { matchRules } from './account/matchRules.ts';
import { describeSince } from './account/sinceLooked.ts';
import { toAlikeSection } from './account/taskRuns.ts';
import { leaveOutUnread } from './causes/causesSection.ts';
import { describeOpenReasons } from './causes/describeReasons.ts';
import { describeDistinctions } from './causes/differences.ts';
import { joinExamples, splitCause } from './causes/examples.ts';
import { clusterFailures } from './clusterFailures.ts';
import { formulaSymbols } from './evidence/formulaSymbols.ts';
import { readGivenFiles } from './evidence/givenFiles.ts';
import { explainCode } from './explainCode.ts';
import { explainGiven } from './explainGiven.ts';
import { explainJob, explainJobEvidence } from './explainJob.ts';
import { explainLog } from './explainLog.ts';
import { explainNode, explainNodeEvidence } from './explainNode.ts';
import { explainPool, explainPoolEvidence, foreseeQuota } from './explainPool.ts';
import { explainServiceError } from './explainServiceError.ts';
import { explainTask, explainTaskEvidence, proposeEdits } from './explainTask.ts';
import { failureCategories } from './explanation/category.ts';
import { explainJobSchedule, explainJobScheduleEvidence } from './job/explainJobSchedule.ts';
import { toRunsSection } from './job/runsSection.ts';
import { codes as definitionCodes } from './lint/codes.ts';
import { checkEnteredUrl, checkUploadContainer } from './lint/enteredAddress.ts';
import { keepLogs, listDefinedUploads, listLosingLogs } from './lint/keepLogs.ts';
import { findNamedId, findOwnId, planIdChange } from './lint/namedIds.ts';
import { findProperty, readDefinition, readDefinitions } from './lint/readDefinition.ts';
import { readBeside } from './lint/relatedDefinitions.ts';
import { findSyntaxError } from './lint/syntaxError.ts';
import { describeMadeTasks, listMadeTasks, renderMadeTasks } from './lint/taskFactory.ts';
import { isOfUnknownJob, lintAgainstAccount, listAskedOfAccount } from './lintAgainstAccount.ts';
import { lintDefinition, lintDefinitionInSteps } from './lintDefinition.ts';
import { addRule, hasNoRules, removeRule } from './logs/own/editRules.ts';
import { holdRules } from './logs/own/heldRules.ts';
import { findRuleProblem, proposeRule } from './logs/own/proposeRule.ts';
import { readRules } from './logs/own/readRules.ts';
import { maskAlike } from './maskAlike.ts';
import { outlineLog } from './outlineLog.ts';
import { listQuotaUse } from './pool/countQuota.ts';
import { judgeNetwork } from './pool/network/judgeNetwork.ts';
import { isUnanswered } from './pool/network/unanswered.ts';
import { judgeLogs } from './process/processFailure.ts';
import { toHealthSection } from './report/healthSection.ts';
import { explainGoneThing, toEndpointsSection, toRecordedSection } from './report/recordedSection.ts';
import { buildTimeline } from './report/timeline.ts';
import { toComparisonPage } from './report/toComparisonPage.ts';
import { describeConfidence, describePath, toPage } from './report/toPage.ts';
import { listQuoted, reportWrongCause, toIssueAddress } from './report/wrongCause.ts';
import { compareTaskEvidence, compareTasks } from './task/compareTasks.ts';
import {
  explainAttempts,
  findRepeat,
  isSameAsBefore,
  listEarlierAttempts,
  listOwnAttempts,
  listSameAttempts,
} from './task/explainAttempts.ts';
import { judgeSuccess, markSuccess } from './task/judgeSuccess.ts';
import { toGoodComparison } from './task/lastGoodSection.ts';

/*
 * Entry point of the diagnosis bundle, which is loaded when the first failure is opened. Other code imports types from
 * the files themselves, and values only from here.
 */
export {
  addRule,
  buildTimeline,
  CauseExplainer,
  checkEnteredUrl,
  checkUploadContainer,
  clusterFailures,
  compareTaskEvidence,
  compareTasks,
  configureText,
  definitionCodes,
  describeAttempt,
  describeConfidence,
  describeDistinctions,
  describeEffect,
  describeMadeTasks,
  describeOpenReasons,
  describeOutcome,
  describePath,
  describeResubmitted,
  describeSince,
  explainAccount,
  explainAttempts,
  explainCause,
  explainCode,
  explainDividedCause,
  explainGiven,
  explainGoneCause,
  explainGoneThing,
  explainJob,
  explainJobEvidence,
  explainJobSchedule,
  explainJobScheduleEvidence,
  explainLog,
  explainNode,
  explainNodeEvidence,
  explainPool,
  explainPoolEvidence,
  explainServiceError,
  explainTask,
  explainTaskEvidence,
  failureCategories,
  findNamedId,
  findOwnId,
  findProperty,
  findRepeat,
  findRuleProblem,
  findSyntaxError,
  foreseeQuota,
  formulaSymbols,
  hasNoRules,
  holdRules,
  isOfUnknownJob,
  isSameAsBefore,
  isUnanswered,
  joinExamples,
  judgeLogs,
  judgeNetwork,
  judgeSuccess,
  keepLogs,
  leaveOutUnread,
  lintAgainstAccount,
  lintDefinition,
  lintDefinitionInSteps,
  listAskedOfAccount,
  listDefinedUploads,
  listEarlierAttempts,
  listLosingLogs,
  listMadeTasks,
  listOwnAttempts,
  listQuotaUse,
  listQuoted,
  listSameAttempts,
  listStalledJobs,
  listUnlistedJobs,
  listWaitingJobs,
  markSuccess,
  maskAlike,
  matchRules,
  outlineLog,
  parseSavedAttempt,
  parseSavedObject,
  planIdChange,
  proposeEdits,
  proposeRule,
  readBeside,
  readDefinition,
  readDefinitions,
  readGivenFiles,
  readRules,
  removeRule,
  renderExport,
  renderMadeTasks,
  renderPage,
  renderSavedLog,
  reportWrongCause,
  splitCause,
  toAlikeSection,
  toAttemptsPage,
  toAttemptsSection,
  toComparisonPage,
  toEndpointsSection,
  toGoodComparison,
  toHealthSection,
  toIssueAddress,
  toPage,
  toRecordedSection,
  toResubmittedSection,
  toRunsSection,
  toSavedNode,
  toSavedPage,
};
