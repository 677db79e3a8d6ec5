import type { ExamplesOf } from '../../engine/examples.ts';
import type { mayaRules, renderRules } from './render.ts';

export const renderExamples: ExamplesOf<typeof renderRules> = {
  'solver-size-license': {
    examples: [
      'CPLEX Error  1016: Community Edition. Problem size limits exceeded. Purchase at http://ibm.biz/error1016.',
      'GurobiError: Model too large for size-limited license; visit https://www.gurobi.com/free-trial for a full license',
    ],
  },
  'arnold-license-abort': {
    examples: [
      '   61MB ERROR   | aborting render because the abort_on_license_fail option was enabled',
      ' aborting render because this is a batch render and abort_on_license_fail option is enabled',
      '  140MB ERROR   |  aborting render because this is a batch render and abort_on_license_fail option is enabled',
    ],
  },
  'license-checkout-failed': { examples: ['Checkout of license "ansys" failed'] },
  'license-refused': {
    examples: [
      'No valid license',
      'Unexpected license problem; exiting.',
      'convert: error: no licence available for feature STEP_IMPORT (server lic01:27000, all 4 in use)',
      'all 12 licences are in use',
      'Could not check out license for feature "solver"',
    ],
  },
  'license-server-words': {
    examples: ['FLEXlm error: -15,570', ' FlexNet Licensing error:-96,7', 'FlexNet Licensing error:-5,357'],
  },
  'rlm-license': { examples: ['   58MB WARNING | [rlm] could not connect to any license server'] },
  'adlm-license': { examples: ['   58MB WARNING | [rlm] please contact your system administrator'] },
  'blender-broken-file': {
    examples: ["Error: Cannot read file 'scene.blend': Failed to read blend file 'scene.blend', missing DNA block"],
  },
  'render-unreadable-file': { examples: ['Cannot read file "/mnt/in/shot_010.blend": No such file or directory'] },
  'render-missing-file': {
    examples: [
      'common/types.proto: File not found.',
      'line 0: warning: Cannot find or open file "missing.dat"',
      'Error: cannot find optional plugin foo.so, continuing without it',
    ],
    not: ['build example.com/tiles: cannot find module for path tiles'],
  },
  'blender-unknown-engine': { examples: ["Error: engine not found 'LUXCORE'"] },
  'maya-missing-procedure': {
    examples: [
      'Error: Cannot find procedure "pgYetiVRayPreRender".',
      'ADAPTOR_OUTPUT: STDERR: Error: Cannot find procedure "mayaPreview".',
    ],
  },
  'povray-missing-file': {
    examples: [
      "File 's.pov' line 1: Parse Error: Cannot open include file colors.inc.",
      "File 's.pov' line 1: Possible Parse Error: Cannot find file 'shapes_v2.inc',",
    ],
  },
  'povray-parse-error': { examples: ["File 's.pov' line 2: Parse Error: No matching } in 'pigment', undeclared"] },
  'render-out-of-gpu-memory': { examples: ['Out of VRAM while loading textures'] },
  'blender-out-of-memory': {
    examples: ['Malloc returns null: len=4294967296 in face_normals, total 31000000000'],
  },
  'render-missing-font': {
    examples: ['[Parsed_drawtext_0 @ 0x5] Could not load font "/fonts/x.ttf": cannot open resource'],
  },
  'blender-access-violation': { examples: ['The program crashed: EXCEPTION_ACCESS_VIOLATION reading 0x0'] },
  'blender-crash-report': { examples: ['Writing: /tmp/shot_010.crash.txt'] },
  'render-aborted': {
    examples: [
      'Render failed',
      'HDRI studio.exr could not be found, aborting render',
      '   61MB         | render aborted due to earlier errors',
    ],
  },
  'blender-unsupported-format': {
    examples: [
      "Error: File format is not supported in file 'shot.blend'",
      "Warning: File format is not supported in file '/mnt/batch/wd/shot.blend'",
    ],
  },
  'maya-missing-plug-in': {
    examples: [
      'Warning: file: /opt/maya/scripts/startup.mel line 52: Unable to dynamically load : mtoa',
      'Error: Could not load plugin "vrayformaya"',
      "Cannot load plug-in 'mayaUsdPlugin'",
    ],
  },
  'deadline-missing-program': {
    examples: [
      'Error: FailRenderException : Maya 2022 render executable was not found in the semicolon separated list "/usr/autodesk/maya2022/bin/Render".',
    ],
  },
  'maya-crashed': { examples: ['Fatal Error. Attempting to save in /tmp/shot.20260101.0101.ma'] },
  'cinema4d-severe': { examples: ['R50003 {SEVERE} REND: render terminated'] },
};

export const mayaExamples: ExamplesOf<typeof mayaRules> = {
  'maya-script-error': {
    examples: [
      '# Error: RuntimeError: file /w/scripts/render.py line 88: setAttr: No object matches name: cam.ar #',
      '# Error: ValueError: file \\cgru\\plugins\\maya\\afanasy\\meArnoldRender.py line 181: No object matches name: defaultArnoldRenderOptions.binaryAss #',
    ],
  },
};
