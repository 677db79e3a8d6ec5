import type { RunScript } from '../executors/runScript.ts';
import { storageUrl } from './bodies.ts';
import { blobNotFound, failed, neverStarted, secondMs } from './runs.ts';

interface Item {
  readonly job: number;
  readonly item: number;
}

type Cause = (item: Item) => RunScript;

const wd = ({ job, item }: Item): string => `/mnt/batch/tasks/workitems/batch-${job}/job-1/task-${item}/wd`;

const logged =
  (exitCode: number, stderr: (item: Item) => string): Cause =>
  (item) =>
    failed(exitCode, 12 * secondMs, { stdout: `item ${item.item}\n`, stderr: stderr(item) });

const missingFiles: readonly Cause[] = ['model.onnx', 'mesh.vtk', 'prices.parquet', 'genome.fa', 'config.toml'].map(
  (name) =>
    logged(
      1,
      (item) =>
        `Traceback (most recent call last):\n  File "${wd(item)}/work.py", line 19, in <module>\n    with open("${name}") as file:\nFileNotFoundError: [Errno 2] No such file or directory: '${name}'\n`,
    ),
);

const missingModules: readonly Cause[] = ['numpy', 'pandas', 'scipy', 'xarray', 'pyarrow'].map((name) =>
  logged(
    1,
    (item) =>
      `Traceback (most recent call last):\n  File "${wd(item)}/work.py", line 3, in <module>\n    import ${name}\nModuleNotFoundError: No module named '${name}'\n`,
  ),
);

const missingPrograms: readonly Cause[] = ['gmsh', 'gnuplot', 'jq', 'parallel', 'pigz'].map((name) =>
  logged(127, () => `work.sh: line 8: ${name}: command not found\n`),
);

const signals: readonly Cause[] = [
  [132, 'Illegal instruction'],
  [134, 'Aborted'],
  [135, 'Bus error'],
  [136, 'Floating point exception'],
  [139, 'Segmentation fault'],
].map(([exitCode, text]) =>
  logged(
    Number(exitCode),
    ({ item }) => `work.sh: line 14: ${1000 + item} ${text}      (core dumped) ./solve "$input"\n`,
  ),
);

const exceptions: readonly Cause[] = [
  ['solve', 88, 'ArithmeticError: no convergence after 500 iterations'],
  ['read', 31, 'ValueError: expected 6 columns'],
  ['merge', 54, "KeyError: 'station'"],
  ['write', 112, "TypeError: unsupported operand type(s) for +: 'int' and 'NoneType'"],
  ['split', 73, 'IndexError: list index out of range'],
].map(([name, line, error]) =>
  logged(
    1,
    (item) =>
      `Traceback (most recent call last):\n  File "${wd(item)}/work.py", line 140, in <module>\n    main()\n  File "${wd(item)}/work.py", line ${line}, in ${name}\n    return step(rows)\n${error}\n`,
  ),
);

const hosts: readonly Cause[] = ['db', 'queue', 'licences', 'cache', 'results'].map((name) =>
  logged(6, () => `curl: (6) Could not resolve host: ${name}.contoso.example\n`),
);

const folders: readonly Cause[] = [
  '/mnt/data',
  '/opt/solver/cache',
  '/mnt/archive',
  '/srv/results',
  '/var/lib/grid',
].map((folder) => logged(1, ({ item }) => `mkdir: cannot create directory '${folder}/${item}': Permission denied\n`));

const blobs: readonly Cause[] = ['grids', 'weather', 'orders', 'scans', 'audio'].map((container) => ({ item }) => {
  const path = `${container}/part-${item}.bin`;
  return neverStarted(blobNotFound(storageUrl(path), `part-${item}.bin`));
});

/** Forty causes of failure, each with a message in which IDs and numbers vary. */
export const causes: readonly Cause[] = [
  ...missingFiles,
  ...missingModules,
  ...missingPrograms,
  ...signals,
  ...exceptions,
  ...hosts,
  ...folders,
  ...blobs,
];
