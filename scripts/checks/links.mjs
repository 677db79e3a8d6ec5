import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../lib/places.mjs';

/** Folders with documents, in addition to the Markdown files at the root. */
const folders = ['docs', 'media'];

/** Lists links in documents to missing files and headings: `document:line  missing target`. Doesn't check the web. */
export function findDeadLinks(folder = root) {
  const papers = [
    ...readdirSync(folder).filter((file) => file.endsWith('.md')),
    ...folders.flatMap((name) => listPapers(folder, name)),
  ];
  return papers.flatMap((paper) =>
    findLinks(readFileSync(path.join(folder, paper), 'utf8')).flatMap(({ target, line }) => {
      const why = findFault(folder, paper, target);
      return why === undefined ? [] : [`${paper}:${line}  ${why}`];
    }),
  );
}

function listPapers(folder, name) {
  if (!existsSync(path.join(folder, name))) return [];
  return readdirSync(path.join(folder, name), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.posix.join(name, file.replaceAll('\\', '/')));
}

const link =
  /\]\(\s*<?([^)\s>]+)>?(?:\s+["'(][^)]*)?\)|^\s*\[[^\]]+\]:\s*<?([^\s>]+)|\b(?:src|href)=["']([^"']+)["']/gm;

/** Blanks the code in a text; length and lines stay the same. */
const blankCode = (text) =>
  text.replace(/^(`{3,}|~{3,})[\s\S]*?^\1[`~]*$|(`+)(?!`)[\s\S]*?[^`]\2(?!`)/gm, (code) => code.replace(/[^\n]/g, ' '));

/** Returns the targets of links and pictures in Markdown, with their lines. */
export function findLinks(markdown) {
  const text = blankCode(markdown);
  return [...text.matchAll(link)].map((match) => ({
    target: match[1] ?? match[2] ?? match[3],
    line: text.slice(0, match.index).split('\n').length,
  }));
}

/** Returns the reason why a link is dead; undefined for a working link and for one to the web or into VS Code. */
function findFault(folder, paper, target) {
  if (/^[a-z][a-z+.-]*:/i.test(target)) return undefined;
  const [file, anchor] = target.split('#', 2).map(decodeURIComponent);
  const place = file === '' ? paper : path.posix.join(file.startsWith('/') ? '' : path.posix.dirname(paper), file);
  if (!existsSync(path.join(folder, place))) return `there is no ${place}`;
  if (!anchor || !place.endsWith('.md')) return undefined;
  const anchors = findAnchors(readFileSync(path.join(folder, place), 'utf8'));
  return anchors.has(anchor) ? undefined : `${place} has no heading #${anchor}`;
}

/** Returns the anchors that GitHub gives to the headings of a document, and the anchors that the document defines. */
export function findAnchors(markdown) {
  const headings = [...markdown.replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)];
  const seen = new Map();
  const anchors = headings.map(([, heading]) => {
    const anchor = toAnchor(heading);
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
  const set = [...markdown.matchAll(/<\w+[^>]*\b(?:id|name)=["']([^"']+)["']/g)].map(([, name]) => name);
  return new Set([...anchors, ...set]);
}

function toAnchor(heading) {
  const text = heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
  return text.replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replaceAll(' ', '-');
}
