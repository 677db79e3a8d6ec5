import type { ExamplesOf } from '../../engine/examples.ts';
import type { gpuRules, torchRules } from './gpu.ts';

export const gpuExamples: Partial<ExamplesOf<typeof gpuRules>> = {
  'gpu-xlaruntimeerror-resource-exhausted': {
    examples: [
      'jaxlib.xla_extension.XlaRuntimeError: RESOURCE_EXHAUSTED: Out of memory while trying to allocate 12884901888 bytes.',
    ],
  },
  'gpu-cuda-error-at': {
    examples: ['CUDA error at src/reduce.cu:61 code=2(cudaErrorMemoryAllocation) "cudaMalloc((void**)&d_in, bytes)"'],
  },
  'gpu-cuda-out-of': {
    examples: [
      'Error: Out of memory in CUDA device',
      'CUDA out of memory while allocating tensor',
      'torch.cuda.OutOfMemoryError: CUDA out of memory.',
    ],
  },
  'gpu-ut-of-memory': {
    examples: [
      'vkAllocateMemory() ran out of memory',
      'Out of memory in cuMemHostAlloc(&ptr, size, flags)',
      'out of memory in hipModuleLoadData(&module, fatbin)',
    ],
  },
  'gpu-oom-when-allocating': {
    examples: [
      'OOM when allocating tensor with shape[64,512,512,32] and type float on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc',
    ],
  },
  'gpu-cuda-error': {
    examples: [
      'CUDA runtime error (35): driver version insufficient',
      'cudaErrorNoDevice: no CUDA-capable device is detected',
      'RuntimeError: CUDA error: device-side assert triggered',
    ],
  },
  'gpu-cublas-status': {
    examples: [
      'CUBLAS_STATUS_EXECUTION_FAILED',
      'E tensorflow/stream_executor/cuda/cuda_dnn.cc:455] could not create cudnn handle: CUDNN_STATUS_NOT_INITIALIZED',
    ],
  },
  'gpu-no-cuda-capable': {
    examples: ['No devices were found', 'DNN library is not found.', 'Xid 79: GPU has fallen off the bus'],
  },
  'gpu-nvidia-smi-has': {
    examples: [
      'Failed to initialize NVML: Driver/library version mismatch',
      "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
    ],
  },
  'gpu-could-not-select': {
    examples: ['docker: Error response from daemon: could not select device driver "" with capabilities: [[gpu]].'],
  },
  'gpu-nccl-error': {
    examples: [
      'ncclUnhandledCudaError: Call to CUDA function failed.',
      'RuntimeError: NCCL error in ProcessGroupNCCL.cpp:290, unhandled system error',
      'ncclSystemError: System call (e.g. socket, malloc) or external library call failed or device error.',
    ],
  },
  'gpu-nccl-warn': {
    examples: [
      'NCCL WARN Call to ibv_modify_qp failed',
      'node08:27106:27302 [0] include/shm.h:27 NCCL WARN Call to shm_open failed : Permission denied',
      'nd20-01:275975:275975 [0] misc/socket.cc:379 NCCL WARN Call to bind failed : Cannot assign requested address',
    ],
  },
  'gpu-cl-platform-not': { examples: ['OpenCL error CL_DEVICE_NOT_FOUND'] },
  'gpu-optix-error': {
    examples: [
      'OptiX error: OPTIX_ERROR_CUDA_ERROR',
      'ROCm runtime reports hipErrorInvalidDevice',
      'hipErrorNoBinaryForGpu: Unable to find code object for all current devices!',
    ],
  },
  'gpu-vk-error': {
    examples: [
      'Fatal error: [File:/home/ue/UnrealEngine/Engine/Source/Runtime/VulkanRHI/Private/VulkanUtil.cpp] [Line: 803] VulkanRHI::vkQueueSubmit(Queue, 1, &SubmitInfo, Fence->GetHandle()) failed, VkResult=-4 at /home/ue/UnrealEngine/Engine/Source/Runtime/VulkanRHI/Private/VulkanQueue.cpp:71 with error VK_ERROR_DEVICE_LOST',
    ],
  },
  'gpu-failed-call-to': {
    examples: [
      'E tensorflow/compiler/xla/stream_executor/cuda/cuda_driver.cc:268] failed call to cuInit: CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected',
    ],
  },
};

export const torchExamples: Partial<ExamplesOf<typeof torchRules>> = {
  'gpu-dataloader-worker-is': { examples: ['RuntimeError: DataLoader worker (pid 4120) is killed by signal: Killed.'] },
  'gpu-dataloader-worker-is-killed': {
    examples: [
      "RuntimeError: DataLoader worker (pid 201) is killed by signal: Bus error. It is possible that dataloader's workers are out of shared memory. Please try to raise your shared memory limit.",
    ],
  },
  'gpu-dataloader-worker-is-killed-by': {
    examples: ['RuntimeError: DataLoader worker (pid 4120) is killed by signal: Segmentation fault.'],
  },
  'gpu-dataloader-worker-exited': {
    examples: [
      'RuntimeError: DataLoader worker (pid(s) 201) exited unexpectedly',
      "    raise RuntimeError('DataLoader worker (pid(s) {}) exited unexpectedly'.format(pids_str)) from e",
    ],
  },
  'gpu-pytorchstreamreader-failed-reading': {
    examples: ['RuntimeError: PytorchStreamReader failed reading zip archive: failed finding central directory'],
  },
  'gpu-torch-distributed-elastic': { examples: ['torch.distributed.elastic.multiprocessing.errors.ChildFailedError:'] },
  'gpu-timed-out-after': {
    examples: [
      'torch.distributed.DistStoreError: Timed out after 601 seconds waiting for clients. 1/2 clients joined.',
    ],
  },
};
