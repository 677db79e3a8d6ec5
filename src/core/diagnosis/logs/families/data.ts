import * as l10n from '@vscode/l10n';
import type { Families } from './family.ts';

const amazon =
  /boto|\baws\b|\bs3\b|s3:\/\/|amazonaws|when calling the \w+ operation|rclone|status code: \d+, request id|\d{8}T\d{6}Z/i;
const google = /google|gsutil|gcloud|\bgs:\/\/|gserviceaccount|artifactregistry|storage\.(?:buckets|objects)\./i;

/** Program families for maps, images, films, databases, and data storage. */
export const dataFamilies = {
  'proj-database': {
    program: /proj|gdal|rasterio|ogr|osr/i,
    match:
      /cannot find (proj\.db)|(?:Unable to|Cannot|can't) open .{0,40}(proj\.db|gcs\.csv|EPSG)|(proj\.db).{0,40}(?:not found|no such)|EPSG support file/i,
    step: () =>
      l10n.t(
        "Set PROJ_DATA (PROJ_LIB before PROJ 9.1) and GDAL_DATA to the installation's folders in the environment settings.",
      ),
  },
  'tiff-size': {
    program: /tiff|gdal|rasterio/i,
    match: /Maximum TIFF file size exceeded|BIGTIFF ?= ?YES|TIFF.{0,80}(?:4 ?GB|larger than 4)/i,
    step: () => l10n.t('Write the file with -co BIGTIFF=YES: the format ends at 4 GB otherwise.'),
  },
  'hdf5-locks': {
    program: /h5py|hdf5|netcdf|H5F/i,
    match: /unable to lock (?:the )?file|file locking disabled on this file system|No locks available/i,
    step: () =>
      l10n.t(
        'Set HDF5_USE_FILE_LOCKING=FALSE in the environment settings if the file is only read, or copy it to the node: the share gives no locks.',
      ),
  },
  'sqlite-share': {
    program: /sqlite/i,
    match: /disk I\/O error|SQLITE_IOERR|locking protocol/i,
    step: () =>
      l10n.t(
        "Keep the database on the node's local disk while the task runs, and copy it to the share at the end: SQLite needs locks that shares don't give.",
      ),
  },
  'imagemagick-limits': {
    program: /convert|magick|mogrify|montage/i,
    match:
      /cache resources exhausted|width or height exceeds limit|DistributedPixelCache|time limit exceeded .{0,60}cache/i,
    step: () =>
      l10n.t(
        "Raise the limits in ImageMagick's policy.xml (memory, map, disk, width, height) in the image or the start task.",
      ),
  },
  'ffmpeg-part': {
    program: /ffmpeg/i,
    match:
      /Unknown (?:encoder|decoder|filter) '?([\w-]+)|No such filter: '?([\w-]+)|(?:Encoder|Decoder|Muxer|Automatic encoder selection).{0,60}(?:not found|failed)/i,
    title: (what) => (what === '' ? undefined : l10n.t('This build of ffmpeg has no {0}', what)),
    step: () =>
      l10n.t(
        'Use another build of ffmpeg that has it; compare the name with `ffmpeg -encoders` and `ffmpeg -filters` first.',
      ),
  },
  'blender-display': {
    program: /blender/i,
    match:
      /Unable to open a display|could not (?:open|connect to) .{0,20}display|GHOST.{0,60}display|cannot open display/i,
    title: () => l10n.t('Blender needs a display that the node does not have'),
    step: () =>
      l10n.t(
        'Put -E CYCLES after the .blend file in the command line, since arguments apply in their order; Eevee needs a display (xvfb-run).',
      ),
  },
  'arnold-library': {
    program: /arnold|mtoa|\bkick\b|htoa/i,
    match: /unable to load dynamic library .{0,300}?: (\S+): cannot open shared object|node "?\S+"? is not installed/i,
    step: () =>
      l10n.t(
        'Add the library folder of the host program (Maya, Houdini) to LD_LIBRARY_PATH in the environment settings: the plug-in needs libraries from it.',
      ),
  },
  'licenses-taken': {
    program: /licen[sc]|flexlm|flexnet/i,
    match:
      /no available licenses|Licensed number of users already reached|-4,\s?132|(?:all|maximum) .{0,30}licenses? .{0,20}(?:in use|taken|reached)/i,
    step: () =>
      l10n.t(
        'Run fewer tasks at once, or wait for a free license: the server answered, and all licenses of this type are in use.',
      ),
  },
  'singularity-temporary': {
    program: /singularity|apptainer|rootfs-|squashfs/i,
    match:
      /\/tmp\/\S*(?:rootfs|build-temp|bundle)\S*.{0,80}no space left|(?:unpack|extract|create)\w* .{0,200}\/tmp\/.{0,200}no space left|while (?:building|extracting|unpacking).{0,300}no space left/i,
    step: () =>
      l10n.t(
        'Set SINGULARITY_TMPDIR (APPTAINER_TMPDIR) to a folder under AZ_BATCH_NODE_SHARED_DIR: the image is unpacked in the small /tmp.',
      ),
  },
  'postgres-connections': {
    program: /postgres|psycopg|psql|\bFATAL\b|pg_|asyncpg/i,
    match:
      /too many clients already|remaining connection slots are reserved|too many connections for (?:role|database)/i,
    step: () =>
      l10n.t(
        'Open fewer connections at once (fewer tasks, or a pooler such as PgBouncer), and close each after its use.',
      ),
  },
  'azcopy-folder': {
    program: /azcopy/i,
    match:
      /cannot use directory as source without --recursive|(?:source|it) is a directory.{0,60}recursive|--recursive (?:flag|option)? ?(?:is|was) (?:not|required)/i,
    title: () => l10n.t('azcopy copies a folder only with --recursive'),
    step: () => l10n.t('Add --recursive to azcopy copy, or end the source with /* to copy only what is in the folder.'),
  },
  'address-without-host': {
    program: /wget|curl|https?:|requests|urllib/i,
    match:
      /https?:\/\/(?:\/\S*)?: Invalid host name|No host part in the URL|Invalid URL '?https?:\/\/\/?\S*'?: No host supplied|no host given/i,
    title: () => l10n.t('An address has no host'),
    step: () =>
      l10n.t('Set the variable with the address, which is empty: nothing follows https:// where the host should be.'),
  },
  'storage-blocks': {
    program: /azcopy|UPLOADFAILED|blob|azure|\bblock/i,
    match:
      /number of blocks will exceed the limit|(?:block list|blob) (?:may|can)(?:not| not) (?:contain|have) more than 50,?000|BlockListTooLong/i,
    title: () => l10n.t('The file needs more blocks than a blob can have'),
    step: () =>
      l10n.t(
        'A blob has at most 50,000 blocks. Upload in larger ones: `--block-size-mb` of azcopy, `azure.azcopy.blockSize` in Nextflow.',
      ),
  },
  'aws-clock': {
    program: amazon,
    match:
      /RequestTimeTooSkewed|Signature (?:expired|not yet current): .{0,60}is now|time and the (?:current|server) time is too large/i,
    title: () => l10n.t("The node's clock is wrong"),
    step: () => l10n.t("The node's clock is wrong: reboot the node, or let it synchronize its time (chrony)."),
  },
  'aws-refusal': {
    program: amazon,
    match:
      /\((?:AccessDenied|403|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|InvalidToken|UnauthorizedOperation)\)|\b(?:AccessDenied|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken)\b|status code: 403, request id/i,
    title: () => l10n.t('S3 refused the request'),
    step: () =>
      l10n.t(
        'Check the S3 credentials that the task gets, whether they have expired, and what their policy allows for this bucket.',
      ),
  },
  'aws-missing': {
    program: amazon,
    match: /NoSuch(?:Key|Bucket)|The specified (?:key|bucket) does not exist|\(404\) when calling/i,
    title: () => l10n.t('The object or bucket of S3 does not exist'),
    step: () => l10n.t('Check bucket, key and region of the S3 address letter by letter: keys are case-sensitive.'),
  },
  'google-refusal': {
    program: google,
    match:
      /does not have (?:[\w.]+|\S+) (?:access|permission)|Permission .{0,80} denied on resource|PERMISSION_DENIED|(?:AccessDeniedException|Forbidden): 40[13]/i,
    title: () => l10n.t('Google Cloud refused the request'),
    step: () =>
      l10n.t(
        'Give the service account that the task uses a role at Google Cloud with the permission that the message names.',
      ),
  },
  'blender-gpu': {
    program: /blender|cycles/i,
    match:
      /no Cycles device|No (?:compatible )?GPUs? (?:found|with compute)|Failed to create CUDA context|(?:CUDA|OptiX|OPTIX|HIP) .{0,40}(?:not (?:available|found|supported)|no device)/i,
    step: () =>
      l10n.t(
        'Use a VM size with a GPU and its driver, and in a container the run options --gpus all; or render with --cycles-device CPU.',
      ),
  },
  'license-of-one-computer': {
    program: /licen[sc]|flexlm|flexnet|lmgrd/i,
    match:
      /hostid of this computer does not match|[Ii]nvalid host\b|\b-9,\s?\d{1,4}\b|License Manager Error -9\b|[Ww]rong host ?id|node-?locked/i,
    step: () =>
      l10n.t(
        'This license is bound to another computer: nodes come and go, so use floating licenses of a license server.',
      ),
  },
  'license-feature': {
    program: /licen[sc]|flexlm|flexnet|lmgrd/i,
    match:
      /No such feature exists|does not support this (?:feature|version)|[Ff]eature has expired|[Ll]icen[sc]e (?:file )?(?:has )?expired|\b-(?:5|10|21|25),\s?\d{1,4}\b/i,
    step: () =>
      l10n.t(
        'Renew the license, or get one for this feature and version: the license file has no such entry that is valid today.',
      ),
  },
  'ffmpeg-size': {
    program: /ffmpeg|libx26|\[lib/i,
    match: /(?:height|width) not divisible by 2|(?:odd|uneven) (?:width|height)/i,
    step: () =>
      l10n.t(
        'Make width and height even: -vf "scale=trunc(iw/2)*2:trunc(ih/2)*2", as the encoder needs it for yuv420p.',
      ),
  },
  'maya-plugin': {
    program: /maya|\bRender(?:\.exe)?\b|mtoa|vray/i,
    match:
      /was not found on MAYA_PLUG_IN_PATH|(?:requires|Plug-in,?) .{0,80}plug-?in.{0,60}(?:not (?:found|loaded)|could not)|Unrecognized node type/i,
    step: () =>
      l10n.t(
        'Install this plug-in of Maya on the nodes, and add its folder to MAYA_PLUG_IN_PATH or its module file to MAYA_MODULE_PATH.',
      ),
  },
  'gdal-write': {
    program: /gdal|ogr2ogr|rasterio|vsi/i,
    match:
      /[Oo]nly (?:read-only mode|sequential writing|[\w -]*write[\w -]*) (?:is|are) supported (?:for|on) (\/vsi\w+)/,
    title: (what) => l10n.t("GDAL can't write to {0} in this way", what),
    step: () =>
      l10n.t('Write the output to a local file under AZ_BATCH_TASK_WORKING_DIR, and copy it to its place afterwards.'),
  },
  'gdal-remote': {
    program: /gdal|ogr|rasterio|fiona|vsi/i,
    match:
      /[`'"](\/vsi(?:s3|az|adls|gs|oss|swift|curl)(?:_streaming)?)\/[^`'"]{1,300}['"] (?:not recogni[sz]ed|does not exist)/,
    title: (what) => l10n.t("GDAL couldn't read the file through {0}", what),
    step: () =>
      l10n.t(
        'Check the credentials and the address of the storage: GDAL says the same when access is refused; CPL_DEBUG=ON and CPL_CURL_VERBOSE=YES show the response.',
      ),
  },
  'odbc-driver': {
    program: /odbc|sqlalchemy/i,
    match: /Can't open lib '([^']{1,80})'|[Nn]o default driver specified|[Ss]pecified driver could not be loaded/,
    title: (what) => (what === '' ? undefined : l10n.t('ODBC could not open its driver {0}', what)),
    step: () =>
      l10n.t(
        'Install this ODBC driver on the nodes, or give the name of one that is there: odbcinst -q -d lists them.',
      ),
  },
  'mysql-packet': {
    program: /mysql|mariadb/i,
    match: /max_allowed_packet|server has gone away|Lost connection to (?:MySQL|MariaDB|server)[\w ]* during query/i,
    step: () =>
      l10n.t(
        'Raise max_allowed_packet on the server and the client if a large statement or import ran; if the connection was idle, raise wait_timeout.',
      ),
  },
  'gdal-driver': {
    program: /gdal|ogr2ogr|ogrinfo|rasterio|fiona|pyogrio/i,
    match:
      /Unable to open datasource .{0,200}with the following drivers|not recogni[sz]ed as (?:being in )?a supported (?:file|dataset) format|Unable to find driver|[Nn]o driver (?:found )?(?:for|named)|unsupported driver/i,
    step: () =>
      l10n.t(
        'Use a build of GDAL with the driver of this format (ogrinfo --formats and gdalinfo --formats list them; conda has libgdal-… packages), or correct the path.',
      ),
  },
  'blender-background': {
    program: /blender/i,
    match:
      /(?:not available|cannot be used|can't be used)\b.{0,40}\b(?:background|headless)|undefined function gl[A-Z]\w+/i,
    step: () =>
      l10n.t(
        'Switch off the add-on or script that draws with the GPU (--factory-startup loads no add-ons): Blender has nothing to draw on in background mode (-b).',
      ),
  },
  'qt-display': {
    program: /qt|qgis|paraview|pyside|pymol|napari/i,
    match:
      /could not connect to display|no Qt platform plugin could be initialized|Could not load the Qt platform plugin|qt\.qpa\.\w+: could not/i,
    step: () =>
      l10n.t(
        'Set QT_QPA_PLATFORM=offscreen in the environment settings, or start the program under xvfb-run: nodes have no display.',
      ),
  },
  'singularity-image-damaged': {
    program: /singularity|apptainer/i,
    match:
      /trying to read the squashfs image|failed to mount squashfs filesystem|image format not recogni[sz]ed|not a valid SIF|SIF .{0,60}(?:corrupt|invalid|truncated)|could not mount image.{0,80}Input\/output/i,
    step: () =>
      l10n.t(
        'Pull or copy the image (.sif) to the node again: it is cut off, or made by a newer version than the one that reads it.',
      ),
  },
  'license-of-small-models': {
    program: /gurobi|cplex|xpress|mosek|ampl|comsol|licen[sc]e/i,
    match:
      /size-limited license|[Pp]roblem size limits? exceeded|(?:Community|Promotional|Student|Demo|trial) (?:Edition|version).{0,60}(?:limit|exceed)|license .{0,40}(?:too many|limits?) (?:variables|constraints|rows|columns)/i,
    step: () =>
      l10n.t(
        'Give the nodes the full license (its file, or the variable that names it): the one that comes with the program allows small models only.',
      ),
  },
  'spark-limit': {
    program: /spark|py4j/i,
    match: /(spark\.(?:driver\.maxResultSize|rpc\.message\.maxSize|kryoserializer\.buffer\.max))/,
    title: (what) => l10n.t('A result exceeds {0}', what),
    step: (what) =>
      l10n.t('Raise {0} (--conf), or return less at once: write results to files rather than collecting them.', what),
  },
} satisfies Families;
