import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfMessage } from '../../lexicon/lexicon.ts';

const call = /^\s+#\d{3}: .+ line \d+ in \w+\(\): ./;
const other = /^\s+(?:major|minor): |^, name = /;
const longestStack = 120;

const said: Meanings<FailureCategory> = [
  [/errno = 11,|already open/, 'lock-contention'],
  [/signature not found|bad .*version|wrong/, 'bad-input'],
];

/** Rules for the error stacks of HDF5, and for netCDF, which uses HDF5. */
export const hdf5Rules = {
  'hdf5-error-stack': { on: ['HDF5-DIAG: Error detected'], read: readStack },
  'netcdf-unknown-format': { like: 'NetCDF: Unknown file format', category: 'bad-input' },
  'netcdf-hdf-error': { like: 'NetCDF: HDF error', category: 'bad-input' },
  'netcdf-missing-variable': {
    like: [
      'NetCDF: Variable not found',
      'NetCDF: Attribute not found',
      'NetCDF: Invalid dimension',
      'NetCDF: Numeric conversion',
      'NetCDF: Index exceeds',
      'NetCDF: Start+count',
      'NetCDF: Attempt to convert',
      'NetCDF: String match to name',
    ],
    category: 'bad-input',
  },
} satisfies Rules;

/** Reads an HDF5 error stack, which lists calls, outermost first; the innermost call gives the reason. */
function readStack(log: LogText, first: number): Finding | undefined {
  const covers = [first];
  let innermost = -1;
  for (let line = log.next(first); line !== -1 && covers.length < longestStack; line = log.next(line)) {
    const text = log.text(line);
    if (call.test(text)) innermost = line;
    else if (!other.test(text)) break;
    covers.push(line);
  }
  if (innermost === -1) return undefined;
  const category = findMeaning(log.text(innermost), said) ?? categoryOfMessage(log.text(innermost));
  return {
    line: innermost,
    category: category ?? 'bad-input',
    narrow: category === undefined ? 'guess' : 'exact',
    weight: category === undefined ? 'error' : 'cause',
    covers,
  };
}
