/** An image with the tag or digest it may have, and the registry before it (distribution reference grammar). */
const reference =
  /^(?:[\w.-]+(?::\d{1,5})?\/)?(?:[a-z\d]+(?:[._-]+[a-z\d]+)*\/)*[a-z\d]+(?:[._-]+[a-z\d]+)*(?::\w[\w.-]{0,127})?(?:@[a-z\d+._-]+:[A-Fa-f\d]{32,})?$/;

/** Checks whether a text can't name a container image, ignoring case. */
export function isNoImage(image: string): boolean {
  return image.length < 1000 && !reference.test(image.toLowerCase());
}

/** The registry of an image whose name has none. */
export const dockerHub = 'docker.io';

/** Finds the registry that the name of an image begins with, in lower case: a host with a dot, a port, or `localhost`. */
export function findRegistry(image: string): string | undefined {
  const [first = '', ...rest] = image.toLowerCase().split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : undefined;
}

/**
 * Returns the reference of a container image in the letter case that nodes accept: only its tag may have capital
 * letters (OCI distribution specification: "Pulling manifests"). Undefined for a reference that has none elsewhere.
 */
export function correctImageCase(image: string): string | undefined {
  const [path = ''] = image.split('@', 1);
  const tagAt = path.lastIndexOf(':') > path.lastIndexOf('/') ? path.lastIndexOf(':') : path.length;
  const repository = path.slice(0, tagAt);
  const right = repository.toLowerCase();
  return repository === right ? undefined : `${right}${image.slice(tagAt)}`;
}
