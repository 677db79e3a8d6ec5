/** Returns the web address of the repository that a package names, without the parts that only npm and Git need. */
export function toRepositoryUrl(named: string): string {
  return named.replace(/^git\+/, '').replace(/(?:\.git)?\/?$/, '');
}
