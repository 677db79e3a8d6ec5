import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../words/numbers.ts';
import { type CodeEntry, type CodeTable, permanent } from './entry.ts';

/** Creates an entry for a request that must be written differently, regardless of the state of the account. */
function invalid(meaning: () => string, fix: () => string, cause?: () => string): CodeEntry {
  return permanent('bad-arguments', [], () => ({
    meaning: meaning(),
    causes: cause === undefined ? [] : [cause()],
    fixes: [fix()],
  }));
}

/** Creates an entry for a mistake in the client, which a user can only report. */
function clientFault(meaning: () => string): CodeEntry {
  return invalid(meaning, () =>
    l10n.t('This is an error in the program that sent the request: report it with the request ID.'),
  );
}

function retired(meaning: () => string): CodeEntry {
  return invalid(meaning, () =>
    l10n.t('Use a pool with a virtual machine configuration: cloud service pools were retired in February 2024.'),
  );
}

function certificate(meaning: () => string, fix: () => string): CodeEntry {
  return permanent('conflict', [], () => ({
    meaning: meaning(),
    causes: [l10n.t('Batch account certificates are retired.')],
    fixes: [fix()],
  }));
}

/** Codes about mistakes in the request itself. */
export const restRequestCodes: CodeTable = {
  MissingRequiredHeader: permanent('permission', ['account.signIn'], () => ({
    meaning: l10n.t('A header that the service requires is missing, usually the one that identifies the caller.'),
    causes: [l10n.t('The request was sent without signing in.')],
    fixes: [l10n.t('Sign in again, or add the account again with its key.')],
  })),
  MissingRequiredProperty: invalid(
    () => l10n.t('A property that the service needs is missing.'),
    () => l10n.t('Add the property named in the details.'),
  ),
  UnsupportedHeader: clientFault(() => l10n.t("The service doesn't accept one of the headers in this request.")),
  UnsupportedProperty: invalid(
    () => l10n.t("The service doesn't recognize a property in the request."),
    () =>
      l10n.t(
        'Remove the property named in the details, or use a version of the API that has it. If a task has `dependsOn`, add its job with `usesTaskDependencies`.',
      ),
    () => l10n.t('The property belongs to another version of the API, or is misspelled.'),
  ),
  InvalidHeaderValue: clientFault(() => l10n.t('A header has a value that the service cannot read.')),
  InvalidPropertyValue: invalid(
    () => l10n.t('A property has a value that is not allowed.'),
    () => l10n.t('Correct the property named in the details; they say why it was rejected.'),
    () => l10n.t("It's out of range, or isn't compatible with other properties (VM size, image, node agent SKU)."),
  ),
  MissingRequiredQueryParameter: clientFault(() =>
    l10n.t('A query parameter is missing, such as the version of the API.'),
  ),
  UnsupportedQueryParameter: clientFault(() => l10n.t("The operation doesn't support one of the query parameters.")),
  InvalidQueryParameterValue: invalid(
    () => l10n.t('A query parameter has a value that is not allowed.'),
    () => l10n.t('Correct the filter, or use another version of the API; the details name the parameter.'),
    () =>
      l10n.t(
        "A filter uses a property or operator that this list doesn't support, or the version of the API is unknown.",
      ),
  ),
  OutOfRangeQueryParameterValue: clientFault(() =>
    l10n.t('A query parameter is out of range, such as more than 1000 results.'),
  ),
  RequestUrlFailedToParse: clientFault(() => l10n.t('The request URL could not be parsed.')),
  InvalidUri: clientFault(() => l10n.t("The request URL doesn't match anything that the service has.")),
  InvalidHttpVerb: clientFault(() => l10n.t("The service doesn't support the HTTP method of the request.")),
  EmptyMetadataKey: invalid(
    () => l10n.t('A metadata item has no name.'),
    () => l10n.t('Give every metadata item a name.'),
  ),
  InvalidRequestBody: invalid(
    () => l10n.t("The request body isn't what the service expects."),
    () => l10n.t('Correct the JSON: its syntax, or the type of a property.'),
  ),
  OutOfRangeInput: invalid(
    () => l10n.t('A value is out of range.'),
    () =>
      l10n.t(
        'Keep the value within the limits: priority -1000 to 1000, resize timeout at least 5 minutes, at most 100 items.',
      ),
  ),
  InvalidInput: invalid(
    () => l10n.t("Part of the request isn't valid."),
    () => l10n.t('Correct the item named in the details.'),
  ),
  InvalidMetadata: invalid(
    () => l10n.t("The metadata contains characters that aren't allowed."),
    () => l10n.t('Use letters, digits and punctuation only.'),
  ),
  MetadataTooLarge: invalid(
    () => l10n.t('The metadata is too long.'),
    () => l10n.t('Shorten it.'),
  ),
  MultipleConditionHeadersNotSupported: clientFault(() => l10n.t('The request has more than one condition.')),
  UnsupportedHttpVerb: clientFault(() => l10n.t("The resource doesn't support the HTTP method of the request.")),
  MissingContentLengthHeader: clientFault(() => l10n.t("The request doesn't specify the length of its body.")),
  RequestBodyTooLarge: invalid(
    () => l10n.t('The request is larger than the service allows (1 MB for a collection of tasks).'),
    () => l10n.t('Send fewer tasks at once.'),
  ),
  RequestEntityTooLarge: invalid(
    () => l10n.t('The request is too large, usually because of its list of resource files.'),
    () => l10n.t('Use one container with `blobPrefix`, an archive, or an application package instead of many files.'),
  ),
  InvalidRange: invalid(
    () => l10n.t('The requested part of the file is past the end of the file.'),
    () => l10n.t("Reopen the file: it's now shorter."),
    () => l10n.t('The file was truncated or replaced while it was being read.'),
  ),
  HostInformationNotPresent: clientFault(() => l10n.t("The request doesn't specify its host.")),
  ResourceTypeMismatch: clientFault(() => l10n.t("The resource isn't of the type that the request expects.")),
  UnsupportedHttpVersion: clientFault(() => l10n.t('The service does not support this version of HTTP.')),
  UnsupportedRequestVersion: invalid(
    () => l10n.t('The service does not support this version of the API, or no longer does.'),
    () => l10n.t('Update this extension; older versions of the API are being retired.'),
  ),
  InvalidAutoScalingSettings: invalid(
    () => l10n.t('The autoscale settings are not valid.'),
    () => l10n.t('Use an interval of 5 minutes to 168 hours, and either a formula or targets.'),
  ),
  AutoScalingFormulaSyntaxError: invalid(
    () => l10n.t('The autoscale formula has a syntax error.'),
    () => l10n.t('Evaluate the formula on the pool and correct it where the error is reported.'),
  ),
  AutoScalingFormulaTooLong: invalid(
    () => l10n.t('The autoscale formula is longer than 8192 characters.'),
    () => l10n.t('Shorten the formula.'),
  ),
  AutoScaleFormulaTooLong: invalid(
    () => l10n.t('The autoscale formula is longer than 8192 characters.'),
    () => l10n.t('Shorten the formula.'),
  ),
  OSVersionNotFound: retired(() => l10n.t("The guest OS version doesn't exist.")),
  OSVersionDisabled: retired(() => l10n.t('The guest OS version is disabled.')),
  OSVersionExpired: retired(() => l10n.t('The guest OS version has expired.')),
  PoolVersionEqualsUpgradeVersion: retired(() => l10n.t('The pool already has that guest OS version.')),
  PoolNotEligibleForOSVersionUpgrade: retired(() => l10n.t("The pool's guest OS can't be upgraded.")),
  TaskDependenciesNotSpecifiedOnJob: invalid(
    () => l10n.t("The task depends on other tasks, but its job doesn't allow dependencies."),
    () => l10n.t("Create the job with `usesTaskDependencies` set to true: it can't be changed later."),
  ),
  TaskDependencyListTooLong: invalid(
    () => l10n.t('The task depends on too many other tasks ({0} characters of IDs).', formatNumber(64_000)),
    () => l10n.t('Use ID ranges (`taskIdRanges`).'),
  ),
  TaskDependencyRangesTooLong: invalid(
    () => l10n.t('The task has too many dependency ranges.'),
    () => l10n.t('Use fewer, larger ranges.'),
  ),
  InvalidConstraintValue: invalid(
    () => l10n.t('A job or task constraint is out of range.'),
    () => l10n.t('Correct the constraint named in the details.'),
  ),
  OutOfRangePriority: invalid(
    () => l10n.t('The priority is not between -1000 and 1000.'),
    () => l10n.t('Use a priority between -1000 and 1000.'),
  ),
  UnsupportedConstraint: invalid(
    () => l10n.t('The service does not support a constraint here.'),
    () => l10n.t('Remove the constraint.'),
  ),
  InvalidRestAPIForAccountSetting: invalid(
    () => l10n.t("The account's settings don't allow this operation on the data plane."),
    () => l10n.t('Use Resource Manager or Entra ID, as the account requires.'),
  ),
  NodeCountsMismatch: invalid(
    () => l10n.t('The number of nodes is not what the request expects.'),
    () => l10n.t('Check the number of nodes, and try again.'),
  ),
  CertificateStateActive: certificate(
    () => l10n.t('The certificate is active, so there is nothing to cancel.'),
    () => l10n.t('No action is needed.'),
  ),
  CertificateDeleteFailed: certificate(
    () => l10n.t('The certificate is in use and could not be deleted.'),
    () => l10n.t('Remove it from the pools and reboot their nodes first.'),
  ),
  InvalidCertificateReferences: certificate(
    () => l10n.t('The pool refers to certificates that the account does not have.'),
    () => l10n.t('Use Key Vault instead.'),
  ),
};
