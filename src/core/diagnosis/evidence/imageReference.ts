/** Matches an image with an optional tag or digest and an optional registry (distribution reference grammar). */
const reference =
  /^(?:[a-z\d][\w.-]*(?::\d{1,5})?\/)?(?:[a-z\d]+(?:[._-]+[a-z\d]+)*\/)*[a-z\d]+(?:[._-]+[a-z\d]+)*(?::\w[\w.-]{0,127})?(?:@[a-z\d+._-]+:[A-Fa-f\d]{32,})?$/;

/** Checks whether a text can't be the name of a container image, ignoring case. */
export function isNoImage(image: string): boolean {
  return image.length < 1000 && !reference.test(image.toLowerCase());
}

/** The registry of an image whose name does not include one. */
export const dockerHub = 'docker.io';

/** Finds the registry at the start of an image's name, in lower case: a host with a dot, a port, or `localhost`. */
export function findRegistry(image: string): string | undefined {
  const [first = '', ...rest] = image.toLowerCase().split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : undefined;
}

/**
 * Returns the reference of a container image in the letter case that nodes accept, in which only the tag may have
 * capital letters (OCI distribution specification: "Pulling manifests"). Undefined if the reference is already correct.
 */
export function correctImageCase(image: string): string | undefined {
  const [path = ''] = image.split('@', 1);
  const tagAt = path.lastIndexOf(':') > path.lastIndexOf('/') ? path.lastIndexOf(':') : path.length;
  const repository = path.slice(0, tagAt);
  const right = repository.toLowerCase();
  return repository === right ? undefined : `${right}${image.slice(tagAt)}`;
}
