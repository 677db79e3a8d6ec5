import type { TimedText } from '../../executors/runScript.ts';
import { padded } from '../bodies.ts';

/** Number of Cycles' samples per pixel. */
const samples = 512;
const samplesPerLine = 16;

const objects = ['pier_03', 'hull_main', 'crane_arm', 'ropes', 'water_near', 'water_far', 'gulls', 'fog_volume'];

/** Returns Blender's output until this many samples are done; with all of them, the frame is saved. */
export function blenderLog(frame: number, samplesDone: number): string {
  return [...opening(frame), ...progress(frame, samplesDone), ...(samplesDone === samples ? closing(frame) : [])].join(
    '',
  );
}

/** Returns Blender's complete output, with a line every `everyMs`. */
export function runningBlenderLog(frame: number, everyMs: number): readonly TimedText[] {
  const lines = [...opening(frame), ...progress(frame, samples), ...closing(frame)];
  return lines.map((text, index) => ({ atMs: index * everyMs, text }));
}

/** Returns the log of a render that ran out of memory: the shell reports that Blender was killed. */
export function outOfMemoryLog(frame: number): string {
  const command =
    'blender --background "$scene" --python-expr "import bpy; bpy.context.scene.render.threads = $(nproc)" ' +
    '--render-output "out/frame-####" --engine CYCLES --render-format OPEN_EXR --render-frame "$frame"';
  return `render.sh: line 13: ${2400 + frame} Killed                  ${command}\n`;
}

function opening(frame: number): readonly string[] {
  const folder = `/mnt/batch/tasks/workitems/frames/job-1/frame-${padded(frame, 4)}/wd`;
  return [
    `Rendering frame ${frame} of shots/harbour.blend\n`,
    'Blender 4.1.1 (hash e1743a0317bc built 2024-04-15 23:47:45)\n',
    `Read blend: "${folder}/shots/harbour.blend"\n`,
    ...objects.map((object, index) => {
      const time = `00:0${Math.floor(index / 3)}.${padded((index * 37) % 100, 2)}`;
      return `Fra:${frame} Mem:${412 + index * 61}.33M (Peak ${415 + index * 64}.02M) | Time:${time} | Mem:0.00M, Peak:0.00M | Scene, ViewLayer | Synchronizing object | ${object}\n`;
    }),
    `Fra:${frame} Mem:1204.60M (Peak 1377.11M) | Time:00:04.02 | Mem:811.20M, Peak:811.20M | Scene, ViewLayer | Updating Geometry BVH hull_main 6/8 | Building BVH\n`,
  ];
}

function progress(frame: number, samplesDone: number): readonly string[] {
  return Array.from({ length: Math.floor(samplesDone / samplesPerLine) }, (_, index) => {
    const sample = (index + 1) * samplesPerLine;
    const seconds = 5 + index * 26;
    const time = `${padded(Math.floor(seconds / 60), 2)}:${padded(seconds % 60, 2)}.10`;
    const megabytes = Math.min(7312, 3100 + index * 702);
    return `Fra:${frame} Mem:${megabytes}.81M (Peak ${megabytes + 14}.40M) | Time:${time} | Mem:${megabytes - 890}.02M, Peak:${megabytes - 890}.02M | Scene, ViewLayer | Sample ${sample}/${samples}\n`;
  });
}

function closing(frame: number): readonly string[] {
  const name = padded(frame, 4);
  return [
    `Saved: 'out/frame-${name}.exr'\n Time: 04:11.70 (Saving: 00:00.31)\n\n`,
    '\nBlender quit\n',
    `Frame ${frame} done\n`,
  ];
}
