/** Why storage refuses a request, in S3's own words. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
  /** Further elements of the error document, in order. */
  readonly details?: readonly (readonly [name: string, value: string])[]
}

/** The form lacks a field that must precede the file. */
export const missingField = (name: string): Refusal => ({
  status: 400,
  code: 'InvalidArgument',
  message: `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
  details: [
    ['ArgumentName', name],
    ['ArgumentValue', ''],
  ],
})

export const NO_FILE: Refusal = {
  status: 400,
  code: 'InvalidArgument',
  message: 'POST requires exactly one file upload per request.',
  details: [
    ['ArgumentName', 'file'],
    ['ArgumentValue', '0'],
  ],
}

export const NOT_MULTIPART: Refusal = {
  status: 412,
  code: 'PreconditionFailed',
  message: 'At least one of the pre-conditions you specified did not hold',
  details: [['Condition', 'Bucket POST must be of the enclosure-type multipart/form-data']],
}

export const MALFORMED: Refusal = {
  status: 400,
  code: 'MalformedPOSTRequest',
  message: 'The body of your POST request is not well-formed multipart/form-data.',
}

export const NO_LENGTH: Refusal = {
  status: 411,
  code: 'MissingContentLength',
  message: 'You must provide the Content-Length HTTP header.',
}

export const FIELDS_TOO_LONG: Refusal = {
  status: 400,
  code: 'MaxPostPreDataLengthExceeded',
  message: 'Your POST request fields preceding the upload file were too large.',
}

export const ACCESS_DENIED: Refusal = {
  status: 403,
  code: 'AccessDenied',
  message: 'Access Denied',
}

/** The policy is valid and forbids this form. */
export const againstPolicy = (why: string): Refusal => ({
  status: 403,
  code: 'AccessDenied',
  message: `Invalid according to Policy: ${why}`,
})

/** The policy can't be parsed. */
export const invalidPolicy = (why: string): Refusal => ({
  status: 400,
  code: 'InvalidPolicyDocument',
  message: `Invalid Policy: ${why}`,
})
