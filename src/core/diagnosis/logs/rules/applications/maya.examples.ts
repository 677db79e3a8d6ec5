import type { ExamplesOf } from '../../engine/examples.ts';
import type { mayaRules } from './maya.ts';

export const mayaExamples: ExamplesOf<typeof mayaRules> = {
  'maya-script-error': {
    examples: [
      '# Error: RuntimeError: file /w/scripts/render.py line 88: setAttr: No object matches name: cam.ar #',
      '# Error: ValueError: file \\cgru\\plugins\\maya\\afanasy\\meArnoldRender.py line 181: No object matches name: defaultArnoldRenderOptions.binaryAss #',
    ],
  },
};
