import type { ExamplesOf } from '../../engine/examples.ts';
import type { pipRules } from './pip.ts';

export const pipExamples: ExamplesOf<typeof pipRules> = {
  'pip-no-version-fits': {
    examples: [
      'ERROR: Could not find a version that satisfies the requirement numpy==1.0 (from versions: none)',
      'ERROR: Could not find a version that satisfies the requirement torch==1.7.1 (from versions: 1.11.0, 2.0.0)',
      'ERROR: Could not find a version that satisfies the requirement scipy==0.19',
    ],
    not: ['Successfully installed numpy-1.26.4'],
  },
  'pip-wheel-missing': { examples: ["error: invalid command 'bdist_wheel'"] },
  'pip-no-distribution': { examples: ['ERROR: No matching distribution found for numpy==1.0'] },
  'pip-requirements-conflict': {
    examples: [
      'ERROR: Cannot install -r requirements.txt (line 3) and numpy==1.19.5 because these package versions have conflicting dependencies.',
    ],
  },
  'pip-resolution-impossible': {
    examples: [
      'ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts',
    ],
  },
  'pip-python-version': {
    examples: [
      "ERROR: Package 'x' requires a different Python: 3.7.3 not in '>=3.9'",
      'Because project depends on scipy (^1.12) which requires Python >=3.9, version solving failed.',
    ],
  },
  'pip-installed-conflict': {
    examples: [
      'conflict: package a requires b<2, but you have b 2.3',
      "ERROR: pip's dependency resolver does not currently take into account all the packages that are installed. This behaviour is the source of the following dependency conflicts.",
    ],
  },
  'pip-environment-managed': { examples: ['error: externally-managed-environment'] },
  'pip-build-tool-missing': {
    examples: ["No such file or directory: 'gcc'"],
    not: ["FileNotFoundError: [Errno 2] No such file or directory: 'frames/gcc.csv'"],
  },
  'pip-compiler-missing': {
    examples: [
      "error: command 'gcc' failed: No such file or directory",
      'error: Microsoft Visual C++ 14.0 or greater is required. Get it with "Microsoft C++ Build Tools"',
      'CMake must be installed to build dlib',
    ],
    not: ["error: command '/usr/bin/gcc' failed with exit code 1"],
  },
  'pip-compiler-failed': { examples: ["error: command '/usr/bin/gcc' failed with exit code 1"] },
  'pip-build-failed': {
    examples: [
      '  │ exit code: 1',
      '× Encountered error while generating package metadata.',
      '  × python setup.py egg_info did not run successfully.',
    ],
    not: ['Failed to build image render:1.2', 'Successfully built contosomesh'],
  },
  'pip-wheel-unsupported': {
    examples: ['ERROR: a-1.0-cp27-cp27m-win32.whl is not a supported wheel on this platform.'],
  },
  'pip-uninstall-refused': { examples: ["ERROR: Cannot uninstall 'PyYAML'. It is a distutils installed project"] },
  'pip-requirements-invalid': {
    examples: [
      "ERROR: Invalid requirement: 'numpy=1.2'",
      'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes.',
      'ERROR: Hashes are required in --require-hashes mode, but they are missing from some requirements here.',
    ],
  },
  'uv-no-solution': { examples: ['  × No solution found when resolving dependencies:'] },
};
