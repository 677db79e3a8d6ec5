import type { ExamplesOf } from '../../engine/examples.ts';
import type { pythonRules } from './python.ts';

export const pythonExamples: ExamplesOf<typeof pythonRules> = {
  'python-traceback': {
    examples: [
      [
        'Traceback (most recent call last):',
        '  File "/mnt/batch/tasks/workitems/j/job-1/t/wd/run.py", line 3, in <module>',
        '    import rasterio',
        "ModuleNotFoundError: No module named 'rasterio'",
      ],
      [
        'main function encountered error',
        'Traceback (most recent call last):',
        '--- <exception caught here> ---',
        '  File "/mnt/wd/push.py", line 19, in push_all',
        '    client = yield connect(endpoint)',
        'twisted.internet.error.ConnectionLost: Connection to the other side was lost in a non-clean fashion.',
      ],
      [
        'Traceback (most recent call last):',
        '  File "/mnt/wd/plan.py", line 24, in order',
        '    return nx.topological_sort(steps)',
        '  File "/usr/lib/python3/dist-packages/networkx/algorithms/dag.py", line 223, in topological_generations',
        '    raise nx.NetworkXUnfeasible(',
        'networkx.exception.NetworkXUnfeasible: Graph contains a cycle or graph changed during iteration',
      ],
    ],
  },
  'python-headless': {
    examples: [
      [
        '  File "/mnt/batch/tasks/workitems/frames/job-1/task-7/wd/run.py", line 3',
        '    y=2',
        'TabError: inconsistent use of tabs and spaces in indentation',
      ],
    ],
  },
  'hydra-missing-target': {
    examples: [
      "Error executing job with overrides: ['data_root=/mnt/work/data_root', 'model=model_forecast', 'batch_size=16', 'monitor=val_minFDE'] Error locating target 'src.model.trainer_forecast.Trainer', set env var HYDRA_FULL_ERROR=1 to see chained exception. full_key: model.target",
    ],
  },
  'python-missing-script': {
    examples: [
      "python3: can't open file '/app/main.py': [Errno 2] No such file or directory",
      "/opt/conda/bin/python: can't open file '/mnt/batch/tasks/workitems/j/job-1/t/wd/trian.py': [Errno 2] No such file or directory",
    ],
  },
  'python-missing-module': {
    examples: ['/usr/bin/python3: No module named pandas', '/opt/conda/bin/python: No module named venv'],
  },
};
