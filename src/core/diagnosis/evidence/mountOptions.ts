/** Matches options of blobfuse itself, which `-o` doesn't accept (Azure Storage documentation: "blobfuse2 mount"). */
const ofBlobfuse =
  /(?<!\S)-o\s+((?:use-(?:adls|https|attr-cache)|(?:file-)?cache-(?:timeout(?:-in-seconds)?|size-mb)|tmp-path|log-level|block-cache)(?![\w-]))/;

/** Finds an option of blobfuse itself that is given after `-o`, and returns it as it has to be written. */
export function findOwnOption(options: string): string | undefined {
  const name = ofBlobfuse.exec(options)?.[1];
  return name === undefined ? undefined : `--${name}`;
}
