import type { RunScript } from '../../executors/runScript.ts';
import { findObject, findText, type WireObject } from '../../state/wire.ts';
import { inputFile, outputFile, padded, storageUrl } from '../bodies.ts';
import { failed, minuteMs, notUploaded, secondMs, succeeded, uploadDenied } from '../runs.ts';
import type { JobSeed, PlayedRun, TaskSeed } from '../scenario.ts';

const shots = 60;
/** Number of nodes in the job's pool, except the last, which is offline. */
const workingNodes = 7;

/** Creates the job `encode`, preview films: a broken source, a full disk, and uploads with an expired SAS. */
export function encodeJob(): JobSeed {
  return {
    body: { id: 'encode', displayName: 'Harbour film, previews', poolInfo: { poolId: 'cpu-render' } },
    tasks: Array.from({ length: shots }, (_, index) => toEncodeTask(index + 1)),
  };
}

function toEncodeTask(shot: number): TaskSeed {
  const isExpired = shot >= 41 && shot <= 46;
  return {
    body: toBody(shot, isExpired),
    state: 'completed',
    node: shot % workingNodes,
    outcomes: [toEncodeRun(shot, isExpired)],
    endedAgoMs: 95 * minuteMs + shot * 40 * secondMs,
  };
}

/** Plays a resubmitted shot: its film is stored if the container's signature is valid by then. */
export function playEncode({ kind, commandLine, outputFiles }: PlayedRun, nowMs: number): RunScript | undefined {
  const shot = Number(/\bencode\.sh shot-(\d{2})\b/.exec(commandLine)?.[1] ?? Number.NaN);
  if (kind !== 'task' || !(shot >= 1 && shot <= shots)) return undefined;
  return toEncodeRun(
    shot,
    outputFiles.some((file) => hasExpired(file, nowMs)),
  );
}

function hasExpired(file: WireObject, nowMs: number): boolean {
  const container = findObject(findObject(file, 'destination'), 'container');
  const expiry = new URL(findText(container, 'containerUrl') ?? 'about:blank').searchParams.get('se');
  return expiry !== null && Date.parse(expiry) < nowMs;
}

function toBody(shot: number, isExpired: boolean): TaskSeed['body'] {
  const name = `shot-${padded(shot, 2)}`;
  return {
    id: name,
    commandLine: `bash encode.sh ${name}`,
    resourceFiles: [inputFile('encode.sh', 'programs/encode.sh'), inputFile(`${name}.mov`, `films/${name}.mov`)],
    outputFiles: [outputFile('out/*.mp4', 'previews', { expired: isExpired })],
  };
}

function toEncodeRun(shot: number, isExpired: boolean): RunScript {
  const name = `shot-${padded(shot, 2)}`;
  const good = { stdout: `Encoding shot ${name}\nShot ${name} done\n`, stderr: encodedLog(name) };
  if (isExpired) {
    const containerUrl = storageUrl('outputs', { permissions: 'w', expired: true });
    const path = `workitems/encode/job-1/${name}/wd/out/${name}.mp4`;
    const files = {
      [`wd/out/${name}.mp4`]: 'a film would be here\n',
      'fileuploadout.txt': '1 file(s) match the pattern out/*.mp4\n',
      'fileuploaderr.txt': `Could not upload ${path}: The storage service answered 403 AuthenticationFailed\n`,
    };
    return notUploaded(uploadDenied(containerUrl, 'out/*.mp4', path), 48 * secondMs, { ...good, files });
  }
  const stdout = `Encoding shot ${name}\n`;
  if (shot === 7 || shot === 23) return failed(1, 2 * secondMs, { stdout, stderr: brokenFilmLog(name) });
  if (shot === 31) return failed(1, 37 * secondMs, { stdout, stderr: fullDiskLog(name) });
  return succeeded(52 * secondMs, { ...good, files: { [`wd/out/${name}.mp4`]: 'a film would be here\n' } });
}

function brokenFilmLog(name: string): string {
  return `[mov,mp4,m4a,3gp,3g2,mj2 @ 0x55d0c8a3b2c0] moov atom not found\n${name}.mov: Invalid data found when processing input\n`;
}

function fullDiskLog(name: string): string {
  return (
    `${ffmpegOpening(name)}frame=  312 fps= 41 q=26.0 size=    9472kB time=00:00:10.76 bitrate=7210.4kbits/s speed=1.41x\r` +
    `frame=  341 fps= 42 q=26.0 size=   10240kB time=00:00:11.73 bitrate=7148.9kbits/s speed=1.45x    \n` +
    'av_interleaved_write_frame(): No space left on device\n' +
    `Error writing trailer of out/${name}.mp4: No space left on device\n` +
    'Conversion failed!\n'
  );
}

/** Returns ffmpeg's output about its input and output files before it begins. */
function ffmpegOpening(name: string): string {
  return `Input #0, mov,mp4,m4a,3gp,3g2,mj2, from '${name}.mov':
  Metadata:
    major_brand     : qt
    encoder         : Lavf58.76.100
  Duration: 00:00:20.00, start: 0.000000, bitrate: 181204 kb/s
  Stream #0:0: Video: prores (HQ) (apch / 0x68637061), yuv422p10le(bt709), 1920x1080, 179663 kb/s, 24 fps (default)
Stream mapping:
  Stream #0:0 -> #0:0 (prores (native) -> h264 (libx264))
Press [q] to stop, [?] for help
[libx264 @ 0x5581f0a9c700] using cpu capabilities: MMX2 SSE2Fast SSSE3 SSE4.2 AVX FMA3 BMI2 AVX2
[libx264 @ 0x5581f0a9c700] profile High, level 4.0, 4:2:0, 8-bit
Output #0, mp4, to 'out/${name}.mp4':
  Stream #0:0: Video: h264 (avc1 / 0x31637661), yuv420p(tv, bt709), 1920x1080, q=2-31, 24 fps
`;
}

/** Returns ffmpeg's output of a success; ffmpeg writes everything to its error output. */
function encodedLog(name: string): string {
  const progress = Array.from({ length: 10 }, (_, index) => {
    const frame = (index + 1) * 48;
    const seconds = String((index + 1) * 2).padStart(2, '0');
    return `frame=${String(frame).padStart(5)} fps= 42 q=26.0 size=${String(frame * 19).padStart(8)}kB time=00:00:${seconds}.00 bitrate=7301.2kbits/s speed=1.75x    \r`;
  });
  return `${ffmpegOpening(name)}${progress.join('')}\nvideo:9120kB audio:0kB subtitle:0kB other streams:0kB global headers:0kB muxing overhead: 0.061%\n`;
}
