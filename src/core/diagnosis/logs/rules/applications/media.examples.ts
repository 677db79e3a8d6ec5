import type { ExamplesOf } from '../../engine/examples.ts';
import type { mediaRules } from './media.ts';

export const mediaExamples: ExamplesOf<typeof mediaRules> = {
  'media-missing-input': {
    examples: [
      "[concat @ 0x55d48f21bb00] Impossible to open 'a.mp4'",
      "[image2 @ 0x563f897ebb00] Could find no file with path 'frames/%04d.png' and index in the range 0-4",
      '[https @ 0x55d0] HTTP error 404 Not Found',
      "convert: unable to open image `in.png': No such file or directory @ error/blob.c/OpenBlob/2998.",
      'ERROR 4: dem.tif: No such file or directory',
      "ERROR 4: Attempt to create new tiff file `/mnt/nope/o.tif' failed: No such file or directory",
    ],
  },
  'ffmpeg-no-moov-atom': {
    examples: ['moov atom not found', '[mov,mp4,m4a,3gp,3g2,mj2 @ 0x564b19c6c840] moov atom not found'],
  },
  'ffmpeg-invalid-data': {
    examples: ['Invalid data found when processing input', 'a.mp4: Invalid data found when processing input'],
  },
  'ffmpeg-part-refuses': {
    examples: [
      '[wav @ 0x5581c0a4] A file of this kind must be written with exactly one stream',
      '[dnxhd @ 0x55d0c3e0] frame size is not supported by the profile',
    ],
    not: ['[swscaler @ 0x55d0c3e0] deprecated pixel format used, make sure you did set range correctly'],
  },
  'ffmpeg-broken-stream': { examples: ['[h264 @ 0x55d0] Invalid NAL unit size (0 > 4141).'] },
  'ffmpeg-missing-codec': { examples: ["Unknown encoder 'hevc_nope'"] },
  'ffmpeg-bad-option': {
    examples: [
      'At least one output file must be specified',
      'Unknown pixel format requested: nosuch.',
      "[Parsed_crop_0 @ 0x55fdb697d080] Invalid too big or non positive size for width '9999' or height '9999'",
      "[AVFilterGraph @ 0x5] Error initializing filter 'drawtext' with args 'fontfile=/fonts/x.ttf'",
    ],
  },
  'ffmpeg-argument-error': {
    examples: ['Conversion failed!', '[Parsed_crop_0 @ 0x55fdb697d080] Failed to configure input pad on Parsed_crop_0'],
  },
  'media-yaml-error': { examples: ['YAML parse exception at line 2, column 0,'] },
  'ffmpeg-output-exists': {
    examples: ["File 'out.mp4' already exists. Overwrite? [y/N] Not overwriting - exiting"],
  },
  'imagemagick-missing-module': {
    examples: [
      "convert: unable to load module `/opt/im/modules-Q16/coders/tiff.la': file not found @ error/module.c/OpenModule/1275.",
    ],
  },
  'imagemagick-broken-image': {
    examples: [
      'Not a TIFF file: bad magic number 20530',
      "convert: Expected 4096 bytes; found 0 bytes `frame.png' @ warning/png.c/MagickPNGWarningHandler/1748.",
      "convert: Read Exception `frame.png' @ error/png.c/MagickPNGErrorHandler/1715.",
      "convert: improper image header `in.png' @ error/png.c/ReadPNGImage/4110.",
    ],
  },
  'imagemagick-resources': {
    examples: ["convert-im6.q16: cache resources exhausted `tile.png' @ error/cache.c/OpenPixelCache/4095."],
  },
  'gdal-unknown-format': {
    examples: [
      "ERROR 4: `dem.tif' not recognized as a supported file format.",
      "fiona.errors.DriverError: 'a.geojson' not recognized as a supported file format.",
      "rasterio.errors.RasterioIOError: 'b.tif' not recognized as a supported file format.",
    ],
  },
  'gdal-unknown-driver': { examples: ['ERROR 1: PROJ: proj_create_from_database: crs not found'] },
  'gstreamer-missing-element': { examples: ['WARNING: erroneous pipeline: no element "nvh264enc"'] },
  'ffmpeg-input-unauthorized': {
    examples: [
      'https://media.example.com/in.mp4: Server returned 403 Forbidden (access denied)',
      '[https @ 0x5581] HTTP error 401 Unauthorized',
    ],
  },
  'imagemagick-policy': {
    examples: [
      "convert-im6.q16: attempt to perform an operation not allowed by the security policy `PDF' @ error/constitute.c/IsCoderAuthorized/426.",
    ],
  },
  'gdal-driver-refused': { examples: ['ERROR 6: The JP2 driver does not support update access to existing datasets.'] },
};
