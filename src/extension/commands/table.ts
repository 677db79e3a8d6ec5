import * as accountAddWithKey from '../../app/actions/account/addWithKey.ts';
import * as accountAllowChanges from '../../app/actions/account/allowChanges.ts';
import * as accountCheckPermissions from '../../app/actions/account/checkPermissions.ts';
import * as accountEnterKey from '../../app/actions/account/enterKey.ts';
import * as accountLetAgentsRead from '../../app/actions/account/letAgentsRead.ts';
import * as accountMakeReadOnly from '../../app/actions/account/makeReadOnly.ts';
import * as accountOpenSample from '../../app/actions/account/openSample.ts';
import * as accountOverview from '../../app/actions/account/overview.ts';
import * as accountPauseCounting from '../../app/actions/account/pauseCounting.ts';
import * as accountPin from '../../app/actions/account/pin.ts';
import * as accountRemove from '../../app/actions/account/remove.ts';
import * as accountRename from '../../app/actions/account/rename.ts';
import * as accountResumeCounting from '../../app/actions/account/resumeCounting.ts';
import * as accountUnpin from '../../app/actions/account/unpin.ts';
import * as bulkActAgain from '../../app/actions/bulk/actAgain.ts';
import * as bulkForgetAll from '../../app/actions/bulk/forgetAll.ts';
import * as bulkOpenReport from '../../app/actions/bulk/openReport.ts';
import * as bulkResume from '../../app/actions/bulk/resume.ts';
import * as bulkTryAgain from '../../app/actions/bulk/tryAgain.ts';
import * as definitionCheckAgainstAccount from '../../app/actions/definition/checkAgainstAccount.ts';
import * as definitionKeepLogs from '../../app/actions/definition/keepLogs.ts';
import * as definitionShowChanges from '../../app/actions/definition/showChanges.ts';
import * as definitionShowTasks from '../../app/actions/definition/showTasks.ts';
import * as definitionSubmit from '../../app/actions/definition/submit.ts';
import * as definitionTurnOffCheck from '../../app/actions/definition/turnOffCheck.ts';
import * as explorerLoadMore from '../../app/actions/explorer/loadMore.ts';
import * as explorerNextFailure from '../../app/actions/explorer/nextFailure.ts';
import * as explorerRefresh from '../../app/actions/explorer/refresh.ts';
import * as explorerRetryLoad from '../../app/actions/explorer/retryLoad.ts';
import * as explorerShowDamaged from '../../app/actions/explorer/showDamaged.ts';
import * as explorerShowWatched from '../../app/actions/explorer/showWatched.ts';
import * as failuresActOnNodes from '../../app/actions/failures/actOnNodes.ts';
import * as failuresClearFilter from '../../app/actions/failures/clearFilter.ts';
import * as failuresExplain from '../../app/actions/failures/explain.ts';
import * as failuresFilter from '../../app/actions/failures/filter.ts';
import * as failuresLeaveOut from '../../app/actions/failures/leaveOut.ts';
import * as failuresLoadMore from '../../app/actions/failures/loadMore.ts';
import * as failuresMarkSeen from '../../app/actions/failures/markSeen.ts';
import * as failuresMute from '../../app/actions/failures/mute.ts';
import * as failuresNote from '../../app/actions/failures/note.ts';
import * as failuresReadLogs from '../../app/actions/failures/readLogs.ts';
import * as failuresResubmit from '../../app/actions/failures/resubmit.ts';
import * as failuresRetry from '../../app/actions/failures/retry.ts';
import * as failuresSaveCsv from '../../app/actions/failures/saveCsv.ts';
import * as failuresShowOnly from '../../app/actions/failures/showOnly.ts';
import * as failuresUnmute from '../../app/actions/failures/unmute.ts';
import * as fileFind from '../../app/actions/file/find.ts';
import * as fileGoTo from '../../app/actions/file/goTo.ts';
import * as fileOpen from '../../app/actions/file/open.ts';
import * as jobChangeLimit from '../../app/actions/job/changeLimit.ts';
import * as jobChangeParallelTasks from '../../app/actions/job/changeParallelTasks.ts';
import * as jobClone from '../../app/actions/job/clone.ts';
import * as jobDelete from '../../app/actions/job/delete.ts';
import * as jobDeleteTasks from '../../app/actions/job/deleteTasks.ts';
import * as jobDisable from '../../app/actions/job/disable.ts';
import * as jobEnable from '../../app/actions/job/enable.ts';
import * as jobExplain from '../../app/actions/job/explain.ts';
import * as jobRetryFailed from '../../app/actions/job/retryFailed.ts';
import * as jobTerminate from '../../app/actions/job/terminate.ts';
import * as jobScheduleDelete from '../../app/actions/jobSchedule/delete.ts';
import * as jobScheduleDisable from '../../app/actions/jobSchedule/disable.ts';
import * as jobScheduleEnable from '../../app/actions/jobSchedule/enable.ts';
import * as jobScheduleExplain from '../../app/actions/jobSchedule/explain.ts';
import * as jobScheduleTerminate from '../../app/actions/jobSchedule/terminate.ts';
import * as keptCompare from '../../app/actions/kept/compare.ts';
import * as keptCompareSucceeded from '../../app/actions/kept/compareSucceeded.ts';
import * as keptExport from '../../app/actions/kept/export.ts';
import * as keptForget from '../../app/actions/kept/forget.ts';
import * as keptOpen from '../../app/actions/kept/open.ts';
import * as logShow from '../../app/actions/log/show.ts';
import * as nodeDeallocate from '../../app/actions/node/deallocate.ts';
import * as nodeDisableScheduling from '../../app/actions/node/disableScheduling.ts';
import * as nodeEnableScheduling from '../../app/actions/node/enableScheduling.ts';
import * as nodeExplain from '../../app/actions/node/explain.ts';
import * as nodeOpenStartTaskLog from '../../app/actions/node/openStartTaskLog.ts';
import * as nodeReboot from '../../app/actions/node/reboot.ts';
import * as nodeReimage from '../../app/actions/node/reimage.ts';
import * as nodeRemove from '../../app/actions/node/remove.ts';
import * as nodeRemoveAddedUsers from '../../app/actions/node/removeAddedUsers.ts';
import * as nodeRemoveSshEntries from '../../app/actions/node/removeSshEntries.ts';
import * as nodeRemoveUser from '../../app/actions/node/removeUser.ts';
import * as nodeRunCommand from '../../app/actions/node/runCommand.ts';
import * as nodeShowVitalSigns from '../../app/actions/node/showVitalSigns.ts';
import * as nodeStart from '../../app/actions/node/start.ts';
import * as nodeUploadLogs from '../../app/actions/node/uploadLogs.ts';
import * as poolActOnNodes from '../../app/actions/pool/actOnNodes.ts';
import * as poolBringOnline from '../../app/actions/pool/bringOnline.ts';
import * as poolChangeStartTask from '../../app/actions/pool/changeStartTask.ts';
import * as poolCopyEndpoints from '../../app/actions/pool/copyEndpoints.ts';
import * as poolDelete from '../../app/actions/pool/delete.ts';
import * as poolDisableAutoscale from '../../app/actions/pool/disableAutoscale.ts';
import * as poolEditStartTask from '../../app/actions/pool/editStartTask.ts';
import * as poolEnableAutoscale from '../../app/actions/pool/enableAutoscale.ts';
import * as poolEvaluateAutoscale from '../../app/actions/pool/evaluateAutoscale.ts';
import * as poolExplain from '../../app/actions/pool/explain.ts';
import * as poolOpenAccess from '../../app/actions/pool/openAccess.ts';
import * as poolRebootBroken from '../../app/actions/pool/rebootBroken.ts';
import * as poolResize from '../../app/actions/pool/resize.ts';
import * as poolShowAutoscaleRuns from '../../app/actions/pool/showAutoscaleRuns.ts';
import * as poolStopResize from '../../app/actions/pool/stopResize.ts';
import * as requestExplain from '../../app/actions/request/explain.ts';
import * as resourceCopyAlertRule from '../../app/actions/resource/copyAlertRule.ts';
import * as resourceCopyAs from '../../app/actions/resource/copyAs.ts';
import * as resourceCopyForSupport from '../../app/actions/resource/copyForSupport.ts';
import * as resourceCopyId from '../../app/actions/resource/copyId.ts';
import * as resourceCopyIds from '../../app/actions/resource/copyIds.ts';
import * as resourceCopyLink from '../../app/actions/resource/copyLink.ts';
import * as resourceOpenProperties from '../../app/actions/resource/openProperties.ts';
import * as resourceStopWatching from '../../app/actions/resource/stopWatching.ts';
import * as resourceWatch from '../../app/actions/resource/watch.ts';
import * as rowExplain from '../../app/actions/row/explain.ts';
import * as rowRetry from '../../app/actions/row/retry.ts';
import * as taskChangeLimit from '../../app/actions/task/changeLimit.ts';
import * as taskCompare from '../../app/actions/task/compare.ts';
import * as taskCompareLastGood from '../../app/actions/task/compareLastGood.ts';
import * as taskCompareWith from '../../app/actions/task/compareWith.ts';
import * as taskDelete from '../../app/actions/task/delete.ts';
import * as taskDownloadFiles from '../../app/actions/task/downloadFiles.ts';
import * as taskExplain from '../../app/actions/task/explain.ts';
import * as taskOpenOtherLog from '../../app/actions/task/openOtherLog.ts';
import * as taskOpenStderr from '../../app/actions/task/openStderr.ts';
import * as taskOpenStdout from '../../app/actions/task/openStdout.ts';
import * as taskReadFromStorage from '../../app/actions/task/readFromStorage.ts';
import * as taskRequeue from '../../app/actions/task/requeue.ts';
import * as taskResubmit from '../../app/actions/task/resubmit.ts';
import * as taskRetry from '../../app/actions/task/retry.ts';
import * as taskTerminate from '../../app/actions/task/terminate.ts';
import * as walkthroughOpen from '../../app/actions/walkthrough/open.ts';
import * as accountAzureCliLogin from './account/azureCliLogin.ts';
import * as accountCheck from './account/check.ts';
import * as accountExportScenario from './account/exportScenario.ts';
import * as accountOpenInPortal from './account/openInPortal.ts';
import * as accountOpenResource from './account/openResource.ts';
import * as accountOpenUrl from './account/openUrl.ts';
import * as accountSelectSubscriptions from './account/selectSubscriptions.ts';
import * as accountSignIn from './account/signIn.ts';
import * as accountStartSimulator from './account/startSimulator.ts';
import * as agentsAsk from './agents/ask.ts';
import * as agentsShowGiven from './agents/showGiven.ts';
import * as definitionEnterUrl from './definition/enterUrl.ts';
import * as diagnosticsCopy from './diagnostics/copy.ts';
import * as diagnosticsReport from './diagnostics/report.ts';
import * as explanationCopy from './explanation/copy.ts';
import * as explanationCreateIssue from './explanation/createIssue.ts';
import * as explanationOpenText from './explanation/openText.ts';
import * as explorerFind from './explorer/find.ts';
import * as explorerFindHere from './explorer/findHere.ts';
import * as fileShowActions from './file/showActions.ts';
import * as fileShowEarlier from './file/showEarlier.ts';
import * as fileToggleRaw from './file/toggleRaw.ts';
import * as logExplain from './log/explain.ts';
import * as logMakeRule from './log/makeRule.ts';
import * as logMakeRuleForCause from './log/makeRuleForCause.ts';
import * as nodeAddUser from './node/addUser.ts';
import * as nodeConnectSsh from './node/connectSsh.ts';
import * as nodeOpenRdp from './node/openRdp.ts';
import * as nodeOpenRemoteSsh from './node/openRemoteSsh.ts';
import * as taskCompareLogs from './task/compareLogs.ts';
import * as taskConnect from './task/connect.ts';
import * as taskOpenBothLogs from './task/openBothLogs.ts';
import * as taskReproduce from './task/reproduce.ts';

