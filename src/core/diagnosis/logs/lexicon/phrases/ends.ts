import type { FailureCategory } from '../../../explanation/category.ts';
import type { Meanings } from '../../engine/words.ts';

/** Matches a call of a function in a GPU library. */
export const gpuCall = /\b(?:cu|cuda|hip|nvml|nccl|optix|vk|cl(?=Create|Enqueue|Build|Get|Finish))[A-Z]\w{2,40}\(/;

/** Phrases about exhausted resources, crashes, programs stopped from outside, and failing nodes. */
export const endPhrases: Meanings<FailureCategory> = [
  [
    /\b(?:out of|no|not enough|insufficient) (?:more )?(?:space|room) (?:left )?(?:on|in|for) (?:the )?(?:\w{1,30} ){0,2}\w{0,30}(?:list|array|table|buffer|stack|queue)s?\b(?! ?space)/i,
    'bad-input',
  ],
  [/\bmis-?matched .{0,60}\bversions?\b/i, 'dependency-version'],
  [gpuCall, 'gpu'],
  [
    /\b(?:CUDA(?:_HOME|_PATH)?|cuDNN|cuBLAS|NCCL|NVML|HIP|ROCm|OpenCL|Vulkan|OptiX|PTX|EGL|GLX|OpenGL)\b|\b(?:nvidia|VK_ERROR)|\[gpu\d\]|(?<![-\w])(?:GPUs?|VRAM|kernel launch)\b|could not load dynamic library 'lib(?:cu|nv)/i,
    'gpu',
  ],
  [
    /out of memory|\bKilled signal terminated program\b|\bcompiler error: Killed\b|exceeds (?:physical|available) memory|exceeds maximum array size|(?:cannot|could not|can't) be allocated|needs? .{0,30}\b(?:RAM|memory)\b.{0,20}\bonly\b|\bneed(?:s|ed)? \d.{0,40}\bonly \d.{0,20}\b(?:RAM|memory)\b|not enough (?:\w+ )?memory|no available memory|insufficient (?:\w+ )?memory|memory (?:limit|budget|cap)|(?:cannot|could not|failed to|unable to) (?:reserve|obtain) \d{4,20} bytes|(?:can(?:'t|not)|could(?: not|n't)|failed to|unable to) allocate(?! (?:0|-\d{1,20}) )|error (?:in )?allocating (?:\w+ )?(?:memory|arrays?)|\bexceeding (?:\w+ )?memory limits?\b|physical memory used|heap (?:space|exhausted|limit)|memory exceeded|allocation (?:of \d{1,20} bytes )?failed|memory .{0,20}\b(?:used up|exhausted)|\boom\b|\bbad(?:_| )alloc(?:ation)?\b|\bgc overhead limit/i,
    'out-of-memory',
  ],
  [
    [/\b(?:needs?|requires?|wants?) \d[\d.]{0,9} ?[KMGT]i?B\b/i, /\b(?:node|machine|system|VM|host) has\b/i],
    'out-of-memory',
  ],
  [
    [/\b(?:arena|pool|heap|buffers?|allocator) (?:is |was )?exhausted\b/i, /\d ?(?:bytes|[KMGT]i?B)\b/],
    'out-of-memory',
  ],
  [
    /\b(?:double free|invalid (?:next size|pointer)|stack smashing|corrupted (?:size|top)|pure virtual method|core dumped|segmentation (?:fault|violation)|access violation|segfault|abort trap|referenced memory at 0x\w{1,16}|bus error|illegal instruction|terminate called)\b|: assertion [`'].{1,200}' failed\.|\bfatal glibc error\b|\bsignal (?:4|6|7|8|11)\b|\bfatal error has been detected by the java runtime/i,
    'crash-signal',
  ],
  // With two capital letters, Stack Overflow is the name of a website.
  [/\b(?:[Ss]tack overflow|STACK OVERFLOW)\b/, 'crash-signal'],
  [
    /no (?:space|room) (?:left|on)\b|\bonly \d[\d.]{0,12} ?[KMGT]?i?B (?:free|left|remaining)\b|failed,? (?:with )?no space|\b(?:disk|volume|file ?system|device|dataset|storage|scratch|drive) (?:is |was |or \w+ )?full\b|\bvolume .{0,20}has been filled\b|\b0 ?(?:bytes|[KMGT]?i?B) (?:free|left|available)\b|not enough (?:free )?(?:disk )?space|insufficient (?:free )?(?:disk )?space|\b(?:disk|scratch|home|storage|block|inode) (?:space )?quota\b|quota exceeded on (?:file ?system|disk|volume|\/)|\bdisk is full\b|out of (?:disk )?space|\bwrote only \d{1,15} of \d|\b\d{1,15} requested and \d{1,15} written\b/i,
    'disk-full',
  ],
  [/\bquota\b.{0,40}\b(?:on|for|in) (?:\/\w|[A-Z]:\\|volume)|\b(?:user|group|block|inode) quota\b/i, 'disk-full'],
  [
    /\b(?:pre-?empt(?:ed|ion|ing)|evict(?:ed|ion)|reclaim(?:ed|ing)|request(?:ed)? to stop|interrupted by|(?:stopped|killed|ended|terminated|cancell?ed) by (?:the |an )?(?:operator|user|administrator)|shutdown requested|received (?:an? )?interrupt\b|signal: terminated|received signal (?:2|15))\b|\b(?:job|run|task|step) (?:\S{1,40} )?(?:was )?cancel+ed\b/i,
    'interrupted',
  ],
  [
    /\b(?:I\/O|Input\/output) error\b(?=.{0,80}\b(?:dev|sd[a-z]|nvme)|,)|\bstale file handle\b|\bremounted read-only\b|\bEXT4-fs error\b|\bXFS \(.{1,20}\)|\bECC (?:memory )?error\b|\b(?:read|write) error on \/dev\/(?:sd|nvme|vd)|\bnvme\d: /i,
    'node',
  ],
];
