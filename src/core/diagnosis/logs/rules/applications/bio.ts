import type { Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';

/** Beginnings of htslib's errors, which have the form `[E::function]`. */
const htslibErrors = Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => `[E::${letter}`);

/** Rules for samtools, bcftools, bwa, GATK, Picard, STAR, bowtie2, and related programs. */
export const bioRules = {
  'htslib-unknown-command': { like: '[E::main] unrecognized command', category: 'bad-arguments' },
  'bedtools-unknown-format': {
    like: [
      'unable to determine types for file',
      'is in a format that cannot be usefully indexed',
      'not found in FASTA file',
      '[faidx] Failed to fetch sequence',
    ],
    category: 'bad-input',
  },
  'bcftools-unknown-tag': {
    like: [
      'no such tag defined in the VCF header',
      '(CArgException::',
      'Error: Argument "{what}". ',
      'sample that does not exist in header',
    ],
    category: 'bad-arguments',
  },
  'macs-model-not-built': { like: 'so I can not build the model', category: 'bad-input', weight: 'error' },
  'htslib-missing-sequence': { like: '[E::faidx{}was not found', category: 'bad-input', narrow: 'unmistakable' },
  'bio-missing-input': {
    like: [
      '(ERR): "{what}" does not exist',
      'File existence/permissions problem',
      'does not contain necessary file {what}',
      '/mafft: Cannot open {what}',
      'Cannot read non-existent file: {what}',
      'MSG: ERROR: No cache found',
      'MSG: ERROR: Cache directory {what} not found',
      '[E::{}]{}No such file',
      '[E::{}]{}fail to locate the index',
      '[E::{}]{}Could not retrieve index',
      '[E::{}]{}could not retrieve index',
      '[E::{}]{}Could not load{}index',
      '[E::{}]{}could not load{}index',
      '[E::{}]{}Failed to open reference',
      '^samtools {}: failed to open {what}',
      "^samtools {}: can't open {what}",
      '^samtools {}: fail to open {what}',
      '##### ERROR MESSAGE: {}not exist',
      "##### ERROR MESSAGE: Couldn't read file",
      "Property: '{what}.genome' not found",
      'does not exist or is not a Bowtie 2 index',
    ],
    category: 'missing-file',
  },
  'bio-unknown-format': {
    like: [
      'File format problem',
      'unable to find FASTA index entry',
      'Unable to detect quality encoding',
      'sequence does not match the REF allele',
      'read characters than quality values',
      'quality values than read characters',
      'sequence and quality have different length',
      'no features were loaded in format',
      'No input read files were valid',
      'does not look like a FAST',
      'is not BGZF',
      'Input file is empty. Exiting',
      'FileTruncatedException: {}',
    ],
    category: 'bad-input',
  },
  'blast-missing-database': { like: 'No alias or index file found', category: 'missing-file' },
  'bio-parse-error': { like: 'Parse error at line', category: 'bad-input' },
  'htslib-malformed': {
    on: htslibErrors,
    unless: /[Ff]ail(?:ed)? to open|No such file/,
    match: [
      /\[E::/,
      /[Pp]ars|truncated|[Uu]nrecogni[sz]ed|CRC|[Ii]nvalid|[Mm]alformed|not (?:in )?(?:BGZF|bgzip|a BAM|sorted)|[Uu]nknown|mismatch|[Ff]ormat|EOF|[Rr]ead block|[Ii]nflate|does not (?:match|appear)|header|chromosome blocks not continuous|[Uu]nsorted|expected/,
    ],
    category: 'bad-input',
  },
  'htslib-truncated': { like: ['EOF marker is absent', 'paired reads have different names'], category: 'bad-input' },
  'htslib-error': { on: htslibErrors, match: /\[E::/, category: 'other', weight: 'error', narrow: 'other' },
  'samtools-unreadable': {
    on: [
      '[main_samview] fail to read',
      'is truncated',
      'truncated file',
      'not a BAM file',
      'could not parse header',
      'Failed to read from standard input: unknown file type',
      'unknown file type',
      'is not BGZF compressed',
      'not compressed with bgzip',
      'Error reading file',
      'is corrupted or unsorted',
    ],
    category: 'bad-input',
    weight: 'error',
  },
  'htslib-missing-index': {
    like: [
      'random alignment retrieval only works for indexed',
      'ould not load index',
      'fail to locate the index',
      'Could not retrieve index file',
      'index file {}not found',
      'index file {}does not exist',
      'index file {}missing',
    ],
    unless: /generating|building|creating/i,
    category: 'missing-file',
  },
  'samtools-unreadable-header': {
    like: ['fail to read the header from {what}', 'failed to read header'],
    category: 'bad-input',
  },
  'samtools-out-of-memory': { like: "samtools sort: couldn't allocate memory", category: 'out-of-memory' },
  'gatk-missing-input': {
    on: 'A USER ERROR has occurred',
    match: [
      /A USER ERROR has occurred: /,
      /Couldn't read file|doesn't exist|does not exist|No such file|cannot be found|Cannot read non-existent|not found|index|dictionary/i,
    ],
    category: 'missing-file',
  },
  'gatk-bad-argument': {
    like: [
      'A USER ERROR has occurred: {}Argument',
      'A USER ERROR has occurred: {}Invalid argument',
      'A USER ERROR has occurred: {}invalid argument',
      'A USER ERROR has occurred: {}is not a recognized option',
      'A USER ERROR has occurred: {}was missing',
      'A USER ERROR has occurred: {}required',
      'A USER ERROR has occurred: {}Bad input: {}argument',
      'A USER ERROR has occurred: {}command line',
      'A USER ERROR has occurred: {}Illegal',
      "##### ERROR MESSAGE: Argument with name '{what}' isn't defined",
      '##### ERROR MESSAGE: {}is no longer available in the GATK',
      '##### ERROR MESSAGE: Invalid argument value',
    ],
    category: 'bad-arguments',
  },
  'gatk-bad-input': {
    on: 'A USER ERROR has occurred',
    match: [
      /A USER ERROR has occurred: /,
      /^(?:Input files|Badly formed|Bad input|Malformed)|malformed|incompatible contigs|No overlapping contigs|unable to parse|cannot decode|Error parsing|truncated/i,
    ],
    category: 'bad-input',
  },
  'gatk-user-error': {
    like: 'A USER ERROR has occurred',
    unless: /\(version /,
    category: 'bad-arguments',
    narrow: 'kind',
  },
  'gatk3-error': { like: '##### ERROR MESSAGE: ', unless: /: Code exception/, category: 'bad-input', narrow: 'kind' },
  'picard-exception': {
    like: ['SAMFormatException', 'PicardException', 'SAMException'],
    category: 'bad-input',
    narrow: 'guess',
  },
  'star-bad-parameter': {
    on: 'EXITING because of',
    match: /EXITING because of (?:fatal |FATAL )?(?:PARAMETERS?|parameters?) error/i,
    category: 'bad-arguments',
  },
  'star-missing-input': {
    on: ['EXITING because of', 'EXITING: '],
    match: [/EXITING because of /, /could not open|not find|does not exist|INPUT FILE error/i],
    category: 'missing-file',
  },
  'star-bad-reads': {
    on: ['EXITING because of', 'EXITING: FATAL ERROR'],
    match: [/EXITING/, /FATAL ERROR in (?:reads input|input reads)|quality string|short read sequence|input error/i],
    category: 'bad-input',
  },
  'star-out-of-memory': {
    on: ['EXITING: fatal error trying to allocate', 'EXITING because of fatal ERROR: not enough memory'],
    category: 'out-of-memory',
  },
  'star-fatal': {
    on: ['EXITING because of', 'EXITING: FATAL ERROR'],
    category: 'other',
    weight: 'error',
    narrow: 'other',
  },
  'bio-exiting': {
    like: ['Exiting now ...', 'samblaster: Premature exit', 'bowtie2-align exited', 'hisat2-align exited'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'bio-malformed-record': {
    like: [
      'Too few quality values',
      'fewer reads in file',
      'Malformed record',
      'malformed BED',
      'malformed FASTA',
      'Unable to parse',
      'Midline',
    ],
    category: 'bad-input',
    weight: 'error',
    narrow: 'stated',
  },
} satisfies Rules;

/** Number of further lines in which htslib and its calling program may report a file that could not be opened. */
const furtherLines = 2;
const ofHtslib = /^\s*(?:\[E::\w|(?:samtools|bcftools|tabix|bgzip)\b)/;
/** Matches the error with which htslib reports a file format that it does not support. */
const unknownFormat = /: Exec format error\b/;

/** Rules for files that htslib cannot open; the line after the first one gives the reason. */
export const htslibRules = {
  'htslib-unopened-file': { on: ['ailed to open file', 'fail to open'], read: readUnopened },
  'htslib-unknown-format': { on: ['Exec format error'], read: readUnknownFormat },
} satisfies Rules;

function readUnopened(log: LogText, line: number): Finding | undefined {
  if (!/^\s*\[E::\w+\].{0,20}\b(?:[Ff]ailed to open file|fail to open)\b/.test(log.text(line))) return undefined;
  const covers = [line];
  for (let at = log.next(line); at !== -1 && covers.length <= furtherLines; at = log.next(at)) {
    if (!ofHtslib.test(log.text(at))) break;
    covers.push(at);
  }
  const category = covers.some((at) => unknownFormat.test(log.text(at))) ? 'bad-input' : 'missing-file';
  return { line, category, weight: 'cause', narrow: category === 'bad-input' ? 'unmistakable' : 'exact' };
}

function readUnknownFormat(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  if (!ofHtslib.test(text) || !unknownFormat.test(text)) return undefined;
  return { line, category: 'bad-input', weight: 'cause', narrow: 'unmistakable' };
}
