import * as vscode from 'vscode';
import type { CodeFrame, CommitPlace } from '../../core/diagnosis/explanation/explanation.ts';
import type { FoundCommit, FoundCommits } from '../../core/diagnosis/task/suspectCommits.ts';
import { findSourceLine } from '../../core/files/sourceLine.ts';
import { type Commit, openGit, type Repository } from './gitExtension.ts';
import type { FindSource } from './workspaceFiles.ts';

const maxCommits = 200;
const maxDefinitions = 50;
const maxNames = 5;
/** Maximum number of merges whose commits are looked up, the latest first. */
const maxMerges = 20;
const definitions = '**/*.{pool,job,task,tasks,jobschedule,start-task}.json';

/**
 * Finds the commits of the current branch to the workspace file for a place in code on a node, to its folder, and to
 * definitions that name it. Undefined if it isn't in a repository that is open in VS Code.
 * @param definition the definition of the failed task, which may name the commit that ran
 */
export async function findCommits(
  findSource: FindSource,
  place: CodeFrame & { readonly text: string | undefined },
  definition: string,
): Promise<FoundCommits | undefined> {
  const uri = await findSource(place.file);
  const repository = uri && (await openGit())?.getRepository(uri);
  if (uri === undefined || repository === undefined || repository === null) return undefined;
  const deployed = await findDeployed(repository, definition);
  const range = deployed === undefined ? {} : { range: deployed };
  const list = async (path: string, touches: FoundCommit['touches']): Promise<readonly FoundCommit[]> => {
    const commits = await repository.log({ path, maxEntries: maxCommits, ...range }).catch(() => []);
    // A merge changes nothing but what its commits changed.
    return commits.filter((commit) => !isMerge(commit)).map((commit) => toFound(commit, touches));
  };
  const [name = ''] = uri.path.split('/').slice(-1);
  const naming = await listDefinitions(name, uri);
  const [line, merged, ofFile, ofFolder, ...ofDefinitions] = await Promise.all([
    findLineCommit(repository, uri, place),
    findMerged(repository, range),
    list(uri.fsPath, 'file'),
    list(vscode.Uri.joinPath(uri, '..').fsPath, 'folder'),
    ...naming.map((one) => list(one.fsPath, 'definition')),
  ]);
  const byHash = new Map<string, FoundCommit>();
  // Later entries, which explain better, replace earlier ones.
  for (const commit of [...ofFolder, ...ofDefinitions.flat(), ...ofFile]) byHash.set(commit.hash, commit);
  const commits = [...byHash.values()].map((commit) => {
    const mergedAt = merged.get(commit.hash);
    return {
      ...commit,
      ...(line !== undefined && commit.hash.startsWith(line) ? { touches: 'line' as const } : {}),
      ...(mergedAt === undefined ? {} : { mergedAt }),
    };
  });
  return {
    file: vscode.workspace.asRelativePath(uri, false),
    repository: repository.rootUri.toString(),
    commits,
    ...(deployed === undefined ? {} : { deployed }),
  };
}

function isMerge({ parents = [] }: Commit): boolean {
  return parents.length > 1;
}

/** Returns the times at which merges brought commits to the branch, by their hash, ISO 8601. */
async function findMerged(
  repository: Repository,
  range: { readonly range?: string },
): Promise<ReadonlyMap<string, string>> {
  const latest = await repository.log({ maxEntries: maxCommits, ...range }).catch(() => []);
  const merges = latest.filter(isMerge).slice(0, maxMerges);
  const brought = await Promise.all(
    merges.map(({ hash, parents: [before = ''] = [] }) =>
      repository.log({ maxEntries: maxCommits, range: `${before}..${hash}` }).catch(() => []),
    ),
  );
  // A commit of several merges came with the first.
  return new Map(
    merges.flatMap(({ commitDate }, index) =>
      (brought[index] ?? []).map(({ hash }) => [hash, commitDate?.toISOString() ?? ''] as const),
    ),
  );
}

function toFound({ hash, message, authorName = '', commitDate }: Commit, touches: FoundCommit['touches']): FoundCommit {
  const [subject = ''] = message.split('\n', 1);
  return { hash, subject, author: authorName, at: commitDate?.toISOString() ?? '', touches };
}

/** Finds the commit of the current branch that a definition names, such as in the tag of an image. */
async function findDeployed(repository: Repository, definition: string): Promise<string | undefined> {
  const words = (definition.match(/[\da-z]+/g) ?? []).map((word) => word.replace(/^g/, ''));
  const names = words.filter((word) => /^[\da-f]{7,40}$/.test(word) && /\d/.test(word) && /[a-f]/.test(word));
  for (const name of [...new Set(names)].slice(0, maxNames)) {
    const commit = await repository.getCommit(name).catch(() => undefined);
    if (commit !== undefined && (await repository.getMergeBase(commit.hash, 'HEAD')) === commit.hash)
      return commit.hash;
  }
  return undefined;
}

/** Returns the start of the hash of the commit that last changed the line that ran. */
async function findLineCommit(
  repository: Repository,
  uri: vscode.Uri,
  { line, text }: { readonly line: number; readonly text: string | undefined },
): Promise<string | undefined> {
  try {
    const source = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const found = findSourceLine(source, line, text);
    const lines = (await repository.blame(uri.fsPath)).split('\n');
    return found.state === 'beyond' ? undefined : /^\^?([\da-f]{7,40})/.exec(lines[found.line - 1] ?? '')?.[1];
  } catch {
    return undefined; // The file isn't part of a commit yet.
  }
}

/** Lists the definitions in the workspace that name a file, apart from the file itself. */
async function listDefinitions(name: string, uri: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const all = await vscode.workspace.findFiles(definitions, undefined, maxDefinitions);
  const texts = await Promise.all(
    all.map((one) =>
      vscode.workspace.fs.readFile(one).then(
        (bytes) => new TextDecoder().decode(bytes),
        () => '',
      ),
    ),
  );
  return all.filter((one, index) => one.path !== uri.path && texts[index]?.includes(name) === true);
}

/** Shows what a commit changed. */
export function openCommit({ repository, hash }: CommitPlace): Thenable<unknown> {
  return vscode.commands.executeCommand('git.viewCommit', vscode.Uri.parse(repository), hash);
}
