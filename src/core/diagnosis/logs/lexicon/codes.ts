import { isInformative } from '../../catalogue/exit.ts';
import { findStatedExit } from '../../catalogue/readExit.ts';
import { findWindowsError } from '../../catalogue/windowsErrors.ts';
import { type FailureCategory, failureCategories } from '../../explanation/category.ts';
import type { Meanings } from '../engine/words.ts';
import { serviceCodes } from './serviceCodes.ts';

/** Service codes with their meanings; one expression matches all codes of a category. */
const serviceMeanings: Meanings<FailureCategory> = failureCategories.flatMap((category) => {
  const codes = Object.keys(serviceCodes).filter((code) => serviceCodes[code] === category);
  return codes.length === 0 ? [] : [[new RegExp(`\\b(?:${codes.join('|')})\\b`), category] as const];
});

/** Names of errors that systems and libraries include in their messages and that have the same meaning everywhere. */
export const codeMeanings: Meanings<FailureCategory> = [
  [/\bspawn \S{1,200} ENOENT\b|\bCommand failed with ENOENT\b/, 'missing-program'],
  [/\b(?:ECONNREFUSED|ECONNRESET|ECONNABORTED|EHOSTUNREACH|ENETUNREACH|EADDRINUSE|EPIPE)\b/i, 'network'],
  [/\b(?:ENOTFOUND|EAI_AGAIN|NXDOMAIN|EAI_NONAME)\b/i, 'network-dns'],
  [/\bETIMEDOUT\b/i, 'timeout'],
  [/\bENOENT\b/i, 'missing-file'],
  [/\b(?:EACCES|EPERM|EROFS)\b/i, 'permission'],
  [/\b(?:ENOSPC|EDQUOT)\b/i, 'disk-full'],
  [/\bENOMEM\b/i, 'out-of-memory'],
  [/\bEEXIST\b/i, 'conflict'],
  [/\berrno ?(?:=|:)? ?2\b/i, 'missing-file'],
  [/\berrno ?(?:=|:)? ?(?:28|122)\b/i, 'disk-full'],
  [/\berrno ?(?:=|:)? ?8\b/i, 'dependency-version'],
  [/\berrno ?(?:=|:)? ?12\b/i, 'out-of-memory'],
  [/\berrno ?(?:=|:)? ?26\b/i, 'lock-contention'],
  [/\berrno ?(?:=|:)? ?(?:1|13|30)\b/i, 'permission'],
  [/\berrno ?(?:=|:)? ?(?:9[89]|10[0-9]|11[0-3])\b/i, 'network'],
  [
    /\b(?:UNABLE_TO_VERIFY_LEAF_SIGNATURE|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|CERT_HAS_EXPIRED|UNABLE_TO_GET_ISSUER_CERT\w*)\b/,
    'network-tls',
  ],
  [/\bSSL_ERROR_\w|\bCERTIFICATE_VERIFY_FAILED\b|\bSSL routines:/, 'network-tls'],
  [
    /\bVK_ERROR_\w|\bCL_(?:DEVICE|OUT_OF|INVALID)_\w|\b(?:cuda|hip)Error\w|\bcuda(?:Malloc|Memcpy|Launch|Device|Stream|Event|Set|Get)\w{0,40} (?:failed|returned)\b|\bCUDA_ERROR_\w|\bCU(?:BLAS|DNN|FFT|SOLVER)_STATUS_\w|\bnccl\w{1,20}Error\b|\bOPTIX_ERROR\w|\bXid \d/,
    'gpu',
  ],
  [
    /\bSIG(?:SEGV|ABRT|BUS|FPE|ILL)\b|\bEXCEPTION_(?:ACCESS_VIOLATION|STACK_OVERFLOW|ILLEGAL_INSTRUCTION)\b/i,
    'crash-signal',
  ],
  [/\b(?:SIGTERM|SIGINT|CTRL-C|Ctrl-?C)\b/, 'interrupted'],
  [
    /\bPMI\w{0,3}_\w|\bPMIX\b|\bORTE\b|\bMPI_(?!File|ERR)[A-Z]\w{1,40} (?:failed|returned)\b|\berror in MPI_(?!File)\w|\bMPI_ERR_(?:COMM|RANK|PROC_FAILED|TRUNCATE|OTHER|INTERN)\b/,
    'mpi',
  ],
  ...serviceMeanings,
  [
    /\b(?:Node|VM|Vm|Zonal|Cluster|Pool|Spot|Machine|Instance)AllocationFail(?:ed|ure)\b|\bOverconstrained\w{0,20}AllocationRequest\b/,
    'allocation',
  ],
  [/\b\w*DOES_NOT_EXIST\b/, 'missing-file'],
  [/\b(?:TokenExpired|token_expired)\b|signature not valid in the specified time frame/i, 'sas-expired'],
  [/\bAccessDenied(?:Exception: 403)?\b|\bAADSTS\d{5,7}\b|\brequest signature we calculated/, 'auth-storage'],
  [/\b(?:insufficient_quota|QUOTA_EXCEEDED|quotaExceeded|DQUOT)\b/, 'quota'],
  [/\b(?:ProvisionedThroughputExceeded\w*|RateLimit(?:Error|Exceeded)\w*)\b/, 'throttled'],
  [/\bFileAlreadyExists\w*\b/, 'conflict'],
  [/\b(?:ErrImagePull|ImagePullBackOff|InvalidImageName)\b/, 'image-pull'],
  [/\bERESOLVE\b|\bELFCLASS(?:32|64)\b/, 'dependency-version'],
];

/** Returns the category of a Windows error number as printed by Python: `[WinError 5]`. */
export function categoryOfWindowsError(text: string): FailureCategory | undefined {
  const number = /\bWinError (\d{1,5})\b/.exec(text)?.[1];
  return number === undefined ? undefined : findWindowsError(Number(number))?.category;
}

/**
 * Returns the category of an exit code, signal, or status in a sentence about a program; undefined if it implies none.
 */
export function categoryOfStatedExit(sentence: string): FailureCategory | undefined {
  const exit = findStatedExit(sentence);
  return isInformative(exit) && exit.category !== 'other' ? exit.category : undefined;
}

const ofAnother =
  /\b(?:failed|exited|died|returned|finished|terminated|ended) with (?:a )?(?:(?:non-?zero )?(?:exit |return )?(?:code|status)|exit)(?: value)? -?\d{1,10}\b|\bexit(?:ed|s) with -?\d{1,10}$|\bexited (?:with )?\((?:code|status)?[ =:]?-?\d{1,10}\)|\bexit(?:ed)?,? (?:code|status)[:=]? ?-?\d{1,10}$|\b(?:failed|exited)[:,]? \((?:exit )?(?:code|status|exit)[:=]? ?-?\d{1,10}\)|returned non-?zero|\bprocess (?:exited|failed|ended|finished) with (?:an )?error$|non-zero exit (?:code|status|value)|\b(?:cmd|command|system|pipe|child)\b.{0,300}\b(?:died|failed):? (?:with )?(?:ret(?:urn)?(?: code| value)?|status|code)?:? ?-?\d{1,10}\b|\b(?:command|cmd)(?: \S{1,60}){0,3} died\b/i;

/** Checks whether an exception only reports that another program failed, which may have given the reason. */
export function mentionsAnother(message: string): boolean {
  return ofAnother.test(message);
}
