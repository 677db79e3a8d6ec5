/** The page about definitions, with the code of each check. */
export function toDefinitionsPage({ codes, apiVersions }) {
  const rows = (severity) =>
    Object.entries(codes)
      .filter(([, code]) => code.severity === severity)
      .map(([name, { about }]) => `| \`${name}\` | ${about} |`)
      .join('\n');
  return `# Definitions

Made of the table of definitions and of the codes of checks (\`src/core/diagnosis/lint\`): \`npm run schemas\` writes it.

## Completion and explanations

VS Code completes and explains the properties of Azure Batch in files that are called \`*.pool.json\`, \`*.job.json\`,
\`*.task.json\`, \`*.tasks.json\` (a list of tasks), \`*.jobschedule.json\` and \`*.start-task.json\`, also where this extension was
never used. In an empty file, completion (Ctrl+Space) offers whole definitions to start from. A file of any other name says what
it is by its first property, for example \`"$schema": "azurebatch:/schemas/pool.json"\`; the others are \`job\`, \`task\`, \`tasks\`,
\`jobschedule\` and \`template\` (for the Azure Batch CLI extensions). It is left out on submission.

Comments are allowed in these files, and left out on submission. The Azure CLI refuses a file with comments.

## Checks

Definitions are checked by what is in them, whatever the file is called: while they are open, before they are submitted, and by
\`check\` of the [command line](cli.md). One mistake is one entry. Up to 4 MB are checked.

| severity | when |
|---|---|
| error | The service refuses the definition, or what it defines can never work, whatever else is so. Nothing with an error is submitted. |
| warning | The service takes it, and it probably does not do what you want, or harms you. |
| information | Worth knowing. Nothing has to be wrong. |

- A comment above a line turns checks off for that line: \`// batch-disable-next-line shell-syntax, open-quote -- why\`.
- The setting \`azureBatch.definitions.rules\` sets another severity for a check, or \`off\`.
- The quick fix **Not this one again** writes one or the other.
- The setting \`azureBatch.definitions.apiVersion\` says which version of the API definitions are for:
  ${listVersions(apiVersions)}.
  A property that this version does not have is then an error.
- **Check Against** above a definition, or **Azure Batch: Check Definition Against an Account**, asks an account that is open what
  only it knows, with at most twenty requests. Its marks go when the text changes where they are, and when it is asked again.
- Ends of support are announced days, which Azure may move: what Batch says of its images and VM sizes comes first.

### Errors

| code | what was found |
|---|---|
${rows('error')}

### Warnings

| code | what was found |
|---|---|
${rows('warning')}

### Information

| code | what was found |
|---|---|
${rows('information')}
`;
}

function listVersions(versions) {
  const [last, ...others] = versions.toReversed();
  return `${others.reverse().join(', ')} or ${last}`;
}
