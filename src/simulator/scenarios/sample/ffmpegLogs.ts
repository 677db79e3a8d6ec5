/** What ffmpeg says about its input and output before it begins. */
export function ffmpegOpening(name: string): string {
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

/** What ffmpeg prints when all went well; it writes everything to its error output. */
export function encodedLog(name: string): string {
  const progress = Array.from({ length: 10 }, (_, index) => {
    const frame = (index + 1) * 48;
    const seconds = String((index + 1) * 2).padStart(2, '0');
    return `frame=${String(frame).padStart(5)} fps= 42 q=26.0 size=${String(frame * 19).padStart(8)}kB time=00:00:${seconds}.00 bitrate=7301.2kbits/s speed=1.75x    \r`;
  });
  return `${ffmpegOpening(name)}${progress.join('')}\nvideo:9120kB audio:0kB subtitle:0kB other streams:0kB global headers:0kB muxing overhead: 0.061%\n`;
}
