import type { Rules } from '../../engine/rule.ts';

/** FFmpeg, GStreamer, ImageMagick and GDAL. */
export const mediaRules = {
  'media-impossible-to-open': { like: "Impossible to open '{what}'", category: 'missing-file' },

  'media-unknown-pixel-format': { like: 'Unknown pixel format requested: {what}', category: 'bad-arguments' },

  'media-could-find-no': { like: "Could find no file with path '{what}'", category: 'missing-file' },

  'media-moov-atom-not': { like: 'moov atom not found', category: 'bad-input' },

  'media-invalid-data-found': { like: 'Invalid data found when processing input', category: 'bad-input' },

  'media-invalid-nal-unit': {
    like: [
      'Invalid NAL unit size',
      'error while decoding',
      'Header missing',
      'Failed to read frame size',
      'could not find codec parameters',
      'invalid as first byte of an EBML',
      'EBML header parsing failed',
    ],
    category: 'bad-input',
    weight: 'error',
  },

  'media-unknown-encoder': {
    like: ["Unknown encoder '{what}'", "Unknown decoder '{what}'", 'coder not found'],
    category: 'missing-module',
  },

  'media-no-such-filter': {
    on: [
      'No such filter: ',
      "Unrecognized option '",
      'Option not found',
      'At least one output file must be',
      'Unable to find a suitable output format',
      'Unable to choose an output format',
      'matches no streams',
      'Unknown input format: ',
      'Requested output format',
      'Missing argument for option',
      'Invalid duration specification',
      'Option .* cannot be applied',
      'Trailing option(s) found',
      'not divisible by 2',
      'height not divisible',
      'Error initializing complex filters',
      'Error initializing filter',
      'No option name near',
      'Undefined constant or missing',
    ],
    match:
      /No such filter|Unrecognized option '|Option not found|At least one output file|Unable to (?:find a suitable|choose an) output format|matches no streams|Unknown input format|Requested output format|Missing argument for option|Invalid duration|Trailing option|not divisible by 2|Error initializing|No option name near|Undefined constant/,
    category: 'bad-arguments',
  },

  'media-error-splitting-the': {
    like: [
      'Error splitting the argument list',
      'Error parsing options for',
      'Error parsing global options',
      'Error opening input file',
      'Error opening output file',
      'Conversion failed!',
      'Error while opening encoder',
      'Error initializing output stream',
      'Error reinitializing filters',
      'Failed to inject frame',
      'Failed to configure input pad',
      'Error while processing the decoded data',
      'Error opening filters',
      'Failed to set value',
      'Terminating thread with return code',
      'Task finished with error code',
    ],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },

  'media-erroneous-pipeline-no': {
    like: 'erroneous pipeline: no element "{what}"',
    category: 'missing-module',
    narrow: 'unmistakable',
    weight: 'verdict',
  },

  'media-invalid-too-big': { like: 'Invalid too big or non positive size', category: 'bad-arguments' },

  'media-yaml-parse-exception': { like: '^YAML parse exception at line', category: 'bad-input' },

  'media-already-exists-overwrite': {
    like: ['already exists. Overwrite?', 'Not overwriting - exiting'],
    category: 'conflict',
  },

  'media-server-returned-404': { like: ['Server returned 404', 'HTTP error 404'], category: 'missing-file' },

  'media-server-returned-401': {
    like: ['Server returned 401', 'Server returned 403', 'HTTP error 401', 'HTTP error 403'],
    category: 'auth-storage',
  },

  'media-unable-to-open': {
    like: [
      'unable to open image {what}: No such file',
      'unable to open image `{what}: No such file',
      "unable to open image '{what}: No such file",
      'unable to open image "{what}: No such file',
    ],
    category: 'missing-file',
  },

  'media-no-decode-delegate': {
    on: [
      'no decode delegate',
      'improper image header',
      'insufficient image data',
      'CorruptImage',
      'Not a JPEG file',
      'Not a PNG',
      'bad magic',
      'unexpected end-of-file',
      'Premature end of JPEG',
      'not a valid PNG',
      'libpng error',
      'Cannot read TIFF header',
      'Not a TIFF',
    ],
    match:
      /no decode delegate|improper image header|insufficient image data|CorruptImage|Not a (?:JPEG|PNG|TIFF)|unexpected end-of-file|Premature end|libpng error|Cannot read TIFF header|bad magic/i,
    category: 'bad-input',
  },

  'media-not-allowed-by': {
    like: 'not allowed by the security policy',
    category: 'permission',
  },

  'media-cache-resources-exhausted': { like: 'cache resources exhausted', category: 'out-of-memory' },

  'media-not-recognized-as': {
    like: [
      'not recognized as a supported file format',
      'not recognized as being in a supported',
      'not recognized as a file format',
    ],
    category: 'bad-input',
  },

  'media-error-4-no': { like: 'ERROR 4: {}No such file or directory', category: 'missing-file' },

  'media-proj-proj-create': {
    like: ['PROJ: proj_create_from_database: crs not found', 'Unable to find driver `{what}'],
    category: 'bad-arguments',
  },

  'media-error-6-driver': { like: 'ERROR 6: {}driver', category: 'bad-arguments', narrow: 'guess' },
} satisfies Rules;
