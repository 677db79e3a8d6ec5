import * as l10n from '@vscode/l10n';
import { adviseNewerDriver } from '../rules/system/gpu.ts';
import type { Families } from './family.ts';

/** Program families for machine learning, GPUs, and distributed processes. */
export const learningFamilies = {
  'torch-shared-memory': {
    program: /torch|dataloader/i,
    match:
      /insufficient shared memory|torch_shm_manager|unable to (?:open|mmap|allocate|resize) .{0,60}shared memory|\/torch_\S+.{0,80}No space left/i,
    step: () =>
      l10n.t(
        "Add --shm-size=8g or --ipc=host to the task's containerRunOptions: Docker gives 64 MB of shared memory, whatever the node has.",
      ),
  },
  'gpu-architecture': {
    program: /torch|cuda|cupy|tensorflow|jax|\bGPU\b/i,
    match:
      /no kernel image is available|is not compatible with the current PyTorch|CUDA_ERROR_NO_BINARY_FOR_GPU|named symbol not found.{0,40}sm_/i,
    step: () =>
      l10n.t(
        "Install the build for this GPU's compute capability, or use a VM size with a GPU that the build supports.",
      ),
  },
  'torchrun-port': {
    program: /torch\.distributed|torchrun|c10d|deepspeed|accelerate launch/i,
    match: /Address already in use|EADDRINUSE|server socket has failed to listen/i,
    step: () =>
      l10n.t('Give each run a free port (--master_port, or --rdzv_endpoint=localhost:0): all take 29500 otherwise.'),
  },
  'torchrun-killed': {
    program: /torch\.distributed|torchrun|elastic/i,
    match: /exitcode\s*: -9|Signal 9 \(SIGKILL\)|exit code:? -9/i,
    title: () => l10n.t('A process was killed, and torchrun reports it'),
    step: () =>
      l10n.t(
        'Use a VM size with more memory, a smaller model or fewer workers: a process was killed, and torchrun only reports it.',
      ),
  },
  'nccl-interface': {
    program: /NCCL/,
    match:
      /connect to 172\.(?:1[7-9]|2\d|3[01])\.|no socket interface found|Bootstrap ?: ?no socket|NET\/Socket.{0,60}no interface/i,
    title: () => l10n.t('NCCL uses a network interface that the nodes do not share'),
    step: () =>
      l10n.t(
        'Set NCCL_SOCKET_IFNAME to the interface that the nodes share, such as eth0: the bridges of Docker (172.17 and up) lead nowhere.',
      ),
  },
  'nccl-container': {
    program: /NCCL/,
    match: /Address family not supported by protocol|(?:socket|bind|connect) failed ?: ?Address family/i,
    title: () => l10n.t('NCCL finds no usable network in the container'),
    step: () =>
      l10n.t(
        "Run the container in the node's own network: --net=host in containerRunOptions, and inter-node communication on the pool.",
      ),
  },
  'cuda-driver': {
    program: /cuda|openmm|nvidia|torch|tensorflow/i,
    match:
      /driver version is insufficient|UNSUPPORTED_PTX_VERSION|unsupported toolchain|NVIDIA driver on your system is too old|\(222\)/i,
    step: adviseNewerDriver,
  },
  'tensorflow-cudnn': {
    program: /tensorflow|tf_|cudnn|jax|xla/i,
    match:
      /Failed to get convolution algorithm|Loaded runtime CuDNN library|Could not create cudnn handle|DNN library .{0,30}not (?:found|initialized)/i,
    title: () => l10n.t("The cuDNN that is installed can't be used"),
    step: () => l10n.t('Use the cuDNN version that the log names as compiled with, or an image that has it.'),
  },
  'hugging-face-gated': {
    program: /huggingface|hf_hub|transformers|hf\.co/i,
    match:
      /gated repo|Access to model .{0,100} is restricted|You must (?:be authenticated|have access)|awaiting a review/i,
    title: () => l10n.t('Hugging Face refuses access to this gated model'),
    step: () =>
      l10n.t("Accept the model's conditions at Hugging Face, and set HF_TOKEN in the task's environment settings."),
  },
  'hugging-face-name': {
    program: /huggingface|hf_hub|transformers|hf\.co/i,
    match:
      /not a valid model identifier|Repository Not Found|does not appear to have a file named|is not a local folder/i,
    step: () =>
      l10n.t(
        "Correct the name of the model or its folder; for a private one, set HF_TOKEN in the task's environment settings.",
      ),
  },
  'hugging-face-versions': {
    program: /transformers|accelerate|tokenizers|diffusers|huggingface/i,
    match:
      /requires `?(?:accelerate|\w+)[>=`]|is required for a normal functioning|\w[<>=!.,\d]{3,60} is required|requires the \S+ library but/i,
    step: () =>
      l10n.t(
        'Install the versions that fit each other in the image or start task: pip install -U transformers tokenizers accelerate.',
      ),
  },
  'numpy-binary': {
    program: /numpy/i,
    match:
      /numpy\.(?:dtype|ufunc|ndarray) size changed|_ARRAY_API not found|compiled using NumPy 1|compiled against (?:ABI|API) version|module compiled .{0,30}numpy/i,
    step: () =>
      l10n.t('Install numpy<2, or builds of the other modules for the NumPy that is there, and pin both versions.'),
  },
  'dask-memory': {
    program: /dask|distributed|nanny/i,
    match:
      /exceeded 9\d% memory|KilledWorker|worker .{0,60}memory (?:budget|limit)|memory limit .{0,40}(?:nanny|worker)/i,
    step: () =>
      l10n.t('Start fewer Dask workers on each node or raise their memory_limit, and use smaller partitions.'),
  },
  'ray-memory': {
    program: /\bray\b|raylet/i,
    match: /due to memory pressure|killed .{0,60}\(OOM\)|ray.{0,40}OutOfMemoryError|workers? killed due to/i,
    title: () => l10n.t('Ray killed workers because the node ran out of memory'),
    step: () => l10n.t('Let fewer tasks of Ray run at once (more CPUs for each), or use a VM size with more memory.'),
  },
  'static-tls': {
    program: /python|import|\.so\b/i,
    match: /cannot allocate memory in static TLS block|cannot load any more object with static TLS/i,
    step: () =>
      l10n.t(
        'Have this library loaded first: set LD_PRELOAD to its path in the environment settings, or import its module before the others.',
      ),
  },
  'tensorflow-checkpoint': {
    program: /tensorflow|tf\.|sstable|RestoreV2|ckpt/i,
    match:
      /not an sstable|too short to be an sstable|Unable to open table file|Unsuccessful TensorSliceReader constructor/i,
    step: () =>
      l10n.t(
        'Give the prefix of the checkpoint (such as model.ckpt-1000), not its folder, its .data file or the file that is named checkpoint; its .index has to be next to it.',
      ),
  },
  'torch-checkpoint': {
    program: /torch|state_dict/i,
    match:
      /Error\(s\) in loading state_dict|size mismatch for \S+: copying|(?:Missing|Unexpected) key\(s\) in state_dict/i,
    step: () =>
      l10n.t(
        'Load the checkpoint with the configuration that it was trained with (sizes, vocabulary, classes), or take the checkpoint of this model.',
      ),
  },
  'cuda-toolkit': {
    program: /torch|deepspeed|cpp_extension|apex|flash.?attn/i,
    match:
      /(?:Exception|Error):\s{1,4}[^\n]{0,120}(?:CUDA version .{0,60}(?:mismatch|(?:does not|doesn't) match)|[Mm]ismatch.{0,60}version .{0,30}compile PyTorch|compile Pytorch binaries|version torch was compiled with)/,
    step: () =>
      l10n.t(
        'Use the CUDA toolkit (nvcc, CUDA_HOME) of the version that torch was compiled with, or the build of torch for the toolkit that is there.',
      ),
  },
  'torch-extension': {
    program: /torch|deepspeed|cpp_extension|flash.?attn|apex/i,
    match:
      /Error building extension|CUDA_HOME (?:environment variable is not set|does not exist)|Ninja is required|cuda_(?:runtime|profiler)\w*\.h: No such file|nvcc.{0,40}(?:not found|No such file)/i,
    step: () =>
      l10n.t(
        'Use an image with the CUDA toolkit (…-devel), a compiler and ninja: this package compiles a part of itself when it is installed or first used.',
      ),
  },
  'weights-are-pointers': {
    program: /python|torch|safetensors|pickle|keras|h5py|tensorflow|transformers/i,
    match: /invalid load key, ?'v'|HeaderTooLarge|git-lfs\.github\.com\/spec/i,
    step: () =>
      l10n.t(
        'Look at the size of the weights file: some hundred bytes are a pointer of Git LFS (fetch the file with git lfs pull); otherwise it was cut off, so copy it again.',
      ),
  },
  'notebook-kernel': {
    program: /jupyter|nbconvert|papermill|notebook|kernelspec/i,
    match:
      /No such kernel(?: named)? ['"]?([\w.-]+)|Kernelspec name (\S+) cannot be found|Kernel spec ['"]?(\S+?)['"]? not found/,
    step: (what) =>
      l10n.t(
        'Install the notebook kernel {0} in the environment that runs the task (python3: ipykernel; R: IRkernel::installspec()): jupyter kernelspec list shows those that are there.',
        what,
      ),
  },
  'process-without-gpu': {
    program: /torch|nccl|cuda|rank/i,
    match:
      /invalid device ordinal|Duplicate GPU detected|CUDA_ERROR_INVALID_DEVICE|(?:device|GPU) (?:id|index) \d+ .{0,40}(?:not (?:available|found)|out of range)|only \d+ GPUs? (?:is|are) available/i,
    step: () =>
      l10n.t(
        'Start at most as many processes on each node as it has GPUs (--nproc_per_node), and give each its own (its local rank).',
      ),
  },
  'jax-versions': {
    program: /jax/i,
    match:
      /Mismatched PJRT|jaxlib (?:version|is) .{0,80}(?:older|newer|incompatible|requires|too old)|jax requires jaxlib|incompatible with jax/i,
    step: () =>
      l10n.t('Install jax, jaxlib and the plugin for CUDA in one version (pip install -U "jax[cuda12]"), and pin it.'),
  },
} satisfies Families;
