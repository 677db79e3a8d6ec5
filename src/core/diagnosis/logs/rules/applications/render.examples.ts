import type { ExamplesOf } from '../../engine/examples.ts';
import type { renderRules } from './render.ts';

export const renderExamples: Partial<ExamplesOf<typeof renderRules>> = {
  'render-cplex-error-1016': {
    examples: [
      'CPLEX Error  1016: Community Edition. Problem size limits exceeded. Purchase at http://ibm.biz/error1016.',
      'GurobiError: Model too large for size-limited license; visit https://www.gurobi.com/free-trial for a full license',
    ],
  },
  'render-abort-on-license': {
    examples: [
      '   61MB ERROR   | aborting render because the abort_on_license_fail option was enabled',
      ' aborting render because this is a batch render and abort_on_license_fail option is enabled',
      '  140MB ERROR   |  aborting render because this is a batch render and abort_on_license_fail option is enabled',
    ],
  },
  'render-checkout-of-license': { examples: ['Checkout of license "ansys" failed'] },
  'render-icense': {
    examples: [
      'No valid license',
      'Unexpected license problem; exiting.',
      'Could not check out license for feature "solver"',
    ],
  },
  'render-flexnet': {
    examples: ['FLEXlm error: -15,570', ' FlexNet Licensing error:-96,7', 'FlexNet Licensing error:-5,357'],
  },
  'render-rlm': { examples: ['   58MB WARNING | [rlm] could not connect to any license server'] },
  'render-clm': { examples: ['   58MB WARNING | [rlm] please contact your system administrator'] },
  'render-not-a-blend': {
    examples: ["Error: Cannot read file 'scene.blend': Failed to read blend file 'scene.blend', missing DNA block"],
  },
  'render-cannot-read-file': { examples: ['Cannot read file "/mnt/in/shot_010.blend": No such file or directory'] },
  'render-cannot-find': {
    examples: [
      'common/types.proto: File not found.',
      'line 0: warning: Cannot find or open file "missing.dat"',
      'Error: cannot find optional plugin foo.so, continuing without it',
    ],
  },
  'render-engine-not-found': { examples: ["Error: engine not found 'LUXCORE'"] },
  'render-cannot-find-procedure': {
    examples: [
      'Error: Cannot find procedure "pgYetiVRayPreRender".',
      'ADAPTOR_OUTPUT: STDERR: Error: Cannot find procedure "mayaPreview".',
    ],
  },
  'render-parse-error-cannot': { examples: ["File 's.pov' line 1: Parse Error: Cannot open include file colors.inc."] },
  'render-parse-error-cannot-find': {
    examples: ["File 's.pov' line 1: Possible Parse Error: Cannot find file 'shapes_v2.inc',"],
  },
  'render-parse-error': { examples: ["File 's.pov' line 2: Parse Error: No matching } in 'pigment', undeclared"] },
  'render-out-of-vram': { examples: ['Out of VRAM while loading textures'] },
  'render-malloc-returns-null': {
    examples: ['Malloc returns null: len=4294967296 in face_normals, total 31000000000'],
  },
  'render-could-not-load': {
    examples: ['[Parsed_drawtext_0 @ 0x5] Could not load font "/fonts/x.ttf": cannot open resource'],
  },
  'render-exception-access-violation': { examples: ['The program crashed: EXCEPTION_ACCESS_VIOLATION reading 0x0'] },
  'render-crash-txt': { examples: ['Writing: /tmp/shot_010.crash.txt'] },
  'render-aborted-due-to': {
    examples: [
      'Render failed',
      'HDRI studio.exr could not be found, aborting render',
      '   61MB         | render aborted due to earlier errors',
    ],
  },
};
