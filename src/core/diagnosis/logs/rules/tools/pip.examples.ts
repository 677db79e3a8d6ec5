import type { ExamplesOf } from '../../engine/examples.ts';
import type { pipRules } from './pip.ts';

export const pipExamples: Partial<ExamplesOf<typeof pipRules>> = {
  'pip-no-version': {
    examples: ['ERROR: Could not find a version that satisfies the requirement numpy==1.0 (from versions: none)'],
  },
  'pip-error-invalid-command': { examples: ["error: invalid command 'bdist_wheel'"] },
  'pip-no-matching-distribution': { examples: ['ERROR: No matching distribution found for numpy==1.0'] },
  'pip-error-cannot-install': {
    examples: [
      'ERROR: Cannot install -r requirements.txt (line 3) and numpy==1.19.5 because these package versions have conflicting dependencies.',
    ],
  },
  'pip-resolutionimpossible': {
    examples: [
      'ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts',
    ],
  },
  'pip-require-a-different': {
    examples: [
      "ERROR: Package 'x' requires a different Python: 3.7.3 not in '>=3.9'",
      'Because project depends on scipy (^1.12) which requires Python >=3.9, version solving failed.',
    ],
  },
  'pip-requires-but-you': { examples: ['conflict: package a requires b<2, but you have b 2.3'] },
  'pip-externally-managed-environment': { examples: ['error: externally-managed-environment'] },
  'pip-invalid-requirement': { examples: ["ERROR: Invalid requirement: 'numpy=1.2'"] },
  'pip-no-such-file': { examples: ["No such file or directory: 'gcc'"] },
  'pip-unable-to-execute': { examples: ["error: command 'gcc' failed: No such file or directory"] },
  'pip-error-command-failed': { examples: ["error: command '/usr/bin/gcc' failed with exit code 1"] },
  'pip-microsoft-visual-c': {
    examples: ['error: Microsoft Visual C++ 14.0 or greater is required. Get it with "Microsoft C++ Build Tools"'],
  },
  'pip-cmake-must-be': { examples: ['CMake must be installed to build dlib'] },
  'pip-failed-building-wheel': {
    examples: [
      '  │ exit code: 1',
      '× Encountered error while generating package metadata.',
      '  × python setup.py egg_info did not run successfully.',
    ],
  },
  'pip-is-not-a': { examples: ['ERROR: a-1.0-cp27-cp27m-win32.whl is not a supported wheel on this platform.'] },
  'pip-cannot-uninstall': { examples: ["ERROR: Cannot uninstall 'PyYAML'. It is a distutils installed project"] },
};
