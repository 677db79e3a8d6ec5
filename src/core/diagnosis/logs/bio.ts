import type { Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';

/** htslib writes `[E::function]`. */
const htslibErrors = Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => `[E::${letter}`);

/** samtools, bcftools, bwa, GATK, Picard, STAR, bowtie2 and friends. */
export const bioReaders: readonly Reader[] = lineRules([
  { on: '(ERR): "', match: /\(ERR\): "(?<what>[^"]{1,500})" does not exist/, category: 'missing-file' },
  { on: 'unable to determine types for file', category: 'bad-input' },
  { on: '[W::sam_read1', match: /Parse error at line/, category: 'bad-input' },
  { on: 'Exiting now ...', category: 'other', weight: 'echo', narrow: 'other' },
  {
    on: htslibErrors,
    match:
      /\[E::\w{1,60}\].{0,600}(?:No such file|[Ff]ailed to open file|fail to open|fail to locate the index|[Cc]ould not retrieve index|[Cc]ould not load.{0,60}index|Failed to open reference)/,
    category: 'missing-file',
  },
  {
    on: htslibErrors,
    match:
      /\[E::\w{1,60}\].{0,600}(?:[Pp]ars|truncated|[Uu]nrecogni[sz]ed|CRC|[Ii]nvalid|[Mm]alformed|not (?:in )?(?:BGZF|bgzip|a BAM|sorted)|[Uu]nknown|mismatch|[Ff]ormat|EOF|[Rr]ead block|[Ii]nflate|does not (?:match|appear)|header|chromosome blocks not continuous|[Uu]nsorted|expected)/,
    category: 'bad-input',
  },
  { on: ['EOF marker is absent'], category: 'bad-input' },
  {
    on: [
      '[main_samview] fail to read',
      'fail to read the header from',
      'failed to read header',
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
  {
    on: [
      'random alignment retrieval only works for indexed',
      'ould not load index',
      'fail to locate the index files',
      'index file',
      'Could not retrieve index file',
    ],
    match:
      /random alignment retrieval only works for indexed|ould not load index|fail to locate the index|Could not retrieve index file|index file .{1,300}(?:not found|does not exist|missing)/,
    category: 'missing-file',
  },
  {
    on: 'samtools ',
    match: /^samtools (?:\w{1,20}): (?:failed to open|can't open|fail to open) ["']?(?<what>[^"':]{1,500})/,
    category: 'missing-file',
    weight: 'cause',
  },
  { on: "samtools sort: couldn't allocate memory", category: 'out-of-memory' },
  { on: 'unrecognized command', match: /^\[(?:main|bwa)\w{0,20}\] unrecognized command/, category: 'bad-arguments' },
  {
    on: 'A USER ERROR has occurred',
    match:
      /A USER ERROR has occurred: .{0,600}(?:Couldn't read file|doesn't exist|does not exist|No such file|cannot be found|Cannot read non-existent|not found|index|dictionary)/i,
    category: 'missing-file',
  },
  {
    on: 'A USER ERROR has occurred',
    match:
      /A USER ERROR has occurred: .{0,200}(?:Argument|[Ii]nvalid argument|is not a recognized option|was missing|required|Illegal argument|Bad input: .{0,60}argument|command line|Illegal)/,
    category: 'bad-arguments',
  },
  {
    on: 'A USER ERROR has occurred',
    match:
      /A USER ERROR has occurred: (?:Input files|Badly formed|Bad input|Malformed|.{0,300}(?:malformed|incompatible contigs|No overlapping contigs|unable to parse|cannot decode|Error parsing|truncated))/i,
    category: 'bad-input',
  },
  { on: 'A USER ERROR has occurred', category: 'bad-arguments', narrow: 'kind' },
  {
    on: [
      'Exception in thread "main" picard.PicardException',
      'htsjdk.samtools.SAMFormatException',
      'htsjdk.samtools.SAMException',
    ],
    match: /SAMFormatException|PicardException|SAMException/,
    category: 'bad-input',
    narrow: 'guess',
  },
  {
    on: 'EXITING because of',
    match: /EXITING because of (?:fatal |FATAL )?(?:PARAMETERS?|parameters?) error/i,
    category: 'bad-arguments',
  },
  {
    on: ['EXITING because of', 'EXITING: '],
    match:
      /EXITING because of (?:fatal )?(?:INPUT|input) (?:file|FILE)?\s?(?:error|ERROR).{0,200}(?:not open|not find|exist)|could not open (?:genome|input|read)|EXITING because of fatal INPUT FILE error/,
    category: 'missing-file',
  },
  {
    on: ['EXITING because of', 'EXITING: FATAL ERROR'],
    match: /EXITING.{0,120}(?:FATAL ERROR in reads input|quality string|short read sequence|input error)/i,
    category: 'bad-input',
  },
  {
    on: ['EXITING: fatal error trying to allocate', 'limitGenomeGenerateRAM', 'limitBAMsortRAM'],
    match: /EXITING|trying to allocate|not enough memory/i,
    category: 'out-of-memory',
  },
  { on: 'does not exist or is not a Bowtie 2 index', category: 'missing-file' },
  {
    on: ['(ERR): bowtie2-align exited', '(ERR): hisat2-align exited'],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  {
    on: [
      'reads file does not look like a FAST',
      'Too few quality values',
      'fewer reads in file specified',
      'is not a FASTQ',
      'Malformed record',
      'malformed BED entry',
      'Malformed',
      'chrom names between files',
      'Unable to parse',
      'malformed FASTA',
      'Midline',
    ],
    match:
      /does not look like a FAST|Too few quality values|fewer reads in file|Malformed|malformed BED|malformed FASTA|Unable to parse|Midline/,
    category: 'bad-input',
    weight: 'error',
    narrow: 'told',
  },
]);
