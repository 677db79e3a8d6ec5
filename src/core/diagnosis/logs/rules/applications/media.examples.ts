import type { ExamplesOf } from '../../engine/examples.ts';
import type { mediaRules } from './media.ts';

export const mediaExamples: Partial<ExamplesOf<typeof mediaRules>> = {
  'media-impossible-to-open': { examples: ["[concat @ 0x55d48f21bb00] Impossible to open 'a.mp4'"] },
  'media-unknown-pixel-format': { examples: ['Unknown pixel format requested: nosuch.'] },
  'media-could-find-no': {
    examples: ["[image2 @ 0x563f897ebb00] Could find no file with path 'frames/%04d.png' and index in the range 0-4"],
  },
  'media-moov-atom-not': {
    examples: ['moov atom not found', '[mov,mp4,m4a,3gp,3g2,mj2 @ 0x564b19c6c840] moov atom not found'],
  },
  'media-invalid-data-found': {
    examples: ['Invalid data found when processing input', 'a.mp4: Invalid data found when processing input'],
  },
  'media-invalid-nal-unit': { examples: ['[h264 @ 0x55d0] Invalid NAL unit size (0 > 4141).'] },
  'media-unknown-encoder': { examples: ["Unknown encoder 'hevc_nope'"] },
  'media-no-such-filter': {
    examples: [
      'At least one output file must be specified',
      "[AVFilterGraph @ 0x5] Error initializing filter 'drawtext' with args 'fontfile=/fonts/x.ttf'",
    ],
  },
  'media-error-splitting-the': {
    examples: ['Conversion failed!', '[Parsed_crop_0 @ 0x55fdb697d080] Failed to configure input pad on Parsed_crop_0'],
  },
  'media-invalid-too-big': {
    examples: [
      "[Parsed_crop_0 @ 0x55fdb697d080] Invalid too big or non positive size for width '9999' or height '9999'",
    ],
  },
  'media-yaml-parse-exception': { examples: ['YAML parse exception at line 2, column 0,'] },
  'media-already-exists-overwrite': {
    examples: ["File 'out.mp4' already exists. Overwrite? [y/N] Not overwriting - exiting"],
  },
  'media-server-returned-404': { examples: ['[https @ 0x55d0] HTTP error 404 Not Found'] },
  'media-unable-to-open': {
    examples: ["convert: unable to open image `in.png': No such file or directory @ error/blob.c/OpenBlob/2998."],
  },
  'media-no-decode-delegate': {
    examples: [
      'Not a TIFF file: bad magic number 20530',
      "convert: improper image header `in.png' @ error/png.c/ReadPNGImage/4110.",
    ],
  },
  'media-cache-resources-exhausted': {
    examples: ["convert-im6.q16: cache resources exhausted `tile.png' @ error/cache.c/OpenPixelCache/4095."],
  },
  'media-not-recognized-as': {
    examples: [
      "ERROR 4: `dem.tif' not recognized as a supported file format.",
      "fiona.errors.DriverError: 'a.geojson' not recognized as a supported file format.",
      "rasterio.errors.RasterioIOError: 'b.tif' not recognized as a supported file format.",
    ],
  },
  'media-error-4-no': {
    examples: [
      'ERROR 4: dem.tif: No such file or directory',
      'ERROR 4: /mnt/dem/n45e006.tif: No such file or directory',
      "ERROR 4: Attempt to create new tiff file `/mnt/nope/o.tif' failed: No such file or directory",
    ],
  },
  'media-proj-proj-create': { examples: ['ERROR 1: PROJ: proj_create_from_database: crs not found'] },
};
