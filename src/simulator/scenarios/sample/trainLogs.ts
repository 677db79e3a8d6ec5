import type { GeneratedText } from '../../executors/runScript.ts';
import { padded } from '../bodies.ts';
import { repeatedLines } from '../generatedText.ts';

const stepsPerEpoch = 400;
const progressSteps = 50;

/**
 * Returns the log of `train.py` until this many epochs are done. It goes to the error output, as with Python's logging.
 */
export function epochLog(shard: number, epochs: number): string {
  const lines = [opening(shard), line(shard, 7, 'loaded weights.pt (320 tensors)')];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let step = 0; step < stepsPerEpoch; step += progressSteps) {
      const loss = (1.4 / (1 + epoch * 0.6 + step / 900)).toFixed(4);
      const second = 9 + epoch * 185 + Math.floor(step / 2.2);
      lines.push(line(shard, second, `epoch ${epoch} step ${String(step).padStart(4)}/${stepsPerEpoch} loss ${loss}`));
    }
  }
  return lines.join('');
}

/** Returns the log of a task that started while the weights were not in the container of models. */
export function missingWeightsLog(shard: number): string {
  const wd = workingFolder(shard);
  return `${opening(shard)}/usr/local/lib/python3.10/dist-packages/torch/hub.py:293: UserWarning: You are about to download and run code from an untrusted repository. In a future release, this won't be allowed.
  warnings.warn(
Using cache found in /root/.cache/torch/hub/pytorch_vision_main
Traceback (most recent call last):
  File "${wd}/train.py", line 86, in <module>
    main()
  File "${wd}/train.py", line 76, in main
    model = load_pretrained(args.weights, classes=len(images.classes)).cuda()
  File "${wd}/train.py", line 42, in load_pretrained
    state = torch.load(path, map_location="cpu")
  File "/usr/local/lib/python3.10/dist-packages/torch/serialization.py", line 1065, in load
    with _open_file_like(f, 'rb') as opened_file:
  File "/usr/local/lib/python3.10/dist-packages/torch/serialization.py", line 468, in _open_file_like
    return _open_file(name_or_buffer, mode)
  File "/usr/local/lib/python3.10/dist-packages/torch/serialization.py", line 449, in __init__
    super().__init__(open(name, mode))
FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'
`;
}

/** Returns the log of a task whose batch does not fit into the GPU's memory. */
export function outOfGpuMemoryLog(shard: number): string {
  const wd = workingFolder(shard);
  return `${opening(shard)}${line(shard, 7, 'loaded weights.pt (320 tensors)')}Traceback (most recent call last):
  File "${wd}/train.py", line 86, in <module>
    main()
  File "${wd}/train.py", line 80, in main
    losses = [train_epoch(model, loader, optimizer, epoch) for epoch in range(args.epochs)]
  File "${wd}/train.py", line 80, in <listcomp>
    losses = [train_epoch(model, loader, optimizer, epoch) for epoch in range(args.epochs)]
  File "${wd}/train.py", line 53, in train_epoch
    logits = model(images)
  File "/usr/local/lib/python3.10/dist-packages/torch/nn/modules/module.py", line 1553, in _wrapped_call_impl
    return self._call_impl(*args, **kwargs)
  File "/usr/local/lib/python3.10/dist-packages/torch/nn/modules/conv.py", line 458, in forward
    return self._conv_forward(input, self.weight, self.bias)
torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 1.53 GiB. GPU 0 has a total capacity of 3.87 GiB of which 1.02 GiB is free. Including non-PyTorch memory, this process has 2.84 GiB memory in use. Of the allocated memory 1.71 GiB is allocated by PyTorch, and 812.44 MiB is reserved by PyTorch but unallocated.
`;
}

/** Returns the log of a task on a node whose start task was changed without a reboot. */
export function missingModuleLog(shard: number): string {
  const wd = workingFolder(shard);
  return `Traceback (most recent call last):
  File "${wd}/train.py", line 14, in <module>
    from dataset import TurbineImages, collate
  File "${wd}/dataset.py", line 8, in <module>
    from torchvision.transforms.functional import to_tensor
ModuleNotFoundError: No module named 'torchvision'
`;
}

/** Returns the log of a label file with an empty cell, read by a worker process: the same error is printed twice. */
export function invalidLabelLog(shard: number): string {
  const wd = workingFolder(shard);
  const torch = '/usr/local/lib/python3.10/dist-packages/torch';
  return `${opening(shard)}${line(shard, 7, 'loaded weights.pt (320 tensors)')}Traceback (most recent call last):
  File "${wd}/train.py", line 86, in <module>
    main()
  File "${wd}/train.py", line 80, in main
    losses = [train_epoch(model, loader, optimizer, epoch) for epoch in range(args.epochs)]
  File "${wd}/train.py", line 51, in train_epoch
    for step, (images, labels) in enumerate(loader):
  File "${torch}/utils/data/dataloader.py", line 630, in __next__
    data = self._next_data()
  File "${torch}/_utils.py", line 706, in reraise
    raise exception
ValueError: Caught ValueError in DataLoader worker process 2.
Original Traceback (most recent call last):
  File "${torch}/utils/data/_utils/worker.py", line 309, in _worker_loop
    data = fetcher.fetch(index)
  File "${wd}/dataset.py", line 24, in __getitem__
    width = int(row["width"])
ValueError: invalid literal for int() with base 10: ''

`;
}

/** Returns the log of a profiler that was left on: a gigabyte; only the parts that are read are generated. */
export function profileLog(): GeneratedText {
  const kernels = ['aten::conv2d', 'aten::batch_norm', 'aten::relu_', 'aten::max_pool2d', 'aten::addmm'];
  return repeatedLines(13_000_000, 80, (index) => {
    const kernel = kernels[index % kernels.length] ?? '';
    return `[profile] ${String(index).padStart(9)} ${kernel.padEnd(18)} cuda ${(index * 7919) % 4096} us`;
  });
}

function opening(shard: number): string {
  return line(shard, 0, `shard ${shard}, 12 epochs, batch size 64`);
}

/**
 * Returns a log line. It starts with the milliseconds since the program began, as `train.py` logs, because absolute
 * times would depend on when the window was opened.
 */
function line(shard: number, second: number, text: string): string {
  return `${padded(second * 1000 + ((shard * 37 + second * 7) % 1000), 8)} INFO train: ${text}\n`;
}

function workingFolder(shard: number): string {
  return `/mnt/batch/tasks/workitems/train/job-1/shard-${padded(shard, 2)}/wd`;
}
