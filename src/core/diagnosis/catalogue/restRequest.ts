import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../query/numbers.ts';
import { type CodeEntry, type CodeTable, permanent } from './entry.ts';

/** A request that has to be written differently, whatever the state of the account. */
function invalid(meaning: () => string, fix: () => string, cause?: () => string): CodeEntry {
  return permanent('bad-arguments', [], () => ({
    meaning: meaning(),
    causes: cause === undefined ? [] : [cause()],
    fixes: [fix()],
  }));
}

/** Only clients make this mistake; a user can do nothing but report it. */
function clientFault(meaning: () => string): CodeEntry {
  return invalid(meaning, () =>
    l10n.t('This is a mistake of the program that sent the request: report it with the request id.'),
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
    causes: [l10n.t('Certificates of Batch accounts are retired.')],
    fixes: [fix()],
  }));
}

/** Codes that say what is wrong with a request itself. */
export const restRequestCodes: CodeTable = {
  MissingRequiredHeader: permanent('permission', ['account.signIn'], () => ({
    meaning: l10n.t('A header that the service needs is missing, usually the one that says who asks.'),
    causes: [l10n.t('The request was sent without signing in.')],
    fixes: [l10n.t('Sign in again, or add the account again with its key.')],
  })),
  MissingRequiredProperty: invalid(
    () => l10n.t('A property that the service needs is missing.'),
    () => l10n.t('Add the property that the details name.'),
  ),
  UnsupportedHeader: clientFault(() => l10n.t('The service does not accept one of the headers here.')),
  UnsupportedProperty: invalid(
    () => l10n.t('The service does not know a property of the request.'),
    () => l10n.t('Remove the property that the details name, or use a version of the API that has it.'),
    () => l10n.t('The property belongs to another version of the API, or is misspelt.'),
  ),
  InvalidHeaderValue: clientFault(() => l10n.t('A header has a value that the service cannot read.')),
  InvalidPropertyValue: invalid(
    () => l10n.t('A property has a value that is not allowed.'),
    () => l10n.t('Correct the property that the details name; they say why it was refused.'),
    () => l10n.t('It is outside its limits, or does not go with other properties (VM size, image, node agent SKU).'),
  ),
  MissingRequiredQueryParameter: clientFault(() =>
    l10n.t('A query parameter is missing, such as the version of the API.'),
  ),
  UnsupportedQueryParameter: clientFault(() => l10n.t('The operation does not have one of the query parameters.')),
  InvalidQueryParameterValue: invalid(
    () => l10n.t('A query parameter has a value that is not allowed.'),
    () => l10n.t('Correct the filter, or use another version of the API; the details name the parameter.'),
    () =>
      l10n.t(
        'A filter uses a property or operator that this list does not have, or the version of the API is not known.',
      ),
  ),
  OutOfRangeQueryParameterValue: clientFault(() =>
    l10n.t('A query parameter is out of its range, such as more than 1000 results.'),
  ),
  RequestUrlFailedToParse: clientFault(() => l10n.t('The address of the request could not be read.')),
  InvalidUri: clientFault(() => l10n.t('The address of the request names nothing that the service has.')),
  InvalidHttpVerb: clientFault(() => l10n.t('The service does not know the method of the request.')),
  EmptyMetadataKey: invalid(
    () => l10n.t('An item of the metadata has no name.'),
    () => l10n.t('Give every item of the metadata a name.'),
  ),
  InvalidRequestBody: invalid(
    () => l10n.t('The body of the request is not what the service expects.'),
    () => l10n.t('Correct the JSON: its syntax, or the type of a property.'),
  ),
  OutOfRangeInput: invalid(
    () => l10n.t('A value is outside its limits.'),
    () =>
      l10n.t(
        'Bring it within the limits: priority -1000 to 1000, resize timeout at least 5 minutes, at most 100 items.',
      ),
  ),
  InvalidInput: invalid(
    () => l10n.t('A part of the request is not valid.'),
    () => l10n.t('Correct what the details name.'),
  ),
  InvalidMetadata: invalid(
    () => l10n.t('The metadata holds characters that are not allowed.'),
    () => l10n.t('Use letters, digits and punctuation only.'),
  ),
  MetadataTooLarge: invalid(
    () => l10n.t('The metadata is too long.'),
    () => l10n.t('Shorten it.'),
  ),
  MultipleConditionHeadersNotSupported: clientFault(() => l10n.t('The request has more than one condition.')),
  UnsupportedHttpVerb: clientFault(() => l10n.t('The resource does not support the method of the request.')),
  MissingContentLengthHeader: clientFault(() => l10n.t('The request does not say how long its body is.')),
  RequestBodyTooLarge: invalid(
    () => l10n.t('The request is larger than the service allows (1 MB for a collection of tasks).'),
    () => l10n.t('Send fewer tasks at once.'),
  ),
  RequestEntityTooLarge: invalid(
    () => l10n.t('The request is too large, usually because of its list of resource files.'),
    () => l10n.t('Use one container with `blobPrefix`, an archive, or an application package instead of many files.'),
  ),
  InvalidRange: invalid(
    () => l10n.t('The part of the file that was asked for lies behind its end.'),
    () => l10n.t('Open the file again: it has become shorter.'),
    () => l10n.t('The file was truncated or replaced while it was read.'),
  ),
  HostInformationNotPresent: clientFault(() => l10n.t('The request does not name its host.')),
  ResourceTypeMismatch: clientFault(() => l10n.t('The resource is of another type than the request expects.')),
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
    () => l10n.t('Evaluate the formula on the pool and correct the place it names.'),
  ),
  AutoScalingFormulaTooLong: invalid(
    () => l10n.t('The autoscale formula is longer than 8192 characters.'),
    () => l10n.t('Shorten the formula.'),
  ),
  AutoScaleFormulaTooLong: invalid(
    () => l10n.t('The autoscale formula is longer than 8192 characters.'),
    () => l10n.t('Shorten the formula.'),
  ),
  OSVersionNotFound: retired(() => l10n.t('The version of the guest system does not exist.')),
  OSVersionDisabled: retired(() => l10n.t('The version of the guest system is disabled.')),
  OSVersionExpired: retired(() => l10n.t('The version of the guest system has expired.')),
  PoolVersionEqualsUpgradeVersion: retired(() => l10n.t('The pool has that version of the guest system already.')),
  PoolNotEligibleForOSVersionUpgrade: retired(() => l10n.t('The guest system of the pool cannot be upgraded.')),
  TaskDependenciesNotSpecifiedOnJob: invalid(
    () => l10n.t('The task depends on others, and its job does not allow dependencies.'),
    () => l10n.t('Make the job with `usesTaskDependencies` set to true: it cannot be changed later.'),
  ),
  TaskDependencyListTooLong: invalid(
    () => l10n.t('The task depends on too many others ({0} characters of ids).', formatNumber(64_000)),
    () => l10n.t('Use ranges of ids (`taskIdRanges`).'),
  ),
  TaskDependencyRangesTooLong: invalid(
    () => l10n.t('The task has too many ranges of dependencies.'),
    () => l10n.t('Use fewer, larger ranges.'),
  ),
  InvalidConstraintValue: invalid(
    () => l10n.t('A constraint of the job or task is out of its range.'),
    () => l10n.t('Correct the constraint that the details name.'),
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
    () => l10n.t('The settings of the account forbid this operation on the data plane.'),
    () => l10n.t('Use Resource Manager or Entra ID, as the account demands.'),
  ),
  NodeCountsMismatch: invalid(
    () => l10n.t('The number of nodes is not what the request expects.'),
    () => l10n.t('Refresh and try again.'),
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
