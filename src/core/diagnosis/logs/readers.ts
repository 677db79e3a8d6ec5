import { bioReaders } from './applications/bio.ts';
import { hdf5Readers } from './applications/hdf5.ts';
import { gaussianReader, headlineReaders } from './applications/headlines.ts';
import { htslibReaders } from './applications/htslib.ts';
import { mayaReaders } from './applications/maya.ts';
import { mediaReaders } from './applications/media.ts';
import { renderReaders } from './applications/render.ts';
import { solverReaders } from './applications/solvers.ts';
import { sparkReaders } from './applications/spark.ts';
import { tensorflowReaders } from './applications/tensorflow.ts';
import { texReaders } from './applications/tex.ts';
import type { LineReader } from './finding.ts';
import { genericReaders } from './generic.ts';
import { compilerReaders } from './languages/compiler.ts';
import { cxxTemplateReaders } from './languages/cxxTemplates.ts';
import { debuggerReaders } from './languages/debuggers.ts';
import { dotnetReaders } from './languages/dotnet.ts';
import { dotnetTestReaders } from './languages/dotnetTest.ts';
import { escapedStackReaders } from './languages/escapedStack.ts';
import { fortranReaders } from './languages/fortran.ts';
import { goReaders } from './languages/go.ts';
import { goStackReaders } from './languages/goStack.ts';
import { javaReaders } from './languages/java.ts';
import { jestReaders } from './languages/jest.ts';
import { jsonTracebackReaders } from './languages/jsonTraceback.ts';
import { juliaReaders } from './languages/julia.ts';
import { loneExceptionReaders } from './languages/loneException.ts';
import { matlabReaders } from './languages/matlab.ts';
import { nativeReaders } from './languages/native.ts';
import { nodeReaders } from './languages/node.ts';
import { notebookReaders } from './languages/notebooks.ts';
import { perlReaders } from './languages/perl.ts';
import { phpReaders } from './languages/php.ts';
import { powershellReaders } from './languages/powershell.ts';
import { pytestReaders } from './languages/pytest.ts';
import { pythonReaders } from './languages/python.ts';
import { rReaders } from './languages/r.ts';
import { rubyReaders } from './languages/ruby.ts';
import { rustReaders } from './languages/rust.ts';
import { scriptingReaders } from './languages/scripting.ts';
import { shellReaders } from './languages/shell.ts';
import { uncaughtReaders } from './languages/uncaught.ts';
import { azureReaders } from './network/azure.ts';
import { databaseReaders } from './network/database.ts';
import { grpcReaders } from './network/grpc.ts';
import { httpReaders } from './network/http.ts';
import { transferReaders } from './network/transfer.ts';
import { reloggedReaders } from './relogged.ts';
import { containerReaders } from './system/container.ts';
import { fuseReaders } from './system/fuse.ts';
import { gpuReaders, torchReaders } from './system/gpu.ts';
import { kernelReaders } from './system/kernel.ts';
import { loaderReaders } from './system/loader.ts';
import { mpiReaders } from './system/mpi.ts';
import { posixReaders } from './system/posix.ts';
import { robocopyReaders } from './system/robocopy.ts';
import { utilityReaders } from './system/utilities.ts';
import { windowsReaders } from './system/windows.ts';
import { bundlerReaders } from './tools/bundlers.ts';
import { cargoReaders } from './tools/cargo.ts';
import { condaReaders } from './tools/conda.ts';
import { daskReaders } from './tools/dask.ts';
import { gitReaders } from './tools/git.ts';
import { jvmToolReaders } from './tools/jvmTools.ts';
import { msbuildReaders } from './tools/msbuild.ts';
import { nextflowReaders } from './tools/nextflow.ts';
import { nodePackageReaders } from './tools/nodePackages.ts';
import { packageReaders } from './tools/packages.ts';
import { pipReaders } from './tools/pip.ts';
import { provisioningReaders } from './tools/provisioning.ts';
import { tapReaders } from './tools/tap.ts';
import { workflowReaders } from './tools/workflow.ts';

/** All readers. */
export const allReaders: readonly LineReader[] = [
  ...reloggedReaders,
  ...pythonReaders,
  ...notebookReaders,
  ...loneExceptionReaders,
  ...pytestReaders,
  ...debuggerReaders,
  ...jsonTracebackReaders,
  ...escapedStackReaders,
  ...jestReaders,
  ...hdf5Readers,
  ...databaseReaders,
  ...shellReaders,
  ...loaderReaders,
  ...utilityReaders,
  ...compilerReaders,
  ...cxxTemplateReaders,
  ...dotnetReaders,
  ...dotnetTestReaders,
  ...msbuildReaders,
  ...fortranReaders,
  ...goReaders,
  ...goStackReaders,
  ...javaReaders,
  ...jvmToolReaders,
  ...juliaReaders,
  ...nativeReaders,
  ...nodeReaders,
  ...nodePackageReaders,
  ...bundlerReaders,
  ...perlReaders,
  ...phpReaders,
  ...powershellReaders,
  ...rReaders,
  ...rubyReaders,
  ...cargoReaders,
  ...rustReaders,

  ...kernelReaders,
  ...azureReaders,
  ...bioReaders,
  ...htslibReaders,
  ...condaReaders,
  ...containerReaders,
  ...fuseReaders,
  ...mediaReaders,
  ...gitReaders,
  ...matlabReaders,
  ...mpiReaders,
  ...packageReaders,
  ...pipReaders,
  ...renderReaders,
  ...mayaReaders,
  ...scriptingReaders,
  ...uncaughtReaders,
  ...solverReaders,
  ...headlineReaders,
  gaussianReader,
  ...sparkReaders,
  ...texReaders,
  ...daskReaders,
  ...transferReaders,
  ...windowsReaders,
  ...robocopyReaders,
  ...workflowReaders,
  ...nextflowReaders,
  ...provisioningReaders,
  ...tapReaders,
  ...gpuReaders,
  ...torchReaders,
  ...tensorflowReaders,
  ...httpReaders,
  ...grpcReaders,
  ...posixReaders,
  ...genericReaders,
];
