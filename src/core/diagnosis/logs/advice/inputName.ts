import { type Finding, toLastLine } from '../engine/finding.ts';
import type { LogText } from '../engine/text/logText.ts';

/** Matches data files by their extensions, because other names that resemble files may be code, a host, or a class. */
const dataFile =
  /(?:^|[\s"'`“(=[])((?!(?:readers|writers|filters)\.\w+:)(?:[a-z]:)?[\\/]?(?:[\w.+-]{1,100}[\\/]){0,20}[\w.+-]{1,150}\.(?:avi|avro|bam|bed|bin|blend|bmp|bz2|cfg|conf|cram|csv|dat|dbf|dpx|dwg|dxf|exr|fa|fasta|fastq|fbx|fits|fq|geojson|gff|glb|gltf|gro|gtf|gz|h5|hdf5|iges|inp|ini|jpe?g|json|jsonl|jsonlines|las|laz|mat|mkv|mov|mp4|msh|mxf|nc|ndjson|npy|npz|obj|orc|parquet|pcd|pdb|ply|png|pt|sam|shp|step|stl|stp|tar|tgz|tiff?|toml|tsv|txt|usd|usda|usdz|vcf|vtk|wav|xlsx?|xml|xz|ya?ml|zip|zst))(?=["'`”)\],:;(]|\s|$)/gi;

/** Matches a line above a message that names the file that was being read. */
const reportsFile =
  /\b(?:unit = \d+, file = '|(?:fail|error|could not|cannot|unable)\b.*\b(?:process|read|pars|load|open|import)|(?:processing|reading|parsing|loading|opening|importing)\b)/i;

/** Number of lines below the cause that are searched for a line that repeats it with the name of the file. */
const farthestBelow = 60;
/** Minimum length of a repeated message; shorter texts repeat by chance. */
const leastWords = 16;

/** Finds the name of the malformed file in the line at fault, the next line, or a line that repeats the message. */
export function findInputName(cause: Finding, log: LogText): string | undefined {
  const own = findOnly(log.text(cause.line));
  if (own !== undefined) return own;
  const next = log.next(toLastLine(cause));
  const following = next === -1 ? undefined : findOnly(log.text(next));
  const above = log.text(cause.line - 1);
  return following ?? (reportsFile.test(above) ? findOnly(above) : undefined) ?? findRepeated(cause, log);
}

/** Returns the data file that the line names, unless it names several. */
function findOnly(line: string): string | undefined {
  const names = new Set([...line.slice(0, 1000).matchAll(dataFile)].map(([, name]) => name));
  return names.size === 1 ? [...names][0] : undefined;
}

/** Finds the file in a line that repeats the message: `a.csv, line 7: bad value` below `ValueError: bad value`. */
function findRepeated(cause: Finding, log: LogText): string | undefined {
  const words = log
    .text(cause.line)
    .trim()
    .replace(/^[\w.]{1,100}: /, '');
  if (words.length < leastWords) return undefined;
  let line = log.next(cause.line);
  for (let seen = 0; line !== -1 && seen < farthestBelow; seen++) {
    const text = log.text(line);
    const name = text.includes(words) ? findOnly(text) : undefined;
    if (name !== undefined) return name;
    line = log.next(line);
  }
  return undefined;
}
