import type { Rules } from '../engine/finding.ts';
import { bioRules, htslibRules } from './applications/bio.ts';
import { daskRules } from './applications/dask.ts';
import { hdf5Rules } from './applications/hdf5.ts';
import { headlineRules } from './applications/headlines.ts';
import { mediaRules } from './applications/media.ts';
import { mayaRules, renderRules } from './applications/render.ts';
import { solverRules } from './applications/solvers.ts';
import { executorRules, sparkRules } from './applications/spark.ts';
import { tensorflowRules } from './applications/tensorflow.ts';
import { texRules } from './applications/tex.ts';
import { genericRules } from './generic.ts';
import { compilerRules, cxxTemplateRules } from './languages/compiler.ts';
import { debuggerRules } from './languages/debuggers.ts';
import { dotnetRules } from './languages/dotnet.ts';
import { fortranRules } from './languages/fortran.ts';
import { goRules, goStackRules } from './languages/go.ts';
import { javaRules } from './languages/java.ts';
import { juliaRules } from './languages/julia.ts';
import { matlabRules } from './languages/matlab.ts';
import { nativeRules } from './languages/native.ts';
import { nodeRules } from './languages/node.ts';
import { notebookRules } from './languages/notebooks.ts';
import { perlRules } from './languages/perl.ts';
import { phpRules } from './languages/php.ts';
import { powershellRules } from './languages/powershell.ts';
import { pythonRules } from './languages/python.ts';
import { rRules } from './languages/r.ts';
import { rubyRules } from './languages/ruby.ts';
import { cargoRules, rustRules } from './languages/rust.ts';
import { scriptingRules } from './languages/scripting.ts';
import { shellRules } from './languages/shell.ts';
import { pytestRules, testRunnerRules } from './languages/testRunners.ts';
import { loneExceptionRules, uncaughtRules } from './languages/uncaught.ts';
import { localizedSystemRules } from './localized/systemMessages.ts';
import { localizedWindowsRules } from './localized/windowsMessages.ts';
import { azureRules } from './network/azure.ts';
import { connectionRules } from './network/connections.ts';
import { databaseRules } from './network/database.ts';
import { grpcRules } from './network/grpc.ts';
import { httpRules } from './network/http.ts';
import { storageRules } from './network/storage.ts';
import { transferRules } from './network/transfer.ts';
import { containerRules } from './system/container.ts';
import { exitRules } from './system/exits.ts';
import { gpuRules } from './system/gpu.ts';
import { imageRules } from './system/images.ts';
import { kernelRules } from './system/kernel.ts';
import { launcherRules } from './system/launchers.ts';
import { loaderRules } from './system/loader.ts';
import { mountRules } from './system/mounts.ts';
import { mpiRules } from './system/mpi.ts';
import { posixRules } from './system/posix.ts';
import { torchRules } from './system/torch.ts';
import { utilityRules } from './system/utilities.ts';
import { robocopyRules, windowsRules } from './system/windows.ts';
import { bundlerRules } from './tools/bundlers.ts';
import { condaRules } from './tools/conda.ts';
import { gitRules } from './tools/git.ts';
import { jvmToolRules } from './tools/jvmTools.ts';
import { msbuildRules } from './tools/msbuild.ts';
import { nextflowRules } from './tools/nextflow.ts';
import { nodePackageRules } from './tools/nodePackages.ts';
import { packageRules } from './tools/packages.ts';
import { pipRules } from './tools/pip.ts';
import { provisioningRules } from './tools/provisioning.ts';
import { schedulerRules } from './tools/schedulers.ts';
import { tapRules } from './tools/tap.ts';
import { workflowRules } from './tools/workflow.ts';

/** All rules for failures in programs' output, by the program that prints them. */
export const families: readonly Rules[] = [
  pythonRules,
  notebookRules,
  loneExceptionRules,
  pytestRules,
  debuggerRules,
  hdf5Rules,
  databaseRules,
  shellRules,
  loaderRules,
  utilityRules,
  compilerRules,
  cxxTemplateRules,
  dotnetRules,
  testRunnerRules,
  msbuildRules,
  fortranRules,
  goRules,
  goStackRules,
  javaRules,
  jvmToolRules,
  juliaRules,
  nativeRules,
  nodeRules,
  nodePackageRules,
  bundlerRules,
  perlRules,
  phpRules,
  powershellRules,
  rRules,
  rubyRules,
  cargoRules,
  rustRules,
  exitRules,
  kernelRules,
  azureRules,
  storageRules,
  connectionRules,
  bioRules,
  htslibRules,
  condaRules,
  imageRules,
  containerRules,
  mountRules,
  mediaRules,
  gitRules,
  matlabRules,
  mpiRules,
  launcherRules,
  packageRules,
  pipRules,
  renderRules,
  mayaRules,
  scriptingRules,
  uncaughtRules,
  solverRules,
  headlineRules,
  sparkRules,
  executorRules,
  texRules,
  daskRules,
  transferRules,
  windowsRules,
  robocopyRules,
  workflowRules,
  schedulerRules,
  nextflowRules,
  provisioningRules,
  tapRules,
  gpuRules,
  torchRules,
  tensorflowRules,
  httpRules,
  grpcRules,
  posixRules,
  localizedSystemRules,
  localizedWindowsRules,
  genericRules,
];

/**
 * Rules for launchers' reports about the processes that they started, including messages of the launcher's library in a
 * process that it ends.
 */
export const launchers: readonly Rules[] = [mpiRules];
