import type { Rules } from '../../engine/rule.ts';
import { gpuCall } from '../../lexicon/phrases/ends.ts';

/** What NCCL says where another rank went before. */
const peerGone =
  /NCCL WARN .*(?:[Cc]onnection closed by (?:remote )?peer|[Rr]ecv failed|Accept failed|Broken pipe|Proxy Call to rank)/;

/** CUDA, NCCL, their libraries and tools, the driver, and what frameworks say of them. */
export const gpuRules = {
  'gpu-xlaruntimeerror-resource-exhausted': {
    like: 'XlaRuntimeError: RESOURCE_EXHAUSTED',
    category: 'gpu',
    narrow: 'unmistakable',
  },

  'gpu-cuda-error-at': { like: 'CUDA error at {file}:{at} code=', category: 'gpu' },

  'gpu-gpuassert': { on: 'GPUassert: ', match: /\s(?<file>[^\s:]+\.\w+) (?<at>\d+)$/, category: 'gpu' },

  'gpu-cuda-out-of': {
    like: [
      'CUDA out of memory',
      'CUDA error: out of memory',
      'CUDA_ERROR_OUT_OF_MEMORY',
      'cudaErrorMemoryAllocation',
      'Out of memory in CUDA',
      'HIP out of memory',
      'Out of memory in cuMem',
    ],
    category: 'gpu',
  },

  'gpu-ut-of-memory': { on: 'ut of memory', match: gpuCall, category: 'gpu', narrow: 'unmistakable' },

  'gpu-oom-when-allocating': {
    like: ['OOM when allocating tensor{}GPU', 'OOM when allocating tensor{}gpu'],
    category: 'gpu',
  },

  'gpu-oom-when-allocating-tensor': {
    like: 'OOM when allocating tensor',
    unless: /GPU|gpu/,
    category: 'out-of-memory',
  },

  'gpu-cuda-error': {
    like: [
      'CUDA error: ',
      'CUDA error at ',
      'CUDA Error',
      'CUDA failure',
      'CUDA runtime error',
      'uda error',
      'cudaError',
      'CUDA_ERROR_',
      'GPUassert: ',
    ],
    unless: /failed call to cuInit|cuda_(?:dnn|blas|fft|driver)|xla\/stream_executor/,
    category: 'gpu',
  },

  'gpu-cublas-status': {
    like: ['CUBLAS_STATUS', 'CUDNN_STATUS', 'CUFFT_', 'CUSOLVER_STATUS', 'CURAND_STATUS'],
    unless: /STATUS_SUCCESS/,
    category: 'gpu',
  },

  'gpu-no-cuda-capable': {
    like: [
      'no CUDA-capable device',
      'No CUDA GPUs are available',
      'No devices were found',
      'DNN library is not found',
      'CUDA driver version is insufficient',
      'no kernel image is available',
      'Found no NVIDIA driver',
      'driver on your system is too old',
      'not compiled with CUDA',
      'torch.cuda.is_available() is False',
      'device-side assert triggered',
      'an illegal memory access was encountered',
      'invalid device ordinal',
      'invalid device function',
      'No CUDA runtime is found',
      'CUDA unknown error',
      'no NVIDIA GPU',
      'No GPU found',
      'no GPU detected',
      'GPU is lost',
      'fallen off the bus',
      'Unable to determine the device handle',
      'uncorrectable ECC error',
      'PTX JIT compilation failed',
      'unsupported toolchain',
    ],
    unless: /^W\d{4}|: W |[Ww]arning/,
    category: 'gpu',
  },

  'gpu-nvidia-smi-has': {
    like: [
      'NVIDIA-SMI has failed',
      'Failed to initialize NVML',
      'nvidia-container-cli: ',
      'nvidia-container-cli.real: ',
      'Driver/library version mismatch',
    ],
    category: 'gpu',
    weight: 'cause',
  },

  'gpu-could-not-select': { like: 'could not select device driver', category: 'gpu', weight: 'verdict' },

  'gpu-nvrm-xid': { like: 'NVRM: Xid', category: 'gpu', weight: 'cause' },

  'gpu-nvcc-fatal-unsupported': { like: 'nvcc fatal{}: Unsupported gpu architecture', category: 'gpu' },

  'gpu-nccl-error': {
    like: [
      'NCCL error',
      'ncclSystemError',
      'ncclInternalError',
      'ncclUnhandledCudaError',
      'ncclInvalidUsage',
      'ncclRemoteError',
      'unhandled cuda error',
      'unhandled system error',
      'DistBackendError',
    ],
    category: 'gpu',
    unless: /timed? ?out|timeout/i,
  },

  'gpu-nccl-warn': {
    on: 'NCCL WARN',
    match: /NCCL WARN (?!Missing|Could not|NCCL_)/,
    unless: peerGone,
    category: 'gpu',
    weight: 'error',
  },

  'gpu-nccl-warn-2': { on: 'NCCL WARN', match: peerGone, category: 'gpu', weight: 'echo' },

  'gpu-watchdog-caught-collective': {
    like: ['Watchdog caught collective operation timeout', 'caught collective operation timeout'],
    category: 'timeout',
  },

  'gpu-no-nvenc-capable': {
    like: [
      'No NVENC capable devices',
      'No capable devices found',
      'Cannot load libcuda',
      'Cannot load nvcuda',
      'Cannot load libnvidia-encode',
      'OpenEncodeSessionEx failed',
    ],
    category: 'gpu',
  },

  'gpu-cl-platform-not': {
    like: [
      'CL_PLATFORM_NOT_FOUND',
      'CL_DEVICE_NOT_FOUND',
      'CL_OUT_OF_RESOURCES',
      'CL_MEM_OBJECT_ALLOCATION_FAILURE',
      'CL_OUT_OF_HOST_MEMORY',
      'No OpenCL platform',
      'no OpenCL',
    ],
    category: 'gpu',
  },

  'gpu-optix-error': {
    like: ['OptiX error', 'OPTIX_ERROR', 'hipError', 'HIP error'],
    category: 'gpu',
  },

  'gpu-vk-error': {
    like: ['VK_ERROR_', 'Failed to create EGL', 'eglInitialize failed', 'Unable to open a display'],
    category: 'gpu',
    weight: 'error',
    narrow: 'stated',
  },

  'gpu-failed-call-to': { like: 'failed call to cuInit', category: 'gpu', weight: 'hint' },

  'gpu-could-not-load': {
    like: [
      'Could not load dynamic library',
      'Unable to register cu',
      'TF-TRT Warning',
      'Could not find cuda drivers',
      'Could not find TensorRT',
      'successful NUMA node read',
    ],
    category: 'gpu',
    weight: 'hint',
    narrow: 'other',
  },
} satisfies Rules;

