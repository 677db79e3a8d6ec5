const bytesPerMiB = 1024 * 1024;

/**
 * Lines that programs print in normal operation, including one that would be an error elsewhere. All ASCII, which is
 * decoded fastest: other text would favor the work that is compared with decoding.
 */
const ordinary = [
  '2026-11-20 08:14:02,118 INFO render.farm: frame 0101 tile 17 of 64 done in 3.41 s, 0 errors',
  '  37%|###########3                   | 371/1000 [02:11<03:42,  2.83it/s, loss=0.0412]',
  'Fra:101 Mem:2311.40M (Peak 2604.11M) | Time:00:14.22 | Remaining:00:41.73 | Sample 96/256',
  'epoch 12 step 3400 lr 0.000300 loss 0.0412 grad 1.21 throughput 812.4 samples/s',
  'WARNING: deprecated option --fast is ignored; use --quality instead',
  'smoothSolver:  Solving for Ux, Initial residual = 0.000231, Final residual = 8.1e-06, No Iterations 2',
];

const failure = [
  'Traceback (most recent call last):',
  '  File "/mnt/batch/tasks/workitems/train/job-1/task-7/wd/train.py", line 42, in <module>',
  '    main()',
  '  File "/mnt/batch/tasks/workitems/train/job-1/task-7/wd/train.py", line 17, in main',
  '    weights = open("weights.pt", "rb")',
  "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'",
  '',
].join('\n');

/** Returns the bytes of a log of this many MiB that ends with a failure. */
export function longLog(mebibytes: number): Buffer {
  const lines: string[] = [];
  const wanted = mebibytes * bytesPerMiB - Buffer.byteLength(failure);
  for (let size = 0, index = 0; size < wanted; index += 1) {
    const line = `${ordinary[index % ordinary.length]} #${index}`;
    size += Buffer.byteLength(line) + 1;
    lines.push(line);
  }
  return Buffer.from(`${lines.join('\n')}\n${failure}`);
}
