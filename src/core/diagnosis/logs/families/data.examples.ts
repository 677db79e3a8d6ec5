import type { dataFamilies } from './data.ts';
import type { FamilyExamples } from './family.ts';

export const dataExamples: FamilyExamples<typeof dataFamilies> = {
  'blender-background': {
    source: 'https://docs.blender.org/api/current/gpu.html',
    outputs: [
      '$ blender -b a.blend\nSystemError: GPU functions for drawing are not available in background mode',
      '$ blender -b b.blend -P c.py\nRuntimeError: GPU offscreen drawing cannot be used when running headless',
      '$ blender -b d.blend\nOpenGL.error.NullFunctionError: Attempt to call an undefined function glCreateShader, check for bool(glCreateShader) before calling',
    ],
  },
  'mysql-packet': {
    source: 'https://dev.mysql.com/doc/refman/8.0/en/gone-away.html',
    outputs: [
      "$ mysql shop\nERROR 1153 (08S01) at line 9: Got a packet bigger than 'max_allowed_packet' bytes",
      "$ python a.py\npymysql.err.OperationalError: (2006, 'MySQL server has gone away')",
      '$ mariadb shop\nERROR 2013 (HY000) at line 40: Lost connection to server during query',
    ],
  },
  'odbc-driver': {
    source:
      'https://learn.microsoft.com/sql/connect/odbc/linux-mac/installing-the-microsoft-odbc-driver-for-sql-server',
    outputs: [
      "$ python a.py\npyodbc.Error: ('01000', \"[01000] [unixODBC][Driver Manager]Can't open lib 'FreeTDS' : file not found (0) (SQLDriverConnect)\")",
      '$ isql sales\n[IM002][unixODBC][Driver Manager]Data source name not found and no default driver specified',
      "$ python b.py\npyodbc.Error: ('IM004', '[IM004] [Microsoft][ODBC Driver Manager] Specified driver could not be loaded')",
    ],
  },
  'gdal-remote': {
    source: 'https://gdal.org/user/virtual_file_systems.html',
    outputs: [
      "$ gdalinfo /vsiaz/maps/a.tif\nERROR 4: `/vsiaz/maps/a.tif' does not exist in the file system, and is not recognized as a supported dataset name.",
      "$ python a.py\nrasterio.errors.RasterioIOError: '/vsigs/maps/b.tif' not recognized as a supported file format.",
      "$ ogrinfo\nERROR 4: `/vsicurl_streaming/https://data.example.com/c.json' not recognized as being in a supported file format.",
    ],
  },
  'gdal-write': {
    source: 'https://gdal.org/user/virtual_file_systems.html',
    outputs: [
      '$ gdal_translate a.tif /vsicurl/b.tif\nERROR 1: Only read-only mode is supported for /vsicurl',
      '$ ogr2ogr /vsizip/a.zip/b.shp c.shp\nERROR 6: Only sequential writing is supported for /vsizip',
      '$ gdalwarp a.tif /vsitar/b.tar/c.tif\nERROR 6: Only read-only mode is supported for /vsitar',
    ],
  },
  'proj-database': {
    source: 'https://proj.org/en/stable/faq.html',
    outputs: [
      '$ gdalwarp a b\nERROR 1: PROJ: proj_create_from_database: Cannot find proj.db',
      '$ ogr2ogr a b\nERROR 4: Unable to open EPSG support file gcs.csv.',
      '$ python3 pyproj_a.py\nERROR: proj.db not found in the search path',
    ],
  },
  'tiff-size': {
    source: 'https://gdal.org/en/stable/drivers/raster/gtiff.html',
    outputs: [
      '$ gdal_translate a b\nERROR 1: TIFFAppendToStrip:Maximum TIFF file size exceeded. Use BIGTIFF=YES creation option.',
      '$ gdalwarp a b\nERROR 1: A 5 GB file is larger than 4 GB, use BIGTIFF=YES',
      '$ gdal_merge.py a\nERROR: TIFF is larger than 4 GB',
    ],
  },
  'hdf5-locks': {
    source: 'https://github.com/h5py/h5py/issues/1082',
    outputs: [
      "$ python3 h5py_a.py\nOSError: Unable to open file (unable to lock file, errno = 37, error message = 'No locks available')",
      '$ ./hdf5_app\nHDF5-DIAG: Error detected in HDF5 (1.10.1): file locking disabled on this file system (use HDF5_USE_FILE_LOCKING environment variable to override)',
      '$ python3 netcdf_a.py\nOSError: [Errno 77] netCDF: No locks available',
    ],
  },
  'sqlite-share': {
    source: 'https://github.com/SMI/dicompixelanon/issues/17',
    outputs: [
      '$ python3 a.py\nsqlite3.OperationalError: disk I/O error',
      '$ ./app\nERROR: SQLITE_IOERR: disk',
      '$ python3 b.py\nsqlite3.OperationalError: locking protocol',
    ],
  },
  'imagemagick-limits': {
    source: 'https://github.com/ImageMagick/ImageMagick/issues/8344',
    outputs: [
      "$ convert a.jpg b.gif\nconvert-im6.q16: cache resources exhausted `a.jpg' @ error/cache.c/OpenPixelCache/3945.",
      "$ magick a.png b.png\nmagick: width or height exceeds limit `a.png' @ error/cache.c/OpenPixelCache/3.",
      "$ convert c.jpg d.gif\nconvert-im6.q16: DistributedPixelCache '127.0.0.1' @ error/distribute-cache.c/ConnectPixelCacheServer/244.",
    ],
  },
  'ffmpeg-part': {
    source: 'https://github.com/satoshiiizuka/siggraphasia2019_remastering/issues/10',
    outputs: [
      "$ ffmpeg -i a b\nUnknown encoder 'libx264'",
      "$ ffmpeg -i a b\nNo such filter: 'zscale'",
      '$ ffmpeg -i a b\nError: Automatic encoder selection failed',
    ],
  },
  'blender-display': {
    source: 'https://docs.blender.org/manual/en/latest/advanced/command_line/render.html',
    outputs: [
      '$ blender -b a.blend\nUnable to open a display',
      '$ blender -b a.blend\nERROR: GHOST: failed to open the display',
      '$ blender -b b.blend\nError: cannot open display',
    ],
  },
  'arnold-library': {
    source: 'https://help.autodesk.com/view/ARNOL/ENU/',
    outputs: [
      '$ kick a.ass\nERROR | [ass] unable to load dynamic library /opt/mtoa/x.so: libOpenMaya.so: cannot open shared object file: No such file or directory',
      '$ kick b.ass\nERROR | [ass] line 131: node "ai_ocean" is not installed',
      '$ kick c.ass\nERROR | arnold: unable to load dynamic library y.so: libHoudini.so: cannot open shared object file',
    ],
  },
  'licenses-taken': {
    source: 'https://github.com/UCL-ARC/rcps-buildscripts/issues/193',
    outputs: [
      '$ solver\nLicense error: -4.\nLicensed number of users already reached.',
      '$ vray a\nERROR: license server: no available licenses of this type',
      '$ solver -b\nFlexNet Licensing error:-4,132',
    ],
  },
  'singularity-temporary': {
    source: 'https://apptainer.org/docs/user/latest/build_env.html',
    outputs: [
      '$ singularity build a b\nFATAL: while extracting image: write /tmp/rootfs-12/root/x: no space left on device',
      '$ apptainer pull a\nFATAL: While making image: unpack failed: /tmp/build-temp-3/x: no space left on device',
      '$ singularity exec a b\nFATAL: while unpacking squashfs: no space left on device',
    ],
  },
  'postgres-connections': {
    source: 'https://www.postgresql.org/docs/current/runtime-config-connection.html',
    outputs: [
      '$ python3 a.py\npsycopg2.OperationalError: FATAL:  sorry, too many clients already',
      '$ psql x\nFATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute',
      '$ psql y\nFATAL:  too many connections for role "etl"',
    ],
  },
  'azcopy-folder': {
    source: 'https://learn.microsoft.com/azure/storage/common/storage-ref-azcopy-copy',
    outputs: [
      '$ azcopy copy a b\nfailed to perform copy command due to error: cannot use directory as source without --recursive or a trailing wildcard (/*)',
      '$ azcopy copy c d\nERROR: the source is a directory, but recursive is not set',
      '$ azcopy sync e f\nERROR: --recursive flag is required for folders',
    ],
  },
  'address-without-host': {
    source: 'https://github.com/Azure/batch-insights',
    outputs: [
      '$ wget "$TOOLS_URL/setup.sh"\nhttp://: Invalid host name.',
      '$ curl -fsSL "https:///tool.tgz"\ncurl: (3) URL rejected: No host part in the URL',
      "$ python3 get.py\nrequests.exceptions.InvalidURL: Invalid URL 'http:///data.csv': No host supplied",
    ],
  },
  'storage-blocks': {
    source: 'https://learn.microsoft.com/rest/api/storageservices/put-block-list',
    outputs: [
      '$ azcopy copy a b\nERR: [P#0-T#0] UPLOADFAILED: /data/a.bam : 000 : block size of 8388608 for source of size 536870912000 is not correct. Number of blocks will exceed the limit\nNumber of Transfers Failed: 1',
      '$ python3 up.py\nazure.core.exceptions.HttpResponseError: (BlockListTooLong) The block list may not contain more than 50,000 blocks.',
      '$ azcopy copy c d\n400 The block list may not contain more than 50,000 blocks.',
    ],
  },
  'aws-clock': {
    source: 'https://repost.aws/knowledge-center/s3-403-forbidden-error',
    outputs: [
      '$ aws s3 ls\nAn error occurred (RequestTimeTooSkewed) when calling the ListBuckets operation: The difference between the request time and the current time is too large.',
      '$ rclone copy a b\nERROR : Signature expired: 20240101T000000Z is now earlier than 20240101T001500Z',
      '$ python3 boto_a.py\nERROR: the difference between the request time and the server time is too large',
    ],
  },
  'aws-refusal': {
    source: 'https://repost.aws/knowledge-center/s3-troubleshoot-403',
    outputs: [
      '$ python3 a.py\nbotocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the GetObject operation: Access Denied',
      '$ aws s3 cp a b\nfatal error: An error occurred (403) when calling the HeadObject operation: Forbidden',
      '$ rclone copy a b\nERROR : Failed to copy: SignatureDoesNotMatch: The request signature we calculated does not match',
    ],
  },
  'aws-missing': {
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
    outputs: [
      '$ python3 a.py\nbotocore.errorfactory.NoSuchKey: An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.',
      '$ aws s3 ls s3://x\nAn error occurred (NoSuchBucket) when calling the ListObjectsV2 operation: The specified bucket does not exist',
      '$ aws s3 cp s3://x/a b\nfatal error: An error occurred (404) when calling the HeadObject operation: Key "a" does not exist',
    ],
  },
  'google-refusal': {
    source: 'https://cloud.google.com/storage/docs/troubleshooting',
    outputs: [
      '$ gsutil cp a b\nAccessDeniedException: 403 a@b.iam.gserviceaccount.com does not have storage.objects.list access to the Google Cloud Storage bucket.',
      '$ docker pull x\nERROR: denied: Permission "artifactregistry.repositories.downloadArtifacts" denied on resource',
      '$ python3 a.py\ngoogle.api_core.exceptions.Forbidden: 403 GET https://storage.googleapis.com/x: does not have storage.buckets.get access',
    ],
  },
  'blender-gpu': {
    source: 'https://docs.blender.org/manual/en/latest/render/cycles/gpu_rendering.html',
    outputs: [
      '$ blender -b a.blend -f 1\nError: Found no Cycles device of the specified type',
      '$ blender -b a.blend -f 1\nFailed to create CUDA context (Unknown error)',
      '$ blender -b a.blend -f 1\nError: No compatible GPUs found for Cycles',
    ],
  },
  'license-of-one-computer': {
    source: 'https://github.com/cBio/cbio-cluster/issues/339',
    outputs: [
      '$ matlab -batch a\nLicense checkout failed.\nLicense Manager Error -9',
      '$ solver a\nLicense error: Invalid host. The hostid of this system does not match the hostid specified in the license file.',
      '$ solver a\nFlexNet licensing error:-9,57. License is node-locked',
    ],
  },
  'license-feature': {
    source:
      'https://docs.revenera.com/fnp/2022r1/License_Administration/Content/helplibrary/Error_Code_Descriptions.htm',
    outputs: [
      '$ solver a\nLicense checkout failed: No such feature exists.\nFlexNet Licensing error:-5,357',
      '$ solver a\nlicense error: Feature has expired.\nFlexNet Licensing error:-10,32',
      '$ solver a\nlicense: License server system does not support this version of this feature.',
    ],
  },
  'ffmpeg-size': {
    source: 'https://trac.ffmpeg.org/wiki/Encode/H.264',
    outputs: [
      '$ ffmpeg -i a b.mp4\n[libx264 @ 0x5] height not divisible by 2 (640x359)\nError initializing output stream 0:0',
      '$ ffmpeg -i a b.mp4\n[libx264 @ 0x5] width not divisible by 2 (639x360)',
      '$ ffmpeg -i a b.mp4\n[libopenh264 @ 0x5] odd width or height is not supported (639x360)',
    ],
  },
  'maya-plugin': {
    source: 'https://help.autodesk.com/view/MAYAUL/2024/ENU/?guid=GUID-228CCA33-4AFE-4380-8C3D-18D23F7EAC72',
    outputs: [
      '$ Render -r arnold a.ma\nError: file: a.ma line 12: Plug-in, "mtoa", was not found on MAYA_PLUG_IN_PATH.',
      "$ Render -r vray a.mb\nError: line 3: Unrecognized node type 'VRaySettingsNode'; preserving node information during this session.",
      '$ Render a.mb\nError: The scene requires the plug-in bifrost: plug-in not found',
    ],
  },
  'gdal-driver': {
    source: 'https://gdal.org/user/errors.html',
    outputs: [
      "$ ogr2ogr a.gpkg in.parquet\nFAILURE:\nUnable to open datasource `in.parquet' with the following drivers.",
      "$ gdal_translate a.nc b.tif\nERROR 4: `a.nc' not recognized as being in a supported file format.",
      "$ python3 a.py\nfiona.errors.DriverError: unsupported driver: 'LIBKML'",
    ],
  },
  'qt-display': {
    source: 'https://doc.qt.io/qt-6/embedded-linux.html',
    outputs: [
      '$ qgis_process run a\nThis application failed to start because no Qt platform plugin could be initialized. Reinstalling the application may fix this problem.',
      '$ python3 plot.py\nqt.qpa.plugin: Could not load the Qt platform plugin "xcb" in "" even though it was found.\nThis application failed to start because no Qt platform plugin could be initialized.',
      '$ pymol -c a.pml\nqt.qpa.xcb: could not connect to display \nThis application failed to start because it could not find or load the Qt platform plugin "xcb".\nerror: could not connect to display',
    ],
  },
  'singularity-image-damaged': {
    source: 'https://github.com/apptainer/apptainer/issues/952',
    outputs: [
      '$ singularity exec a.sif b\nFATAL:   container creation failed: mount /proc/self/fd/9->/x error: while mounting image /proc/self/fd/9: squashfuse_ll exited with status 255: Something went wrong trying to read the squashfs image.',
      "$ singularity exec a.sif b\nFATAL:   container creation failed: mount error: can't mount image /proc/self/fd/8: failed to mount squashfs filesystem: invalid argument",
      '$ apptainer run a.sif\nFATAL:   while loading container: image format not recognized',
    ],
  },
  'license-of-small-models': {
    source: 'https://support.gurobi.com/hc/en-us/articles/360051597492',
    outputs: [
      '$ python3 a.py\ngurobipy.GurobiError: Model too large for size-limited license; visit https://gurobi.com/unrestricted for more information',
      '$ python3 a.py\nCPLEX Error  1016: Community Edition. Problem size limits exceeded.',
      '$ cplex -f a\nCPLEX Error  1016: Promotional version. Problem size limits exceeded.',
    ],
  },
  'spark-limit': {
    source: 'https://spark.apache.org/docs/latest/configuration.html',
    outputs: [
      '$ spark-submit a.py\norg.apache.spark.SparkException: Job aborted due to stage failure: Total size of serialized results of 9 tasks (1062.8 MB) is bigger than spark.driver.maxResultSize (1024.0 MB)',
      '$ spark-submit a.py\norg.apache.spark.SparkException: Job aborted due to stage failure: Serialized task 5:0 was 137500581 bytes, which exceeds max allowed: spark.rpc.message.maxSize (134217728 bytes).',
      '$ spark-submit a.py\norg.apache.spark.SparkException: Kryo serialization failed: Buffer overflow. Available: 0, required: 23. To avoid this, increase spark.kryoserializer.buffer.max value.',
    ],
  },
};
