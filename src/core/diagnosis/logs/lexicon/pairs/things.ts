import type { Lexicon } from './mention.ts';

/** Subjects that an error can mention, specific before common. */
export const thingKinds = [
  'license',
  'gpu',
  'mpi',
  'memory',
  'disk',
  'lock',
  'certificate',
  'signature',
  'credential',
  'privilege',
  'image',
  'quota',
  'rate',
  'module',
  'program',
  'hostName',
  'peer',
  'time',
  'version',
  'encoding',
  'variable',
  'option',
  'setting',
  'code',
  'data',
  'object',
  'item',
  'file',
] as const;

export type Thing = (typeof thingKinds)[number];

/** Names of things as programs quote them; the parts of these names are meaningless. */
export const names: Lexicon<Thing> = [
  ['module', /(?<![\w+./-])[\w+./-]{1,200}\.(?:so(?:\.\d{1,3}){0,3}|dll|dylib|pm)\b/gi],
  ['lock', /(?<![\w./-])[\w./-]{0,200}[./]lock\b|\block ?files?\b/gi],
  ['license', /(?<![\w./\\-])[\w./\\-]{0,200}\.lic\b/gi],
  ['variable', /\benvironment[- ]variables?\b|\benv(?:ironment)? vars?\b/gi],
  ['setting', /\$\{?[A-Z][A-Z0-9_]{2,60}\}?|(?<![\w/.-])[A-Z][A-Z0-9]{1,30}(?:_[A-Z0-9]{1,30}){1,6}\b(?![/.(=-])/g],
  [
    'file',
    /(?<![\w.])(?!\\[nt])(?:\.{0,2}|~|[A-Za-z]:|[\w.@%+-]{1,80})[/\\][\w.@%+*~-]+(?:[/\\][\w.@%+*~-]+)*|(?<![\w.@-])[\w@%+*-]{1,80}(?:\.[\w-]{1,40}){0,3}\.(?!(?:js|io|com|net|org|invalid|local)\b)(?:[a-z][a-z0-9]{0,4}|parquet|geojson|safetensors|feather|sqlite3)\b(?!\.\w|[(\w])/g,
  ],
  [
    'peer',
    /(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}:\d{2,5}\b(?!:\d)|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}\.(?:com|net|org|io|invalid|local)\b/gi,
  ],
];

/** Words for things, specific before common: if two overlap, the first one counts. */
export const things: Lexicon<Thing> = [
  [
    'license',
    /\blicen[cs](?:es?|ed|ing)\b|\bFLEX(?:lm|net)\b|\bdongles?\b|\bHASP\b|\bRLM\b|\bproduct key\b|\b(?:floating )?seats?\b(?= (?:of|for)\b)|\bfloating seats?\b|\btrial (?:period|version)\b/gi,
  ],
  [
    'gpu',
    /\bGPUs?\b|\bCUDA\b|\bcu(?:DNN|BLAS|Init)\w*|\bNCCL\b|\bNVML\b|\bnvidia\b|\bHIP\b|\bROCm\b|\bOpenCL\b|\bVulkan\b|\bOptiX\b|\bPTX\b|\bEGL\b|\bGLX\b|\bOpenGL\b/gi,
  ],
  ['mpi', /\bMPI\b|\bcommunicators?\b/gi],
  [
    'memory',
    /\b(?:memory|RAM|heap|MAXMEM|malloc|calloc|realloc|swap|allocat(?:e|ing|ion)(?! (?:of )?(?:0|-\d{1,20}) ))\b/gi,
  ],
  ['disk', /\b(?:disk|volume|file ?system|scratch|(?<!blob |cloud |object )storage|drive) ?(?:space)?\b|\bspace\b/gi],
  ['lock', /\b(?:locks?|mutex|lease|semaphore|another (?:\w+ ){0,2}(?:instance|process|writer|task|job|run|user))\b/gi],
  ['certificate', /\bcertificates?\b|\bhandshake\b|\bTLS\b|\bSSL\b/gi],
  ['signature', /\bSAS\b(?: token| URL| key)?|\bshared access signature\b/gi],
  [
    'credential',
    /\bcredentials?\b|\b(?:access |bearer |refresh |id )?tokens?\b(?= (?:was |is |has )?(?:rejected|refused|denied|revoked|expired))|\b(?:API|account|access|secret|shared) ?key\b|\bclient secret\b|\bpasswords?\b|\blog ?in\b|\bauthenticat\w+|\bauthori[sz]ation\b/gi,
  ],
  ['privilege', /\bpermissions?\b|\bprivileges?\b|\brights\b|\baccess\b(?! (?:key|token))/gi],
  [
    'image',
    /\bmanifest\b(?= (?:for|unknown))|(?<!\b(?:unit|npm|plug-?in|model|schema|task|type|class|component|function|windows) )\bregistry\b|\bcontainer image\b|\bimage reference\b/gi,
  ],
  ['quota', /\bquotas?\b|\bcredits?\b|\bbalance\b|\bfunds\b/gi],
  ['rate', /\b(?:request )?rates?\b(?= (?:limit|is|exceeded|too))|\brequests per \w+/gi],
  [
    'module',
    /\b(?:modules?|packages?|librar(?:y|ies)|plug-?ins?|add-?ons?|dependenc(?:y|ies)|crates?|gems?|shared object|toolbox|bindings?|backend|(?:database|ODBC|JDBC|GDAL) driver|entry point)\b/gi,
  ],
  ['program', /\b(?:executables?|binar(?:y|ies)|programs?|commands?|tools?|interpreter|compiler)\b/gi],
  [
    'hostName',
    /\bhost ?names?\b|\bremote names?\b|\bDNS\b|\bname servers?\b|\bunknown host\b|\baddress (?:for|of) host\b/gi,
  ],
  [
    'peer',
    /\b(?:connections?|servers?|brokers?|endpoints?|sockets?|peer|upstream|scheduler|remote|network|host|address|port(?= (?:\d|is |was )| in use)|daemon|gateway|proxy|stream|channel|transport|service|cluster|URL|https?:\/\/\S{1,200})\b/gi,
  ],
  ['time', /\b(?:wall ?(?:clock )?time|time ?limit|deadline|budget)\b/gi],
  ['version', /\b(?:versions?|API|ABI|release|revision|protocol|toolchain|architecture|platform|ELF)\b/gi],
  [
    'encoding',
    /\b(?:UTF-?(?:8|16|32)|ASCII|Unicode|charset|multi-?byte|byte order mark|BOM|line endings?|carriage return|encoding)\b/gi,
  ],
  [
    'option',
    /(?<![\w-])-{1,2}[A-Za-z][\w-]{0,40}\b|\b(?:options?|arguments?|args|flags?|parameters?|switch(?:es)?|operands?|sub-?commands?|settings?|choice)\b/gi,
  ],
  [
    'code',
    /\b(?:identifiers?|functions?|methods?|subroutines?|symbols?|variables?|references?|array|list|index|nil|null|pointer|macro|classe?s?|attribute)\b/gi,
  ],
  [
    'data',
    /\b(?:records?|fields?|pixels?|data|columns?|rows?|lines?|headers?|formats?|values?|keys?|keywords?|tags?|entr(?:y|ies)|sections?|blocks?|tokens?|sequences?|reads?|quality|qualities|elements?|nodes?|atoms?|residues?|mesh|cells?|faces?|edges?|vert(?:ex|ices)|patch(?:es)?|matrix|matrices|tensors?|arrays?|shapes?|dimensions?|bands?|frames?|chunks?|characters?|codec|dates?|times?|timestamps?|labels?|samples?|genes?|genomes?|contigs?|chromosomes?|molecules?|bonds?|topology|types?|json|xml|yaml|csv|toml|html|numbers?(?! of)|ids?|coordinates?|geometry|geometries|boundar(?:y|ies)|material|timestep|time step|step size|checksums?|hash(?:es)?|digests?|md5|sha-?\d{1,3}|crc|syntax|markup|stream|quote|brackets?|parenthes[ie]s|units?|schema|property|properties|attributes?|variables?|relation|tables?|views?|alignments?|spectrum|spectra|peaks?|scans?|polygons?|rings?|features?|layers?|projections?|grids?|knots?|weights?|vocab(?:ulary)?|magic)\b/gi,
  ],
  ['object', /\b(?:blobs?|buckets?|containers?|shares?|entity|queue|topic)\b/gi],
  ['item', /\bobjects?\b/gi],
  [
    'file',
    /\b(?:files?|director(?:y|ies)|folders?|paths?|checkpoints?|data ?sets?|datasets?|assets?|textures?|images?|cache|inputs?|decks?|models?|configs?|configuration|scenes?|references?|databases?|archives?|pretrained weights|sample ?sheets?|BAM|VCF|FASTA|FASTQ|index files?|restart dump|dumps?|snapshots?|lookup tables?|namelists?|training splits?)\b/gi,
  ],
];
