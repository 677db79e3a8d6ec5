import * as l10n from '@vscode/l10n';
import type { Rules } from '../../engine/finding.ts';
import { gpuCall } from '../../lexicon/phrases/ends.ts';

/** Matches NCCL messages that appear after another rank ended. */
const peerGone =
  /NCCL WARN .*(?:[Cc]onnection closed by (?:remote )?peer|[Rr]ecv failed|Accept failed|Broken pipe|Proxy Call to rank)/;

/** Matches warnings of drivers and frameworks, which print at every start that they found no GPU. */
const warned = /^W\d{4}|: W |[Ww]arning/;

/** Advises on a program that was built for a newer CUDA version than the driver supports. */
function adviseNewerDriver(): string {
  return l10n.t(
    'Use an image or GPU driver extension with a newer NVIDIA driver, or a build for the CUDA version that this driver supports.',
  );
}

const exhausted = {
  category: 'gpu',
  narrow: 'unmistakable',
  says: () => l10n.t('The GPU memory is exhausted'),
  fix: () => [
    l10n.t('Use a smaller batch or a GPU with more memory, and make sure that no other task slot uses the same GPU.'),
  ],
} as const;

/** Rules for messages from CUDA, NCCL, their libraries and tools, and the driver, and from frameworks about them. */
export const gpuRules = {
  'gpu-memory-exhausted': {
    like: [
      'CUDA out of memory',
      'CUDA error: out of memory',
      'CUDA_ERROR_OUT_OF_MEMORY',
      'cudaErrorMemoryAllocation',
      'Out of memory in CUDA',
      'HIP out of memory',
      'XlaRuntimeError: RESOURCE_EXHAUSTED',
      'OOM when allocating tensor{}GPU',
      'CUBLAS_STATUS_ALLOC_FAILED',
      'CL_MEM_OBJECT_ALLOCATION_FAILURE',
      'VK_ERROR_OUT_OF_DEVICE_MEMORY',
    ],
    on: 'ut of memory',
    match: gpuCall,
    unless: /failed call to cuInit/,
    ...exhausted,
  },
  'gpu-allocation-failed': {
    on: 'ut of memory',
    match:
      /\b(?:cuda|hip)(?:Host|Managed)?Malloc\w{0,20}\b|\bcuMem\w{0,10}Alloc\w{0,20}\b|\b(?:CUDA|HIP) (?:runtime )?error\b/,
    ...exhausted,
  },
  'tensor-memory-exhausted': { like: 'OOM when allocating tensor', unless: /GPU|gpu/, category: 'out-of-memory' },
  'gpu-lost-in-container': {
    like: ['Failed to initialize NVML: Unknown Error', 'NVMLError_Unknown', 'NVML_ERROR_UNKNOWN'],
    unless: warned,
    category: 'gpu',
    narrow: 'unmistakable',
    says: () => l10n.t('The container lost its GPU while it ran'),
    fix: () => [
      l10n.t('Run it again: a new container gets the GPUs of the node.'),
      l10n.t('If it happens again, keep updates from reloading systemd while tasks run.'),
    ],
  },
  'gpu-driver-missing': {
    like: [
      'no CUDA-capable device',
      'No CUDA GPUs are available',
      'No devices were found',
      'CUDA driver version is insufficient',
      'Found no NVIDIA driver',
      'No CUDA runtime is found',
      'no NVIDIA GPU',
      'No GPU found',
      'no GPU detected',
      'torch.cuda.is_available() is False',
      'NVIDIA-SMI has failed',
      'Failed to initialize NVML',
      'Driver/library version mismatch',
      'Cannot load libcuda',
      'Cannot load nvcuda',
    ],
    unless: warned,
    category: 'gpu',
    narrow: 'unmistakable',
    says: () => l10n.t('The GPU or a compatible driver is missing'),
    fix: () => [
      l10n.t(
        'Use a VM size with an NVIDIA GPU and install a driver that is new enough for the CUDA version (pool extension or image).',
      ),
    ],
  },
  'gpu-driver-too-old': {
    like: 'driver on your system is too old',
    unless: warned,
    category: 'gpu',
    narrow: 'unmistakable',
    says: () => l10n.t('The GPU driver is too old'),
    fix: () => [adviseNewerDriver()],
  },
  'gpu-not-in-container': {
    like: ['could not select device driver', 'nvidia-container-cli: ', 'nvidia-container-cli.real: '],
    category: 'gpu',
    weight: 'verdict',
    says: () => l10n.t("The container didn't get a GPU from the node"),
    fix: () => [
      l10n.t('Use a VM size with a GPU, and a pool image that has the GPU driver and the NVIDIA container toolkit.'),
    ],
  },
  'gpu-architecture-not-built': {
    like: [
      'no kernel image is available',
      'hipErrorNoBinaryForGpu',
      'invalid device function',
      'unsupported toolchain',
      'PTX JIT compilation failed',
      'nvcc fatal{}: Unsupported gpu architecture {what}',
    ],
    category: 'gpu',
    narrow: 'unmistakable',
    says: () => l10n.t('The program is not built for this GPU'),
    fix: () => [
      l10n.t("Install a build for this GPU's architecture, or choose a VM size with a GPU that the build supports."),
    ],
  },
  'gpu-kernel-assert': {
    like: 'device-side assert triggered',
    category: 'gpu',
    narrow: 'unmistakable',
    says: () => l10n.t('A check in GPU code failed'),
    fix: () => [
      l10n.t(
        'An index or label is out of range on the device: run once with CUDA_LAUNCH_BLOCKING=1 or on the CPU to see the line.',
      ),
    ],
  },
  'gpu-memory-overrun': {
    like: 'an illegal memory access was encountered',
    category: 'gpu',
    weight: 'verdict',
    narrow: 'unmistakable',
    says: () => l10n.t("GPU code accessed memory that isn't its own"),
    fix: () => [l10n.t('Run the program on the same input under compute-sanitizer, or with CUDA_LAUNCH_BLOCKING=1.')],
  },
  'gpu-hardware-failed': {
    like: [
      'GPU is lost',
      'fallen off the bus',
      'Unable to determine the device handle',
      'uncorrectable ECC error',
      'NVRM: Xid {}: 48,',
      'NVRM: Xid {}: 79,',
      'NVRM: Xid {}: 94,',
      'NVRM: Xid {}: 95,',
    ],
    category: 'gpu',
    narrow: 'unmistakable',
    says: () => l10n.t("The node's GPU is broken"),
    fix: () => [l10n.t('The hardware is at fault: take the node offline and remove it, then run the task elsewhere.')],
  },
  'gpu-fault-logged': { like: 'NVRM: Xid', category: 'gpu' },
  'gpu-call-failed-at': { like: ['CUDA error at {file}:{at} code='], category: 'gpu' },
  'gpu-assert-failed-at': { on: 'GPUassert: ', match: /\s(?<file>[^\s:]+\.\w+) (?<at>\d+)$/, category: 'gpu' },
  'gpu-call-failed': {
    like: [
      'CUDA error: ',
      'CUDA error at ',
      'CUDA Error',
      'CUDA failure',
      'CUDA runtime error',
      'uda error',
      'cudaError',
      'CUDA_ERROR_',
      'CUDA unknown error',
      'invalid device ordinal',
      'not compiled with CUDA',
      'OptiX error',
      'OPTIX_ERROR',
      'hipError',
      'HIP error',
    ],
    unless: /failed call to cuInit|cuda_(?:dnn|blas|fft|driver)|xla\/stream_executor/,
    category: 'gpu',
  },
  'gpu-library-failed': {
    like: ['CUBLAS_STATUS', 'CUDNN_STATUS', 'CUFFT_', 'CUSOLVER_STATUS', 'CURAND_STATUS', 'DNN library is not found'],
    unless: /STATUS_SUCCESS/,
    category: 'gpu',
  },
  'nvenc-not-available': {
    like: [
      'No NVENC capable devices',
      'No capable devices found',
      'Cannot load libnvidia-encode',
      'OpenEncodeSessionEx failed',
    ],
    category: 'gpu',
  },
  'opencl-failed': {
    like: [
      'CL_PLATFORM_NOT_FOUND',
      'CL_DEVICE_NOT_FOUND',
      'CL_OUT_OF_RESOURCES',
      'CL_OUT_OF_HOST_MEMORY',
      'No OpenCL platform',
      'no OpenCL',
    ],
    category: 'gpu',
  },
  'graphics-failed': {
    like: ['VK_ERROR_', 'Failed to create EGL', 'eglInitialize failed', 'Unable to open a display'],
    category: 'gpu',
    weight: 'error',
    narrow: 'stated',
  },
  'gpu-not-initialized': { like: 'failed call to cuInit', category: 'gpu', weight: 'hint' },
  'nccl-failed': {
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
    unless: /timed? ?out|timeout/i,
    category: 'gpu',
    says: () => l10n.t('GPUs could not exchange data'),
    fix: debugNccl,
  },
  'nccl-warned': {
    on: 'NCCL WARN',
    match: /NCCL WARN (?!Missing|Could not|NCCL_)/,
    unless: peerGone,
    category: 'gpu',
    weight: 'error',
    says: () => l10n.t('GPUs could not exchange data'),
    fix: debugNccl,
  },
  'nccl-peer-gone': { on: 'NCCL WARN', match: peerGone, category: 'gpu', weight: 'echo' },
  'nccl-watchdog': { like: 'aught collective operation timeout', category: 'timeout' },
} satisfies Rules;

function debugNccl(): readonly string[] {
  return [
    l10n.t(
      'Run with NCCL_DEBUG=INFO and set NCCL_SOCKET_IFNAME; enable inter-node communication on the pool, and look first at the rank that failed first.',
    ),
  ];
}
