/**
 * Commands in a log, with which a step of a pipeline speaks to its runner: `::error::…` in GitHub Actions ("Workflow
 * commands"), `##vso[task.logissue]…` in Azure Pipelines ("Logging commands").
 */

/** Checks whether a pipeline's runner reads the output of this process. */
export function isInPipeline(environment: NodeJS.ProcessEnv): boolean {
  return environment['GITHUB_ACTIONS'] === 'true' || environment['TF_BUILD'] !== undefined;
}

/**
 * Changes text so that no runner takes a part of it for a command: GitHub reads `::` at the start of a line and `##[`
 * anywhere, Azure Pipelines `##vso[` anywhere and `##[` at the start of a line.
 */
export function toHarmless(text: string): string {
  return text.replace(/##(?=(?:vso)?\[)/gi, '# #').replace(/^([^\S\n\r\u2028\u2029]*)::/gm, '$1: :');
}

/** Changes the notation, not the content, of JSON so that no runner takes a part of it for a command. */
export function toHarmlessJson(json: string): string {
  return json.replaceAll('##', '#\\u0023');
}

/** Something that a runner shows with the results of a pipeline. */
export interface Annotation {
  readonly severity: 'error' | 'warning';
  readonly title: string;
  readonly message: string;
}

export const annotationChoices = ['github', 'azure-pipelines'] as const;
export type AnnotatedFor = (typeof annotationChoices)[number];

/** Maximum number of annotations that GitHub shows of each kind for a step (GitHub documentation: "Limits"). */
const mostAnnotations = 10;

/** Returns commands with which a runner shows annotations: of each kind, as many as it shows. */
export function toCommands(annotations: readonly Annotation[], runner: AnnotatedFor): readonly string[] {
  const shown = (['error', 'warning'] as const).flatMap((kind) =>
    annotations.filter(({ severity }) => severity === kind).slice(0, mostAnnotations),
  );
  return shown.map(runner === 'github' ? toGithubCommand : toAzureCommand);
}

function toGithubCommand({ severity, title, message }: Annotation): string {
  return `::${severity} title=${escapeGithubProperty(title)}::${escapeGithub(message)}`;
}

/** Escapes the data of a command as `@actions/core` does. Text can't contain another command. */
function escapeGithub(text: string): string {
  return toHarmless(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeGithubProperty(text: string): string {
  return escapeGithub(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function toAzureCommand({ severity, title, message }: Annotation): string {
  return `##vso[task.logissue type=${severity}]${escapeAzure(`${title}: ${message}`)}`;
}

/** Returns the command with which Azure Pipelines shows a Markdown file with the results. */
export function toSummaryCommand(file: string): string {
  return `##vso[task.uploadsummary]${escapeAzure(file)}`;
}

/** Escapes the data of a command as `azure-pipelines-task-lib` does. */
function escapeAzure(text: string): string {
  return toHarmless(text).replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
