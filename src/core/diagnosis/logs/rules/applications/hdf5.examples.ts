import type { ExamplesOf } from '../../engine/examples.ts';
import type { hdf5Rules } from './hdf5.ts';

export const hdf5Examples: ExamplesOf<typeof hdf5Rules> = {
  'hdf5-error-stack': {
    examples: [
      [
        'HDF5-DIAG: Error detected in HDF5 (1.10.7) thread 0:',
        '  #000: ../../../src/H5F.c line 604 in H5Fopen(): unable to open file',
        '    major: File accessibilty',
        '    minor: Unable to open file',
        "  #001: ../../../src/H5FDsec2.c line 346 in H5FD_sec2_open(): unable to open file: name = 'runs/s1.h5', errno = 2, error message = 'No such file or directory', flags = 0, o_flags = 0",
        '    major: File accessibilty',
        '    minor: Unable to open file',
      ],
    ],
  },
  'netcdf-unknown-format': { examples: ['     NetCDF: Unknown file format'] },
  'netcdf-hdf-error': { examples: [' file does not exist: Logan_P.ncNetCDF: HDF error'] },
  'netcdf-missing-variable': { examples: ['0:  NetCDF: Numeric conversion not representable'] },
};
