import { addAccountWithKey } from './account/addWithKey.ts';
import { azureCliLogin } from './account/azureCliLogin.ts';
import { enterAccountKey } from './account/enterKey.ts';
import { openSampleAccount } from './account/openSample.ts';
import { openUrl } from './account/openUrl.ts';
import { removeAccount } from './account/remove.ts';
import { signIn } from './account/signIn.ts';
import { doTheRest, tryAgain } from './bulk/doTheRest.ts';
import { forgetAll } from './bulk/forgetAll.ts';
import { openReport } from './bulk/openReport.ts';
import type { Command } from './command.ts';
import { copyDiagnostics } from './diagnostics/copy.ts';
import { findInExplorer } from './explorer/find.ts';
import { loadMore } from './explorer/loadMore.ts';
import { refreshExplorer } from './explorer/refresh.ts';
import { retryLoad } from './explorer/retryLoad.ts';
import { showDamaged } from './explorer/showDamaged.ts';
import { loadMoreFailures } from './failures/loadMore.ts';
import { explainCause, retryCause } from './failures/ofCause.ts';
import { openFiles } from './file/open.ts';
import { showEarlier } from './file/showEarlier.ts';
import { deleteJobs } from './job/delete.ts';
import { disableJobs } from './job/disable.ts';
import { enableJobs } from './job/enable.ts';
import { retryFailedOfJobs } from './job/retryFailed.ts';
import { terminateJobs } from './job/terminate.ts';
import { showLog } from './log/show.ts';
import { addNodeUser } from './node/addUser.ts';
import { connectSsh } from './node/connectSsh.ts';
import { disableScheduling } from './node/disableScheduling.ts';
import { enableScheduling } from './node/enableScheduling.ts';
import { openRdp } from './node/openRdp.ts';
import { openStartTaskLog } from './node/openStartTaskLog.ts';
import { rebootNodes } from './node/reboot.ts';
import { reimageNodes } from './node/reimage.ts';
import { removeNodes } from './node/remove.ts';
import { removeNodeUser } from './node/removeUser.ts';
import { uploadNodeLogs } from './node/uploadLogs.ts';
import { evaluateAutoscale } from './pool/evaluateAutoscale.ts';
import { resizePool } from './pool/resize.ts';
import { stopResizePool } from './pool/stopResize.ts';
import { explainRequest } from './request/explain.ts';
import { copyId } from './resource/copyId.ts';
import { explainJobs, explainNodes, explainPools, explainTasks } from './resource/explain.ts';
import { openSampleWorkspace } from './sample/openWorkspace.ts';
import { compareTasks, compareTaskWith } from './task/compare.ts';
import { deleteTasks } from './task/delete.ts';
import { openStderr, openStdout } from './task/openLog.ts';
import { requeueTasks } from './task/requeue.ts';
import { resubmitTasks } from './task/resubmit.ts';
import { retryTasks } from './task/retry.ts';
import { terminateTasks } from './task/terminate.ts';

/** Every command of the extension. A test compares it with the manifest in both directions. */
export const commands: Readonly<Record<string, Command>> = {
  'azureBatch.account.addWithKey': addAccountWithKey,
  'azureBatch.account.azureCliLogin': azureCliLogin,
  'azureBatch.account.enterKey': enterAccountKey,
  'azureBatch.account.openSample': openSampleAccount,
  'azureBatch.account.openUrl': openUrl,
  'azureBatch.account.remove': removeAccount,
  'azureBatch.account.signIn': signIn,
  'azureBatch.bulk.forgetAll': forgetAll,
  'azureBatch.bulk.openReport': openReport,
  'azureBatch.bulk.resume': doTheRest,
  'azureBatch.bulk.tryAgain': tryAgain,
  'azureBatch.diagnostics.copy': copyDiagnostics,
  'azureBatch.explorer.find': findInExplorer,
  'azureBatch.explorer.loadMore': loadMore,
  'azureBatch.explorer.refresh': refreshExplorer,
  'azureBatch.explorer.retryLoad': retryLoad,
  'azureBatch.explorer.showDamaged': showDamaged,
  'azureBatch.failures.explain': explainCause,
  'azureBatch.failures.loadMore': loadMoreFailures,
  'azureBatch.failures.retry': retryCause,
  'azureBatch.file.open': openFiles,
  'azureBatch.file.showEarlier': showEarlier,
  'azureBatch.job.delete': deleteJobs,
  'azureBatch.job.disable': disableJobs,
  'azureBatch.job.enable': enableJobs,
  'azureBatch.job.explain': explainJobs,
  'azureBatch.job.retryFailed': retryFailedOfJobs,
  'azureBatch.job.terminate': terminateJobs,
  'azureBatch.log.show': showLog,
  'azureBatch.node.addUser': addNodeUser,
  'azureBatch.node.connectSsh': connectSsh,
  'azureBatch.node.disableScheduling': disableScheduling,
  'azureBatch.node.enableScheduling': enableScheduling,
  'azureBatch.node.explain': explainNodes,
  'azureBatch.node.openRdp': openRdp,
  'azureBatch.node.openStartTaskLog': openStartTaskLog,
  'azureBatch.node.reboot': rebootNodes,
  'azureBatch.node.reimage': reimageNodes,
  'azureBatch.node.remove': removeNodes,
  'azureBatch.node.removeUser': removeNodeUser,
  'azureBatch.node.uploadLogs': uploadNodeLogs,
  'azureBatch.pool.evaluateAutoscale': evaluateAutoscale,
  'azureBatch.pool.explain': explainPools,
  'azureBatch.pool.resize': resizePool,
  'azureBatch.pool.stopResize': stopResizePool,
  'azureBatch.request.explain': explainRequest,
  'azureBatch.resource.copyId': copyId,
  'azureBatch.sample.openWorkspace': openSampleWorkspace,
  'azureBatch.task.compare': compareTasks,
  'azureBatch.task.compareWith': compareTaskWith,
  'azureBatch.task.delete': deleteTasks,
  'azureBatch.task.explain': explainTasks,
  'azureBatch.task.openStderr': openStderr,
  'azureBatch.task.openStdout': openStdout,
  'azureBatch.task.requeue': requeueTasks,
  'azureBatch.task.resubmit': resubmitTasks,
  'azureBatch.task.retry': retryTasks,
  'azureBatch.task.terminate': terminateTasks,
};