/** Workers and launchers of PyTorch. */
export const torchRules = {
  'gpu-dataloader-worker-is': {
    like: 'DataLoader worker {} is killed by signal: Killed',
    category: 'out-of-memory',
  },

  'gpu-dataloader-worker-is-killed': {
    like: 'DataLoader worker {} is killed by signal: Bus error',
    category: 'out-of-memory',
  },

  'gpu-dataloader-worker-is-killed-by': {
    like: [
      'DataLoader worker {} is killed by signal: Segmentation',
      'DataLoader worker {} is killed by signal: Aborted',
    ],
    category: 'crash-signal',
  },

  'gpu-dataloader-worker-exited': {
    like: 'DataLoader worker {} exited unexpectedly',
    category: 'crash-signal',
    weight: 'echo',
  },

  'gpu-pytorchstreamreader-failed-reading': {
    like: [
      'PytorchStreamReader failed reading',
      'PytorchStreamReader failed locating',
      'PytorchStreamReader failed finding',
    ],
    category: 'bad-input',
  },

  'gpu-the-file-might': {
    like: ['The file might be corrupted', 'failed finding central directory', 'invalid load key'],
    category: 'bad-input',
  },

  'gpu-torch-distributed-elastic': {
    like: [
      'torch.distributed.elastic.multiprocessing.api:failed',
      'multiprocessing.errors.ChildFailedError',
      'torch.distributed.elastic.agent',
      'Sending process',
    ],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },

  'gpu-the-server-socket': {
    like: ['The server socket has failed to listen', 'The client socket has failed to connect'],
    category: 'network',
    weight: 'error',
    narrow: 'stated',
  },

  'gpu-the-client-socket': {
    like: 'The client socket has timed out',
    category: 'timeout',
    weight: 'error',
    narrow: 'stated',
  },

  'gpu-timed-out-after': {
    like: ['Timed out after {} second waiting for clients', 'Timed out after {} seconds waiting for clients'],
    category: 'timeout',
  },

  'gpu-size-mismatch-for': { like: 'size mismatch for', category: 'dependency-version', weight: 'hint' },
} satisfies Rules;
