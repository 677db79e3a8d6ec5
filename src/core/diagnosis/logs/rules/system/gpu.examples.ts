import type { ExamplesOf } from '../../engine/examples.ts';
import type { gpuRules } from './gpu.ts';

export const gpuExamples: ExamplesOf<typeof gpuRules> = {
  'gpu-memory-exhausted': {
    examples: [
      'torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.',
      'jaxlib.xla_extension.XlaRuntimeError: RESOURCE_EXHAUSTED: Out of memory while trying to allocate 12884901888 bytes.',
      'OOM when allocating tensor with shape[64,512,512,32] and type float on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc',
      'Out of memory in cuMemHostAlloc(&ptr, size, flags)',
      'vkAllocateMemory() ran out of memory',
    ],
    not: ['OOM when allocating tensor with shape[64] and type float on /device:CPU:0 by allocator cpu'],
  },
  'gpu-allocation-failed': {
    examples: ['kernel.cu(41): cudaMalloc failed: out of memory', 'CUDA error 2: out of memory (step 14)'],
    not: ['error: malloc failed: out of memory'],
  },
  'tensor-memory-exhausted': {
    examples: [
      'OOM when allocating tensor with shape[65536,65536] and type float on /job:localhost/replica:0/task:0/device:CPU:0 by allocator cpu',
    ],
  },
  'gpu-lost-in-container': {
    examples: [
      'Failed to initialize NVML: Unknown Error',
      'pynvml.nvml.NVMLError_Unknown: Unknown Error',
      'dcgm: nvmlDeviceGetCount failed: NVML_ERROR_UNKNOWN',
    ],
    not: ['Failed to initialize NVML: Driver/library version mismatch'],
  },
  'gpu-driver-missing': {
    examples: [
      'RuntimeError: Found no NVIDIA driver on your system.',
      'cudaErrorNoDevice: no CUDA-capable device is detected',
      'Failed to initialize NVML: Driver/library version mismatch',
      "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
      '[h264_nvenc @ 0x55cc6b7751c0] Cannot load libcuda.so.1',
    ],
    not: ['UserWarning: CUDA initialization: Found no NVIDIA driver on your system.'],
  },
  'gpu-driver-too-old': {
    examples: ['RuntimeError: The NVIDIA driver on your system is too old (found version 11040).'],
    not: ['UserWarning: CUDA initialization: The NVIDIA driver on your system is too old (found version 11040).'],
  },
  'gpu-not-in-container': {
    examples: [
      'docker: Error response from daemon: could not select device driver "" with capabilities: [[gpu]].',
      'nvidia-container-cli: initialization error: load library failed: libnvidia-ml.so.1',
    ],
  },
  'gpu-architecture-not-built': {
    examples: [
      'RuntimeError: CUDA error: no kernel image is available for execution on the device',
      "nvcc fatal   : Unsupported gpu architecture 'compute_90'",
      'hipErrorNoBinaryForGpu: Unable to find code object for all current devices!',
    ],
  },
  'gpu-kernel-assert': { examples: ['RuntimeError: CUDA error: device-side assert triggered'] },
  'gpu-memory-overrun': { examples: ['RuntimeError: CUDA error: an illegal memory access was encountered'] },
  'gpu-hardware-failed': {
    examples: [
      'NVRM: Xid (PCI:0001:00:00): 79, pid=4417, GPU has fallen off the bus.',
      'NVRM: Xid (PCI:0001:00:00): 48, pid=4417, An uncorrectable double bit error (DBE) has been detected',
      'RuntimeError: CUDA error: uncorrectable ECC error encountered',
    ],
  },
  'gpu-fault-logged': {
    examples: [
      'NVRM: Xid (PCI:0001:00:00): 31, pid=4417, name=python3, Ch 00000008, MMU Fault: ENGINE GRAPHICS GPCCLIENT_T1_0',
    ],
  },
  'gpu-call-failed-at': {
    examples: ['CUDA error at src/reduce.cu:61 code=11(cudaErrorInvalidValue) "cudaMemcpy(d_in, in, bytes, kind)"'],
  },
  'gpu-assert-failed-at': { examples: ['GPUassert: invalid argument src/reduce.cu 61'] },
  'gpu-call-failed': {
    examples: [
      'CUDA runtime error (11): invalid argument',
      'RuntimeError: CUDA error: invalid device ordinal',
      'OptiX error: OPTIX_ERROR_CUDA_ERROR',
      'ROCm runtime reports hipErrorInvalidDevice',
    ],
  },
  'gpu-library-failed': {
    examples: [
      'CUBLAS_STATUS_EXECUTION_FAILED',
      'E tensorflow/stream_executor/cuda/cuda_dnn.cc:455] could not create cudnn handle: CUDNN_STATUS_NOT_INITIALIZED',
      'DNN library is not found.',
    ],
    not: ['cublasCreate: CUBLAS_STATUS_SUCCESS'],
  },
  'nvenc-not-available': {
    examples: [
      '[h264_nvenc @ 0x55cc6b7751c0] No capable devices found',
      '[h264_nvenc @ 0x55cc6b7751c0] OpenEncodeSessionEx failed: unsupported device (2): (no details)',
    ],
  },
  'opencl-failed': {
    examples: ['OpenCL error CL_DEVICE_NOT_FOUND', 'clGetPlatformIDs failed: CL_PLATFORM_NOT_FOUND_KHR'],
  },
  'graphics-failed': {
    examples: [
      'Fatal error: [File:/home/ue/UnrealEngine/Engine/Source/Runtime/VulkanRHI/Private/VulkanUtil.cpp] [Line: 803] VulkanRHI::vkQueueSubmit(Queue, 1, &SubmitInfo, Fence->GetHandle()) failed, VkResult=-4 at /home/ue/UnrealEngine/Engine/Source/Runtime/VulkanRHI/Private/VulkanQueue.cpp:71 with error VK_ERROR_DEVICE_LOST',
      'Unable to open a display',
    ],
  },
  'gpu-not-initialized': {
    examples: [
      'E tensorflow/compiler/xla/stream_executor/cuda/cuda_driver.cc:268] failed call to cuInit: CUDA_ERROR_UNKNOWN: unknown error',
    ],
  },
  'nccl-failed': {
    examples: [
      'ncclUnhandledCudaError: Call to CUDA function failed.',
      'RuntimeError: NCCL error in ProcessGroupNCCL.cpp:290, unhandled system error',
      'ncclSystemError: System call (e.g. socket, malloc) or external library call failed or device error.',
    ],
  },
  'nccl-warned': {
    examples: [
      'NCCL WARN Call to ibv_modify_qp failed',
      'node08:27106:27302 [0] include/shm.h:27 NCCL WARN Call to shm_open failed : Permission denied',
      'nd20-01:275975:275975 [0] misc/socket.cc:379 NCCL WARN Call to bind failed : Cannot assign requested address',
    ],
    not: ['node08:27106:27302 [0] NCCL INFO Bootstrap : Using eth0:10.1.0.4<0>'],
  },
  'nccl-peer-gone': {
    examples: [
      'node08:27106:27302 [0] misc/socket.cc:538 NCCL WARN Net : Connection closed by remote peer node09<41022>',
    ],
  },
  'nccl-watchdog': {
    examples: [
      '[Rank 3] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=1204, OpType=ALLREDUCE, Timeout(ms)=1800000) ran for 1800123 milliseconds before timing out.',
    ],
  },
};
