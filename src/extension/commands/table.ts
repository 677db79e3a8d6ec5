import * as accountAddWithKey from './account/addWithKey.ts';
import * as accountAllowChanges from './account/allowChanges.ts';
import * as accountAzureCliLogin from './account/azureCliLogin.ts';
import * as accountCheckPermissions from './account/checkPermissions.ts';
import * as accountEnterKey from './account/enterKey.ts';
import * as accountMakeReadOnly from './account/makeReadOnly.ts';
import * as accountOpenInPortal from './account/openInPortal.ts';
import * as accountOpenResource from './account/openResource.ts';
import * as accountOpenSample from './account/openSample.ts';
import * as accountOpenUrl from './account/openUrl.ts';
import * as accountOverview from './account/overview.ts';
import * as accountPauseCounting from './account/pauseCounting.ts';
import * as accountPin from './account/pin.ts';
import * as accountRemove from './account/remove.ts';
import * as accountRename from './account/rename.ts';
import * as accountResumeCounting from './account/resumeCounting.ts';
import * as accountSelectSubscriptions from './account/selectSubscriptions.ts';
import * as accountSignIn from './account/signIn.ts';
import * as accountUnpin from './account/unpin.ts';
import * as bulkForgetAll from './bulk/forgetAll.ts';
import * as bulkOpenReport from './bulk/openReport.ts';
import * as bulkResume from './bulk/resume.ts';
import * as bulkTryAgain from './bulk/tryAgain.ts';
import * as definitionEnterUrl from './definition/enterUrl.ts';
import * as definitionShowChanges from './definition/showChanges.ts';
import * as definitionSubmit from './definition/submit.ts';
import * as diagnosticsCopy from './diagnostics/copy.ts';
import * as diagnosticsReport from './diagnostics/report.ts';
import * as explanationCopy from './explanation/copy.ts';
import * as explanationOpenText from './explanation/openText.ts';
import * as explorerFind from './explorer/find.ts';
import * as explorerFindHere from './explorer/findHere.ts';
import * as explorerLoadMore from './explorer/loadMore.ts';
import * as explorerNextFailure from './explorer/nextFailure.ts';
import * as explorerRefresh from './explorer/refresh.ts';
import * as explorerRetryLoad from './explorer/retryLoad.ts';
import * as explorerShowDamaged from './explorer/showDamaged.ts';
import * as failuresActOnNodes from './failures/actOnNodes.ts';
import * as failuresClearFilter from './failures/clearFilter.ts';
import * as failuresExplain from './failures/explain.ts';
import * as failuresFilter from './failures/filter.ts';
import * as failuresLoadMore from './failures/loadMore.ts';
import * as failuresMarkSeen from './failures/markSeen.ts';
import * as failuresMute from './failures/mute.ts';
import * as failuresResubmit from './failures/resubmit.ts';
import * as failuresRetry from './failures/retry.ts';
import * as failuresShowOnly from './failures/showOnly.ts';
import * as failuresUnmute from './failures/unmute.ts';
import * as fileOpen from './file/open.ts';
import * as fileShowEarlier from './file/showEarlier.ts';
import * as jobChangeLimit from './job/changeLimit.ts';
import * as jobClone from './job/clone.ts';
import * as jobDelete from './job/delete.ts';
import * as jobDisable from './job/disable.ts';
import * as jobEnable from './job/enable.ts';
import * as jobExplain from './job/explain.ts';
import * as jobRetryFailed from './job/retryFailed.ts';
import * as jobTerminate from './job/terminate.ts';
import * as jobScheduleDelete from './jobSchedule/delete.ts';
import * as jobScheduleDisable from './jobSchedule/disable.ts';
import * as jobScheduleEnable from './jobSchedule/enable.ts';
import * as jobScheduleExplain from './jobSchedule/explain.ts';
import * as jobScheduleTerminate from './jobSchedule/terminate.ts';
import * as keptCompare from './kept/compare.ts';
import * as keptCompareSucceeded from './kept/compareSucceeded.ts';
import * as keptExport from './kept/export.ts';
import * as keptForget from './kept/forget.ts';
import * as keptOpen from './kept/open.ts';
import * as logShow from './log/show.ts';
import * as nodeAddUser from './node/addUser.ts';
import * as nodeConnectSsh from './node/connectSsh.ts';
import * as nodeDeallocate from './node/deallocate.ts';
import * as nodeDisableScheduling from './node/disableScheduling.ts';
import * as nodeEnableScheduling from './node/enableScheduling.ts';
import * as nodeExplain from './node/explain.ts';
import * as nodeOpenRdp from './node/openRdp.ts';
import * as nodeOpenRemoteSsh from './node/openRemoteSsh.ts';
import * as nodeOpenStartTaskLog from './node/openStartTaskLog.ts';
import * as nodeReboot from './node/reboot.ts';
import * as nodeReimage from './node/reimage.ts';
import * as nodeRemove from './node/remove.ts';
import * as nodeRemoveAddedUsers from './node/removeAddedUsers.ts';
import * as nodeRemoveSshEntries from './node/removeSshEntries.ts';
import * as nodeRemoveUser from './node/removeUser.ts';
import * as nodeRunCommand from './node/runCommand.ts';
import * as nodeStart from './node/start.ts';
import * as nodeUploadLogs from './node/uploadLogs.ts';
import * as poolActOnNodes from './pool/actOnNodes.ts';
import * as poolChangeStartTask from './pool/changeStartTask.ts';
import * as poolCopyEndpoints from './pool/copyEndpoints.ts';
import * as poolDelete from './pool/delete.ts';
import * as poolDisableAutoscale from './pool/disableAutoscale.ts';
import * as poolEditStartTask from './pool/editStartTask.ts';
import * as poolEnableAutoscale from './pool/enableAutoscale.ts';
import * as poolEvaluateAutoscale from './pool/evaluateAutoscale.ts';
import * as poolExplain from './pool/explain.ts';
import * as poolOpenAccess from './pool/openAccess.ts';
import * as poolRebootBroken from './pool/rebootBroken.ts';
import * as poolResize from './pool/resize.ts';
import * as poolShowAutoscaleRuns from './pool/showAutoscaleRuns.ts';
import * as poolStopResize from './pool/stopResize.ts';
import * as requestExplain from './request/explain.ts';
import * as resourceCopyForSupport from './resource/copyForSupport.ts';
import * as resourceCopyId from './resource/copyId.ts';
import * as resourceCopyIds from './resource/copyIds.ts';
import * as resourceCopyLink from './resource/copyLink.ts';
import * as resourceOpenProperties from './resource/openProperties.ts';
import * as rowExplain from './row/explain.ts';
import * as rowRetry from './row/retry.ts';
import * as sampleOpenWorkspace from './sample/openWorkspace.ts';
import * as taskCompare from './task/compare.ts';
import * as taskCompareWith from './task/compareWith.ts';
import * as taskDelete from './task/delete.ts';
import * as taskExplain from './task/explain.ts';
import * as taskOpenOtherLog from './task/openOtherLog.ts';
import * as taskOpenStderr from './task/openStderr.ts';
import * as taskOpenStdout from './task/openStdout.ts';
import * as taskRequeue from './task/requeue.ts';
import * as taskResubmit from './task/resubmit.ts';
import * as taskRetry from './task/retry.ts';
import * as taskTerminate from './task/terminate.ts';
import * as walkthroughOpen from './walkthrough/open.ts';

