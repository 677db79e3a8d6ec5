import type { ShownText } from './shownTexts.ts';

/** Texts that aren't translated: names in the sample account, output of its tasks, and words of the API. */
const data: readonly RegExp[] = [
  // Output of tasks and messages of the service outside quotes.
  /^```text$|^\d+ \| .*$/g,
  /moov atom not found/gi,
  /Segmentation fault \(core dumped\) bwa mem|Killed blender --background/g,
  // A title contains the beginning of a line.
  /ValueError: could not convert(?: string(?: to float:?)?)?(?: \*)?/g,
  /(?:ValueError: )?invalid literal(?: for int\(\)(?: with base(?: 10: '')?)?)?/gi,
  /align\.sh: line .*/g,
  /\btar(?: \(child\))?: .*/g,
  /Inflate operation failed(?:: invalid(?: distance too far back)?)?|invalid distance too far back(?: \(line \d+\))?/gi,
  /The VM disk is full\. Delete job, tasks, or file on the node to free up spaces and then restart the node\./g,
  /There is not enough disk space on the node/g,
  /[\w.-]+\(\d+\): syntax error near/g,
  /The task (?:process exited with an unexpected exit code|exited with an exit code representing a failure)/g,
  // The name of a detail in the service's messages.
  /\bMessage(?=:| =)/g,
  /The storage service answered 404/g,
  /One of the specified Azure Blob\(s\) is not found/g,
  // Code, quotations, files, programs and addresses.
  /https?:\/\/[^\s,⟧]+/g,
  /`[^`]*`|“[^”]*”|"[^"]*"/g,
  /python3 [^⟦]*/g,
  /\bbash(?= [\w-]+\.(?:sh|…))/g,
  /\b(?:apt-get|samtools|torchvision)\b/g,
  /--[a-z]+(?:-[a-z]+)*/g,
  /[\w.*/-]+\.(?:txt|py|sh|pt|env|exr|mp4|png|example|tar\.gz)\b/g,
  // A short title ends within the name of a file.
  /[\w-]+\.…/g,
  /(?:https?:\/)?(?:\/[\w.~-]+)+/g,
  /\bcontosodata[\w./]*|\b(?:inputs|models|outputs)\b/g,
  // IDs.
  /\b(?:sample|elastic|gpu-train|cpu-render|risk-nightly|spot-genomics|win-cad)\b/g,
  /\b(?:convert|ingest|train|genomics|encode|frames|monte-carlo|nightly|reports|weekly-archive)\b/g,
  /\b[a-z]+-\d[\d-]*\b|\bna\d+\b/g,
  // The simulator's location, and its VM sizes.
  /\blocal\b|\bstandard_\w+/g,
  /\btvmps_[0-9a-f]+(?:_[a-z])?/g,
  // Codes and properties of the service, names of facts in explanations, signals and units.
  /\b[A-Za-z]+[a-z][A-Z]\w*/g,
  // Node agents, and series of VM sizes.
  /\bbatch\.node\.[a-z]+ [\d.]+/g,
  /\bNC A100 v4\b|\bDdsv5\b/g,
  // Azure's names of hosts that nodes connect to, roles, and operations of the activity log.
  /[\w.-]+\.(?:com|net):\d+/g,
  /\bAzure (?:Batch|Storage)(?=:)|\bMicrosoft Package Repository(?=:)/g,
  /\b(?:Monitoring|Log Analytics) Reader\b|(?<= )Reader(?=\))/g,
  /\bCreate or update Batch Account · Succeeded · simulator\b/g,
  // Programs with documented exit codes.
  /\((?:python|java|curl)\)/g,
  /\bSIG[A-Z]+\b/g,
  /\bUTC\b|^SAS$/g,
  // A name that stays in every language, and VS Code's own word.
  /\bAzure Batch\b/g,
  /^Cancel$/g,
];

/** Finds the texts with plain letters that are not data. */
export function findUntranslated(shown: readonly ShownText[]): readonly string[] {
  return findLeft(shown, /[A-Za-z]{2}/);
}

/** Words that most English sentences contain and no French, Dutch, or Swedish ones, and the names of states. */
const english =
  /\b(?:the|and|are|were|have|been|this|that|which|with|its|they|when|than|cannot|failed|running|waiting|task|tasks|node|nodes|ago|at least)\b/i;

/** Finds the texts with English that is not data. */
export function findEnglish(shown: readonly ShownText[]): readonly string[] {
  return findLeft(shown, english);
}

function findLeft(shown: readonly ShownText[], pattern: RegExp): readonly string[] {
  const found = shown.flatMap(({ where, text }) => {
    const rest = data.reduce((left, known) => left.replace(known, ''), text);
    return pattern.test(rest) ? [`${where}: ${text}`] : [];
  });
  return [...new Set(found)];
}
