/** Bars and meters that fill whole lines: of loops, of downloads, of training, of layers of images. */
const progress = [
  /^.{0,120}\d{1,3}%\|.{0,200}\| .{0,60}\[.{0,120}\]$/,
  /^ {0,8}[━╸╺╶─ ]{4,200} {0,2}[\d.]{1,12}(?:\/[\d.]{1,12})? [kMG]?i?B\b.{0,60}$/,
  /^ {0,8}\d{1,9}\/\d{1,9} {1,3}(?:\[[=>.]{4,200}\]|[━╸╺╶─]{4,200}).{0,200}$/,
  /^ {0,8}\d{1,12}K(?: [.,]{10}){1,8} {1,4}\d{1,3}% {1,4}[\d.]{1,12}[KMG]? .{0,20}$/,
  /^[\da-f]{12}: (?:Pulling fs layer|Waiting|Downloading|Extracting|Verifying Checksum|Download complete|Pull complete)\b/,
  /^[\w .:-]{0,80}\d{1,3}(?:\.\d{1,3})?% ?[[|][#=>█▉▊▋▌▍▎▏ .-]{4,200}[\]|]$/,
];

/** Whether a line only shows how far something is: what another program prints goes on behind it. */
export function isProgress(text: string): boolean {
  return progress.some((shape) => shape.test(text));
}
