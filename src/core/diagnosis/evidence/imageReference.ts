/**
 * The reference of a container image in the letter case that nodes accept: only its tag may have capital letters (OCI
 * distribution specification: "Pulling manifests"). Undefined for a reference that has none elsewhere.
 */
export function correctImageCase(image: string): string | undefined {
  const [path = ''] = image.split('@', 1);
  const tagAt = path.lastIndexOf(':') > path.lastIndexOf('/') ? path.lastIndexOf(':') : path.length;
  const repository = path.slice(0, tagAt);
  const right = repository.toLowerCase();
  return repository === right ? undefined : `${right}${image.slice(tagAt)}`;
}