/** Every command, by its name. Written by `npm run contributions`. */
export const commands = {
  'account.addWithKey': accountAddWithKey,
  'account.allowChanges': accountAllowChanges,
  'account.azureCliLogin': accountAzureCliLogin,
  'account.check': accountCheck,
  'account.checkPermissions': accountCheckPermissions,
  'account.enterKey': accountEnterKey,
  'account.exportScenario': accountExportScenario,
  'account.letAgentsRead': accountLetAgentsRead,
  'account.makeReadOnly': accountMakeReadOnly,
  'account.openInPortal': accountOpenInPortal,
  'account.openResource': accountOpenResource,
  'account.openSample': accountOpenSample,
  'account.openUrl': accountOpenUrl,
  'account.overview': accountOverview,
  'account.pauseCounting': accountPauseCounting,
  'account.pin': accountPin,
  'account.remove': accountRemove,
  'account.rename': accountRename,
  'account.resumeCounting': accountResumeCounting,
  'account.selectSubscriptions': accountSelectSubscriptions,
  'account.signIn': accountSignIn,
  'account.startSimulator': accountStartSimulator,
  'account.unpin': accountUnpin,
  'agents.ask': agentsAsk,
  'agents.showGiven': agentsShowGiven,
  'bulk.actAgain': bulkActAgain,
  'bulk.forgetAll': bulkForgetAll,
  'bulk.openReport': bulkOpenReport,
  'bulk.resume': bulkResume,
  'bulk.tryAgain': bulkTryAgain,
  'definition.checkAgainstAccount': definitionCheckAgainstAccount,
  'definition.enterUrl': definitionEnterUrl,
  'definition.keepLogs': definitionKeepLogs,
  'definition.showChanges': definitionShowChanges,
  'definition.showTasks': definitionShowTasks,
  'definition.submit': definitionSubmit,
  'definition.turnOffCheck': definitionTurnOffCheck,
  'diagnostics.copy': diagnosticsCopy,
  'diagnostics.report': diagnosticsReport,
  'explanation.copy': explanationCopy,
  'explanation.createIssue': explanationCreateIssue,
  'explanation.openText': explanationOpenText,
  'explorer.find': explorerFind,
  'explorer.findHere': explorerFindHere,
  'explorer.loadMore': explorerLoadMore,
  'explorer.nextFailure': explorerNextFailure,
  'explorer.refresh': explorerRefresh,
  'explorer.retryLoad': explorerRetryLoad,
  'explorer.showDamaged': explorerShowDamaged,
  'explorer.showWatched': explorerShowWatched,
  'failures.actOnNodes': failuresActOnNodes,
  'failures.clearFilter': failuresClearFilter,
  'failures.explain': failuresExplain,
  'failures.filter': failuresFilter,
  'failures.leaveOut': failuresLeaveOut,
  'failures.loadMore': failuresLoadMore,
  'failures.markSeen': failuresMarkSeen,
  'failures.mute': failuresMute,
  'failures.note': failuresNote,
  'failures.readLogs': failuresReadLogs,
  'failures.resubmit': failuresResubmit,
  'failures.retry': failuresRetry,
  'failures.saveCsv': failuresSaveCsv,
  'failures.showOnly': failuresShowOnly,
  'failures.unmute': failuresUnmute,
  'file.find': fileFind,
  'file.goTo': fileGoTo,
  'file.open': fileOpen,
  'file.showActions': fileShowActions,
  'file.showEarlier': fileShowEarlier,
  'file.toggleRaw': fileToggleRaw,
  'job.changeLimit': jobChangeLimit,
  'job.changeParallelTasks': jobChangeParallelTasks,
  'job.clone': jobClone,
  'job.delete': jobDelete,
  'job.deleteTasks': jobDeleteTasks,
  'job.disable': jobDisable,
  'job.enable': jobEnable,
  'job.explain': jobExplain,
  'job.retryFailed': jobRetryFailed,
  'job.terminate': jobTerminate,
  'jobSchedule.delete': jobScheduleDelete,
  'jobSchedule.disable': jobScheduleDisable,
  'jobSchedule.enable': jobScheduleEnable,
  'jobSchedule.explain': jobScheduleExplain,
  'jobSchedule.terminate': jobScheduleTerminate,
  'kept.compare': keptCompare,
  'kept.compareSucceeded': keptCompareSucceeded,
  'kept.export': keptExport,
  'kept.forget': keptForget,
  'kept.open': keptOpen,
  'log.explain': logExplain,
  'log.makeRule': logMakeRule,
  'log.makeRuleForCause': logMakeRuleForCause,
  'log.show': logShow,
  'node.addUser': nodeAddUser,
  'node.connectSsh': nodeConnectSsh,
  'node.deallocate': nodeDeallocate,
  'node.disableScheduling': nodeDisableScheduling,
  'node.enableScheduling': nodeEnableScheduling,
  'node.explain': nodeExplain,
  'node.openRdp': nodeOpenRdp,
  'node.openRemoteSsh': nodeOpenRemoteSsh,
  'node.openStartTaskLog': nodeOpenStartTaskLog,
  'node.reboot': nodeReboot,
  'node.reimage': nodeReimage,
  'node.remove': nodeRemove,
  'node.removeAddedUsers': nodeRemoveAddedUsers,
  'node.removeSshEntries': nodeRemoveSshEntries,
  'node.removeUser': nodeRemoveUser,
  'node.runCommand': nodeRunCommand,
  'node.showVitalSigns': nodeShowVitalSigns,
  'node.start': nodeStart,
  'node.uploadLogs': nodeUploadLogs,
  'pool.actOnNodes': poolActOnNodes,
  'pool.bringOnline': poolBringOnline,
  'pool.changeStartTask': poolChangeStartTask,
  'pool.copyEndpoints': poolCopyEndpoints,
  'pool.delete': poolDelete,
  'pool.disableAutoscale': poolDisableAutoscale,
  'pool.editStartTask': poolEditStartTask,
  'pool.enableAutoscale': poolEnableAutoscale,
  'pool.evaluateAutoscale': poolEvaluateAutoscale,
  'pool.explain': poolExplain,
  'pool.openAccess': poolOpenAccess,
  'pool.rebootBroken': poolRebootBroken,
  'pool.resize': poolResize,
  'pool.showAutoscaleRuns': poolShowAutoscaleRuns,
  'pool.stopResize': poolStopResize,
  'request.explain': requestExplain,
  'resource.copyAlertRule': resourceCopyAlertRule,
  'resource.copyAs': resourceCopyAs,
  'resource.copyForSupport': resourceCopyForSupport,
  'resource.copyId': resourceCopyId,
  'resource.copyIds': resourceCopyIds,
  'resource.copyLink': resourceCopyLink,
  'resource.openProperties': resourceOpenProperties,
  'resource.stopWatching': resourceStopWatching,
  'resource.watch': resourceWatch,
  'row.explain': rowExplain,
  'row.retry': rowRetry,
  'task.changeLimit': taskChangeLimit,
  'task.compare': taskCompare,
  'task.compareLastGood': taskCompareLastGood,
  'task.compareLogs': taskCompareLogs,
  'task.compareWith': taskCompareWith,
  'task.connect': taskConnect,
  'task.delete': taskDelete,
  'task.downloadFiles': taskDownloadFiles,
  'task.explain': taskExplain,
  'task.openBothLogs': taskOpenBothLogs,
  'task.openOtherLog': taskOpenOtherLog,
  'task.openStderr': taskOpenStderr,
  'task.openStdout': taskOpenStdout,
  'task.readFromStorage': taskReadFromStorage,
  'task.reproduce': taskReproduce,
  'task.requeue': taskRequeue,
  'task.resubmit': taskResubmit,
  'task.retry': taskRetry,
  'task.terminate': taskTerminate,
  'walkthrough.open': walkthroughOpen,
} as const;
