import type { FamilyExamples } from './family.ts';
import type { learningFamilies } from './learning.ts';

export const learningExamples: FamilyExamples<typeof learningFamilies> = {
  'notebook-kernel': {
    source: 'https://ipython.readthedocs.io/en/stable/install/kernel_install.html',
    outputs: [
      '$ papermill a.ipynb b.ipynb\njupyter_client.kernelspec.NoSuchKernel: No such kernel named ir',
      '$ jupyter nbconvert --execute a.ipynb\n[NbConvertApp] ERROR | No such kernel named julia-1.9',
      '$ jupyter nbconvert --execute b.ipynb\n[NbConvertApp] ERROR | Kernelspec name bash cannot be found!',
    ],
  },
  'cuda-toolkit': {
    source: 'https://github.com/deepspeedai/DeepSpeed/issues/3223',
    outputs: [
      '$ python setup.py install\nRuntimeError: The detected CUDA version (12.1) mismatches the version that was used to compile PyTorch (11.8). Please make sure to use the same CUDA versions.',
      '$ deepspeed a.py\nException: Installed CUDA version 11.2 does not match the version torch was compiled with 10.2',
      '$ pip install apex\nRuntimeError: Cuda extensions are being compiled with a version of Cuda that does not match the version used to compile Pytorch binaries.',
    ],
  },
  'torch-shared-memory': {
    source: 'https://github.com/pytorch/pytorch/issues/2244',
    outputs: [
      "$ python3 torch_train.py\nRuntimeError: DataLoader worker (pid 12) is killed by signal: Bus error. It is possible that dataloader's workers are out of shared memory.\nERROR: Unexpected bus error encountered in worker. This might be caused by insufficient shared memory (shm).",
      '$ python3 torch_train.py\nRuntimeError: unable to open shared memory object </torch_1> in read-write mode',
      '$ python3 torch_train.py\nRuntimeError: torch_shm_manager at "/opt/bin/torch_shm_manager": could not start',
    ],
  },
  'gpu-architecture': {
    source: 'https://github.com/CSAILVision/unifiedparsing/issues/6',
    outputs: [
      '$ python3 torch_a.py\nRuntimeError: CUDA error: no kernel image is available for execution on the device',
      '$ python3 torch_a.py\nRuntimeError: RTX with CUDA capability sm_120 is not compatible with the current PyTorch installation.',
      '$ ./cuda_app\nERROR: CUDA_ERROR_NO_BINARY_FOR_GPU',
    ],
  },
  'torchrun-port': {
    source: 'https://pytorch.org/docs/stable/elastic/run.html',
    outputs: [
      '$ torchrun a.py\nRuntimeError: The server socket has failed to listen on any local network address.',
      '$ torchrun a.py\nERROR: errno: 98 - Address already in use',
      '$ deepspeed a.py\nERROR: bind failed: EADDRINUSE',
    ],
  },
  'torchrun-killed': {
    source: 'https://github.com/pytorch/pytorch/issues',
    outputs: [
      '$ torchrun a.py\nERROR:torch.distributed.elastic.multiprocessing.api:failed (exitcode: -9) local_rank: 0 (pid: 77) of binary: python3',
      '$ torchrun a.py\nERROR: Signal 9 (SIGKILL) received by PID 77',
      '$ torchrun b.py\nERROR: worker ended with exit code -9',
    ],
  },
  'nccl-interface': {
    source: 'https://docs.nvidia.com/deeplearning/nccl/user-guide/docs/env.html',
    outputs: [
      '$ python3 a.py\nNCCL WARN Net : Connect to 172.17.0.1<43210> failed : Connection refused',
      '$ python3 a.py\nnode1:7:7 [0] NCCL WARN Bootstrap : no socket interface found',
      '$ python3 b.py\nNCCL WARN NET/Socket : no interface found\nRuntimeError: NCCL error: unhandled system error',
    ],
  },
  'nccl-container': {
    source: 'https://docs.nvidia.com/deeplearning/nccl/user-guide/docs/troubleshooting.html',
    outputs: [
      '$ python3 a.py\nNCCL WARN Call to socket failed : Address family not supported by protocol',
      '$ python3 a.py\nNCCL ERROR bind failed: Address family not supported by protocol',
      '$ python3 b.py\nRuntimeError: NCCL error: connect failed: Address family not supported by protocol',
    ],
  },
  'cuda-driver': {
    source: 'https://docs.nvidia.com/deploy/cuda-compatibility/',
    outputs: [
      '$ python3 torch_a.py\nRuntimeError: CUDA driver version is insufficient for CUDA runtime version',
      '$ python3 openmm_a.py\nopenmm.OpenMMException: Error loading CUDA module: CUDA_ERROR_UNSUPPORTED_PTX_VERSION (222)',
      '$ ./cuda_app\nERROR: the provided PTX was compiled with an unsupported toolchain.',
    ],
  },
  'tensorflow-cudnn': {
    source: 'https://www.tensorflow.org/install/source#gpu',
    outputs: [
      '$ python3 tf_a.py\ntensorflow.python.framework.errors_impl.UnknownError: Failed to get convolution algorithm. This is probably because cuDNN failed to initialize',
      '$ python3 tf_a.py\nE tensorflow/stream_executor/cuda/cuda_dnn.cc:389] Loaded runtime CuDNN library: 8.0.5 but source was compiled with: 8.1.0.\nERROR: training failed',
      '$ python3 tf_b.py\nE tensorflow/stream_executor/cuda/cuda_dnn.cc:329] Could not create cudnn handle: CUDNN_STATUS_INTERNAL_ERROR',
    ],
  },
  'hugging-face-gated': {
    source: 'https://huggingface.co/docs/hub/models-gated',
    outputs: [
      '$ python3 transformers_a.py\nOSError: You are trying to access a gated repo.',
      '$ python3 transformers_a.py\nhuggingface_hub.errors.GatedRepoError: Access to model a/b is restricted',
      '$ python3 transformers_b.py\nhuggingface_hub.errors.GatedRepoError: your request is awaiting a review',
    ],
  },
  'hugging-face-name': {
    source: 'https://huggingface.co/docs/transformers/troubleshooting',
    outputs: [
      '$ python3 transformers_a.py\nOSError: a/b is not a local folder and is not a valid model identifier listed on the hub',
      '$ python3 transformers_a.py\nhuggingface_hub.errors.RepositoryNotFoundError: Repository Not Found for the url',
      '$ python3 transformers_a.py\nOSError: a/b does not appear to have a file named config.json',
    ],
  },
  'hugging-face-versions': {
    source: 'https://huggingface.co/docs/transformers/installation',
    outputs: [
      '$ python3 transformers_a.py\nImportError: Using the `Trainer` with `PyTorch` requires `accelerate>=0.20.1`',
      '$ python3 transformers_a.py\nImportError: tokenizers>=0.11.1,!=0.11.3,<0.14 is required for a normal functioning of this module, but found tokenizers==0.19.1.',
      '$ python3 diffusers_a.py\nImportError: this model requires the sentencepiece library but it was not found',
    ],
  },
  'numpy-binary': {
    source: 'https://numpy.org/doc/stable/user/troubleshooting-importerror.html',
    outputs: [
      '$ python3 a.py\nValueError: numpy.dtype size changed, may indicate binary incompatibility. Expected 96 from C header, got 88 from PyObject',
      '$ python3 a.py\nA module that was compiled using NumPy 1.x cannot be run in NumPy 2.0\nAttributeError: _ARRAY_API not found',
      '$ python3 b.py\nRuntimeError: module compiled against API version 0x10 but this version of numpy is 0xe',
    ],
  },
  'dask-memory': {
    source: 'https://distributed.dask.org/en/stable/killed.html',
    outputs: [
      '$ python3 dask_a.py\ndistributed.scheduler.KilledWorker: Attempted to run task on 4 workers',
      '$ python3 dask_a.py\ndistributed.nanny - ERROR - Worker tcp://x exceeded 95% memory budget. Restarting',
      '$ dask worker\nERROR: nanny: memory limit of the worker reached (memory limit by nanny)',
    ],
  },
  'ray-memory': {
    source: 'https://docs.ray.io/en/latest/ray-core/scheduling/ray-oom-prevention.html',
    outputs: [
      '$ python3 ray_a.py\nray.exceptions.OutOfMemoryError: Task was killed due to the node running low on memory.\n1 Workers (tasks / actors) killed due to memory pressure (OOM)',
      '$ python3 ray_b.py\nERROR: raylet: 3 workers killed due to memory pressure',
      '$ ray job submit\nERROR: task killed by the node (OOM)',
    ],
  },
  'static-tls': {
    source: 'https://github.com/opencv/opencv/issues/14884',
    outputs: [
      '$ python3 a.py\nImportError: /usr/lib/libgomp-d22c.so.1.0.0: cannot allocate memory in static TLS block',
      '$ python3 b.py\nOSError: dlopen: cannot load any more object with static TLS',
      '$ python3 c.py\nOSError: libtorch.so: cannot allocate memory in static TLS block',
    ],
  },
  'tensorflow-checkpoint': {
    source: 'https://github.com/ShenakhtPajouh/gpt2-keras/issues/1',
    outputs: [
      '$ python a.py\ntensorflow.python.framework.errors_impl.DataLossError: Unable to open table file models/m.ckpt.data-00000-of-00001: Data loss: not an sstable (bad magic number): perhaps your file is in a different file format and you need to use a different restore operator?',
      '$ python b.py\nDataLossError (see above for traceback): Unable to open table file models/m.ckpt: Data loss: file is too short to be an sstable',
      '$ python c.py\ntensorflow.python.framework.errors_impl.NotFoundError: Unsuccessful TensorSliceReader constructor: Failed to find any matching files for models/m.ckpt',
    ],
  },
  'torch-checkpoint': {
    source: 'https://github.com/guxd/deep-code-search/issues/77',
    outputs: [
      '$ python3 t.py\nRuntimeError: Error(s) in loading state_dict for Net:\n\tsize mismatch for a.weight: copying a param with shape torch.Size([2]) from checkpoint, the shape in current model is torch.Size([3]).',
      '$ python3 t.py\nimport torch\nRuntimeError: Error(s) in loading state_dict for Net:\n\tMissing key(s) in state_dict: "a.weight".',
      '$ python3 t.py\nRuntimeError: Error(s) in loading state_dict for Net:\n\tUnexpected key(s) in state_dict: "module.a.weight".',
    ],
  },
  'torch-extension': {
    source: 'https://github.com/deepspeedai/DeepSpeed/issues/889',
    outputs: [
      "$ deepspeed t.py\nRuntimeError: Error building extension 'cpu_adam'",
      '$ deepspeed t.py\nRuntimeError: Ninja is required to load C++ extensions',
      '$ pip install flash-attn\nimport torch\nOSError: CUDA_HOME environment variable is not set. Please set it to your CUDA install root.',
    ],
  },
  'weights-are-pointers': {
    source: 'https://github.com/huggingface/safetensors/issues/209',
    outputs: [
      "$ python3 t.py\n_pickle.UnpicklingError: invalid load key, 'v'.",
      '$ python3 t.py\nsafetensors_rust.SafetensorError: Error while deserializing header: HeaderTooLarge',
      '$ python3 t.py\nValueError: weights begin with version https://git-lfs.github.com/spec/v1',
    ],
  },
  'process-without-gpu': {
    source: 'https://pytorch.org/docs/stable/elastic/run.html',
    outputs: [
      '$ torchrun --nproc_per_node=8 t.py\nRuntimeError: CUDA error: invalid device ordinal',
      '$ torchrun t.py\ntorch.distributed.DistBackendError: NCCL error: ncclInvalidUsage: Duplicate GPU detected : rank 1 and rank 0 both on CUDA device 100000',
      '$ python3 t.py\nimport torch\nValueError: GPU id 4 is not available: only 4 GPUs are available',
    ],
  },
  'jax-versions': {
    source: 'https://github.com/jax-ml/jax/issues/22416',
    outputs: [
      "$ python3 t.py\nimport jax\nRuntimeError: Unable to initialize backend 'cuda': INVALID_ARGUMENT: Mismatched PJRT plugin PJRT API version (0.54) and framework PJRT API version 0.51).",
      '$ python3 t.py\nRuntimeError: jaxlib version 0.4.7 is newer than and incompatible with jax version 0.4.1.',
      '$ python3 t.py\nRuntimeError: jaxlib is version 0.3.10, but this version of jax requires jaxlib version >= 0.4.1',
    ],
  },
};
