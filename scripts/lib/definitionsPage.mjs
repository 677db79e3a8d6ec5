/** Returns the page about definitions, with the code of each check. */
export function toDefinitionsPage({ codes, apiVersions }) {
  const rows = (severity) =>
    Object.entries(codes)
      .filter(([, code]) => code.severity === severity)
      .map(([name, { about }]) => `| \`${name}\` | ${about} |`)
      .join('\n');
  return `# Definitions

Generated from the table of definitions and the codes of checks (\`src/core/diagnosis/lint\`): \`npm run schemas\` writes it.

## Completion and explanations

VS Code completes and explains the properties of Azure Batch in files named \`*.pool.json\`, \`*.job.json\`,
\`*.task.json\`, \`*.tasks.json\` (a list of tasks), \`*.jobschedule.json\` and \`*.start-task.json\`, even if this extension
has never been used. In an empty file, completion (Ctrl+Space) offers whole definitions to start with. A file with any other name
declares what it is with its first property, for example \`"$schema": "azurebatch:/schemas/pool.json"\`; the others are \`job\`,
\`task\`, \`tasks\`, \`jobschedule\` and \`template\` (for the Azure Batch CLI extensions). The property is left out on submission.

Comments are allowed in these files, and are left out on submission. The Azure CLI rejects a file with comments.

## Checks

Definitions are checked by their contents, whatever the file is named: while they're open, before they're submitted, and by
\`check\` on the [command line](cli.md). Each mistake is one entry. Up to 4 MB are checked.

| severity | when |
|---|---|
| error | The service rejects the definition, or what it defines can never work, whatever the circumstances. Nothing with an error is submitted. |
| warning | The service accepts it, but it probably doesn't do what you want, or is harmful. |
| information | Worth knowing. Nothing is necessarily wrong. |

- A comment above a line turns off checks for that line: \`// batch-disable-next-line shell-syntax, open-quote -- why\`.
- The setting \`azureBatch.definitions.rules\` sets a different severity for a check, or turns it \`off\`.
- The quick fixes **Ignore this problem: add a comment** and **Ignore this problem: never check for …** write one or the other for you.
- The setting \`azureBatch.definitions.apiVersion\` specifies the API version that definitions target:
  ${listVersions(apiVersions)}.
  A property that this version doesn't have is then an error.
- **Check Against** above a definition, or **Azure Batch: Check Definition Against an Account**, asks an open account for what
  only it knows, with at most twenty requests. The marks disappear when the marked text changes, and when the account is asked again.
  Submitting a definition shows what of this is known without a request, before it asks for confirmation.
- VM size names are compared with those that Azure had on April 22, 2025, and with what has been announced since. A name that may be
  newer is only worth knowing.
- A template or a pool in the form of Azure Resource Manager is recognized, with what to rename, but its values aren't checked.
- End-of-support dates are those that were announced, and Azure may move them: what Batch says about its images and VM sizes takes
  precedence.

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
