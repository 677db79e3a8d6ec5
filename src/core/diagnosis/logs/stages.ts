/** Matches lines with which scripts, build tools, and workflow engines announce their next step. */
const headings: readonly RegExp[] = [
  // A shell that traces its commands (`set -x`), except commands within other commands.
  /^\+ (?<title>\S.*)$/,
  // Azure Pipelines, GitHub Actions, GitLab
  /^##\[(?:section|group|command)\](?<title>.+)$/,
  /^::group::(?<title>.+)$/,
  /^section_start:\d+:[\w.-]+(?:\[[^\]]*\])?[ \r](?<title>\S.*)$/,
  // Docker and BuildKit
  /^(?<title>Step \d+\/\d+ : .+)$/,
  /^#\d+ (?<title>\[(?:\S+ )?\d+\/\d+\] .+)$/,
  // Ansible, Snakemake, Nextflow, Gradle, Maven, Make
  /^(?<title>(?:PLAY|TASK|RUNNING HANDLER) (?:RECAP|\[.*?\])) \*+$/,
  /^(?<title>(?:local)?(?:rule|checkpoint) \w+):$/,
  /^\[[\da-f]{2}\/[\da-f]{6}\] (?:Submitted |Cached )?process > (?<title>.+)$/,
  /^> (?<title>Task :\S+)/,
  /^\[INFO\] -+< (?<title>.+) >-+$/,
  /^make(?:\[\d+\])?: Entering directory '(?<title>.+)'$/,
  // Words between rows of symbols.
  /^(?:={3,}|-{3,}|\*{3,}|#{3,}|~{3,}|>{3,}|==>|-->) ?(?<title>[^\s=*#~>-].{0,200}?) ?(?:={3,}|-{3,}|\*{3,}|#{3,}|~{3,}|<{3,})?$/,
  // Plain words
  /^(?<title>(?:Step|Stage|Phase|Part) \d+(?:\s?(?:of|\/)\s?\d+)?(?:\s?[:.)–-]\s.*)?)$/i,
  /^\[(?<title>\d+\/\d+\] \S.*)$/,
];

const attempt =
  /\b(?:attempt|try|retry|retrying|retries)\b[^\w\n]{0,4}(?:no\.? ?|number |# ?)?\(?\d{1,4}(?:\)|\b)(?: ?(?:of|\/|out of) ?\d{1,4}\b)?|\(\d{1,4}(?:\/| of )\d{1,4} (?:attempts|tries|retries)\)/i;

/** First characters of headings; most lines of a log begin with other characters. */
const firstSigns = new Set('+=-*#~>:[<PTRSlrcmsSpPaA');

/** Returns the step that a line announces; undefined for other lines. */
export function readStage(line: string): string | undefined {
  if (!firstSigns.has(line.charAt(0)) || line.length > 1000) return undefined;
  for (const heading of headings) {
    const title = heading.exec(line)?.groups?.['title']?.trim();
    if (title !== undefined && title !== '') return title;
  }
  return undefined;
}

/** Checks whether a line announces another attempt or gives an attempt's number. */
export function isAttempt(line: string): boolean {
  return line.length <= 1000 && attempt.test(line);
}
