/** Extensions of data, script, and log files. Other names with a dot may be a class, a module, or a host. */
const ending =
  'avi|avro|bam|bcf|bed|bin|blend|bmp|bz2|c|cc|cfg|conf|cpp|cram|csv|cu|dat|db|dbf|dpx|err|exr|fa|fasta|fastq|fbx|fits|fq|geojson|gff|glb|gltf|gro|gtf|gz|h5|hdf5|html?|inp|ini|ipynb|jl|jpe?g|js|json|jsonl|kml|las|laz|lmdb|log|lua|m|mat|md|mkv|mov|mp4|mph|msh|nc|ndjson|nii|npy|npz|obj|onnx|orc|out|par|parquet|pbs|pcd|pdb|pdf|pkl|pl|ply|png|ppm|ps1|pt|pth|py|r|rb|rds|sam|sav|sh|shp|sif|sql|sqlite|stl|step|svg|tar|tbi|tex|tgz|tiff?|tmp|toml|tpr|tsv|ttf|txt|usd[az]?|vcf|vtk|vtu|wav|webp|xlsx?|xml|xyz|xz|ya?ml|zip|zst';

const part = '[\\w+%@~-]{1,120}';
const file = new RegExp(
  `(?<![\\w./\\\\:-])(?:[a-z]:\\\\)?(?:\\.{0,2}[\\\\/])?(?:${part}(?:\\.${part}){0,4}[\\\\/]){0,20}${part}(?:\\.${part}){0,4}?\\.(${ending})\\b(?![\\w/\\\\]|\\.\\w)`,
  'gi',
);
/** Matches an absolute folder, except system folders, whose names are meaningful. */
const folder = new RegExp(
  `(?<=^|[\\s'"\`‘“(=:[])\\/(?!dev\\/|proc\\/|sys\\/|run\\/|var\\/(?:lib|run)\\/)(?:${part}(?:\\.${part}){0,4}\\/){1,20}(?:${part})?(?=[\\s'"\`’”),:;\\]]|$)`,
  'gi',
);
const path = /(\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s/'"?#]{1,260})[/?#][^\s'"<>)]{1,400}/gi;
/** Matches lock files, whose names are meaningful. */
const lock = /\block\b|\.lock\b|lck/i;

/** Quick check for a possible name, because most lines contain none. */
const mayName = /\w\.[a-z]|(?:^|[\s'"`‘“(=:[])\/\w|:\/\//i;

/**
 * Masks the names of files, folders, and addresses in a text, because they are not evidence: `gpu.csv: bad header` is
 * not a GPU failure.
 */
export function withoutNames(text: string): string {
  if (!mayName.test(text)) return text;
  return text
    .replace(path, (all, host: string) => (lock.test(all) ? all : `${host}/x`))
    .replace(file, (all, end: string) => (lock.test(all) ? all : `${toFolders(all)}x.${end}`))
    .replace(folder, (all) => (lock.test(all) ? all : '/x/x'));
}

/** Returns the folders that a masked name needs to be recognized as a path. */
function toFolders(name: string): string {
  if (/^[a-z]:\\/i.test(name)) return 'c:\\x\\';
  if (/^[/\\]/.test(name)) return '/x/';
  return /[/\\]/.test(name) ? 'x/' : '';
}