/** Every command, by its name. Written by `npm run contributions`. */
export const commands = {
  'account.addWithKey': accountAddWithKey,
  'account.allowChanges': accountAllowChanges,
  'account.azureCliLogin': accountAzureCliLogin,
  'account.checkPermissions': accountCheckPermissions,
  'account.enterKey': accountEnterKey,
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
  'account.unpin': accountUnpin,
  'bulk.forgetAll': bulkForgetAll,
  'bulk.openReport': bulkOpenReport,
  'bulk.resume': bulkResume,
  'bulk.tryAgain': bulkTryAgain,
  'definition.enterUrl': definitionEnterUrl,
  'definition.showChanges': definitionShowChanges,
  'definition.submit': definitionSubmit,
  'diagnostics.copy': diagnosticsCopy,
  'diagnostics.report': diagnosticsReport,
  'explanation.copy': explanationCopy,
  'explanation.openText': explanationOpenText,
  'explorer.find': explorerFind,
  'explorer.findHere': explorerFindHere,
  'explorer.loadMore': explorerLoadMore,
  'explorer.nextFailure': explorerNextFailure,
  'explorer.refresh': explorerRefresh,
  'explorer.retryLoad': explorerRetryLoad,
  'explorer.showDamaged': explorerShowDamaged,
  'failures.actOnNodes': failuresActOnNodes,
  'failures.clearFilter': failuresClearFilter,
  'failures.explain': failuresExplain,
  'failures.filter': failuresFilter,
  'failures.loadMore': failuresLoadMore,
  'failures.markSeen': failuresMarkSeen,
  'failures.mute': failuresMute,
  'failures.resubmit': failuresResubmit,
  'failures.retry': failuresRetry,
  'failures.showOnly': failuresShowOnly,
  'failures.unmute': failuresUnmute,
  'file.open': fileOpen,
  'file.showEarlier': fileShowEarlier,
  'job.changeLimit': jobChangeLimit,
  'job.clone': jobClone,
  'job.delete': jobDelete,
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
  'node.start': nodeStart,
  'node.uploadLogs': nodeUploadLogs,
  'pool.actOnNodes': poolActOnNodes,
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
  'resource.copyForSupport': resourceCopyForSupport,
  'resource.copyId': resourceCopyId,
  'resource.copyIds': resourceCopyIds,
  'resource.copyLink': resourceCopyLink,
  'resource.openProperties': resourceOpenProperties,
  'row.explain': rowExplain,
  'row.retry': rowRetry,
  'sample.openWorkspace': sampleOpenWorkspace,
  'task.compare': taskCompare,
  'task.compareWith': taskCompareWith,
  'task.delete': taskDelete,
  'task.explain': taskExplain,
  'task.openOtherLog': taskOpenOtherLog,
  'task.openStderr': taskOpenStderr,
  'task.openStdout': taskOpenStdout,
  'task.requeue': taskRequeue,
  'task.resubmit': taskResubmit,
  'task.retry': taskRetry,
  'task.terminate': taskTerminate,
  'walkthrough.open': walkthroughOpen,
} as const;
