import { Failure } from './failure.mjs';

const example = 'specify the URL of the repository, such as https://github.com/owner/name.';

/** URLs of pages and files by repository host; unknown hosts are treated like GitHub. */
const layouts = [
  { host: /(^|\.)gitlab\./, page: '-/blob/HEAD', file: '-/raw/HEAD', issues: '-/issues' },
  { host: /./, page: 'blob/HEAD', file: 'raw/HEAD', issues: 'issues' },
];

/**
 * Returns the URLs of a repository's pages, files and issues.
 * @param {string} text its address, with or without `.git`
 * @throws {Failure} if it isn't the https address of a repository
 */
export function toRepository(text) {
  const url = parse(text);
  const address = `https://${url.host}${url.pathname.replace(/\/+$/, '').replace(/\.git$/, '')}`;
  const { page, file, issues } = layouts.find(({ host }) => host.test(url.host));
  return { address, pages: `${address}/${page}`, files: `${address}/${file}`, issues: `${address}/${issues}` };
}

function parse(text) {
  const refuse = (why) => new Failure('--repository', why, example);
  if (!text) throw refuse('has no URL');
  if (!URL.canParse(text)) throw refuse(`'${text}' is not a URL`);
  const url = new URL(text);
  if (url.protocol !== 'https:') throw refuse(`'${text}' is not an https URL`);
  if (url.username || url.password) throw refuse('the URL contains credentials');
  if (url.search || url.hash) throw refuse(`'${text}' is more than the URL of a repository`);
  if (url.pathname.split('/').filter(Boolean).length < 2)
    throw refuse(`'${text}' does not name a repository on ${url.host}`);
  return url;
}

/** Returns the manifest with its links. */
export function withLinks(manifest, { address, issues }) {
  return {
    ...manifest,
    repository: { type: 'git', url: `${address}.git` },
    bugs: { url: issues },
    homepage: `${address}#readme`,
  };
}

const link = /(!?)\[([^\]]*)\]\((?!https:|#)([^)\s]+)\)/g;

/**
 * Makes Markdown usable outside of its repository: relative links and pictures lead into the repository; without one, a
 * link becomes its text and a picture is omitted.
 */
export function standAlone(markdown, repository) {
  const replaced = markdown.replaceAll(link, (_all, mark, text, target) => {
    if (!repository) return mark ? '' : text;
    return `${mark}[${text}](${mark ? repository.files : repository.pages}/${target.replace(/^\.\//, '')})`;
  });
  return replaced.replaceAll(/\n{3,}/g, '\n\n');
}
