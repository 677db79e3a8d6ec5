/** Maximum length of the address of a form with its text that browsers and hosts accept. */
export const longestAddress = 8000;

/** The form for a new issue in the web interface of a repository. */
export interface IssueForm {
  /** The host and path that identify it among others. */
  readonly name: string;
  /** The format of the text in the form. */
  readonly format: 'markdown' | 'html';
  /** Returns the address of the form with a title and a text in its format filled in. */
  toAddress(title: string, body: string): string;
}

/**
 * Finds the form for new issues of a Git remote, by its address in one of Git's forms: of GitHub, GitLab or Azure DevOps.
 * Undefined for other hosts. Credentials in the remote's address are left out.
 */
export function findIssueForm(remote: string): IssueForm | undefined {
  const { host = '', path = '' } = parseRemote(remote);
  const parts = path.split('/').filter((part) => part !== '');
  const azure = findProject(host, parts);
  if (azure !== undefined) {
    const base = `https://dev.azure.com/${azure.join('/')}`;
    // All process templates have this type, which asks for the least; Basic lacks Bug, and Scrum lacks Issue.
    return {
      name: `dev.azure.com/${azure.join('/')}`,
      format: 'html',
      toAddress: (title, body) =>
        `${base}/_workitems/create/Task?${query({ '[System.Title]': title, '[System.Description]': body })}`,
    };
  }
  const name = `${host}/${parts.join('/')}`;
  if (parts.length < 2) return undefined;
  if (/(?:^|\.)github\b/.test(host))
    return {
      name,
      format: 'markdown',
      toAddress: (title, body) => `https://${name}/issues/new?${query({ title, body })}`,
    };
  if (/(?:^|\.)gitlab\b/.test(host))
    return {
      name,
      format: 'markdown',
      toAddress: (title, body) =>
        `https://${name}/-/issues/new?${query({ 'issue[title]': title, 'issue[description]': body })}`,
    };
  return undefined;
}

/** Returns the host and the path of a remote: `https://host/path.git`, `ssh://git@host:22/path`, or `git@host:path`. */
function parseRemote(remote: string): { readonly host?: string; readonly path?: string } {
  const [, host, path] =
    /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([\w.-]+)(?::\d+)?\/(.+)$/.exec(remote) ??
    /^(?:[^@/:]*@)?([\w.-]+):(?!\/)(.+)$/.exec(remote) ??
    [];
  return host === undefined || path === undefined
    ? {}
    : { host: host.toLowerCase(), path: path.replace(/(?:\.git)?\/?$/, '') };
}

/** Returns the organization and the project of a repository of Azure DevOps; undefined for others. */
function findProject(host: string, parts: readonly string[]): readonly [string, string] | undefined {
  const isSsh = parts[0] === 'v3';
  const [organization, project] =
    host === 'dev.azure.com' ? parts : isSsh ? parts.slice(1) : [host.split('.')[0], ...skipCollection(parts)];
  const isKnown =
    host === 'dev.azure.com' || (isSsh && /^(?:vs-)?ssh\./.test(host)) || host.endsWith('.visualstudio.com');
  return isKnown && organization && project && project !== '_git' ? [organization, project] : undefined;
}

/** Leaves out the collection, which old addresses contain. */
function skipCollection(parts: readonly string[]): readonly string[] {
  return parts[0]?.toLowerCase() === 'defaultcollection' ? parts.slice(1) : parts;
}

function query(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}
