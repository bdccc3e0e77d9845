/** The error codes that the sandbox uses, from the Data API's OpenAPI document (April 2026). */
export type ErrorCode =
  | 'bad_request'
  | 'validation_error'
  | 'not_authorized'
  | 'missing_scopes'
  | 'forbidden'
  | 'resource_not_found'
  | 'conflict'
  | 'too_many_requests'
  | 'internal_error'

/** The body of every error answer. */
export interface ErrorBody {
  readonly code: string
  readonly message: string
  readonly externalReference: null
  readonly details: readonly string[]
}

/** An error answer of the Data API: handlers throw it, the app writes it. */
export class ApiError extends Error {
  readonly status: number
  readonly code: ErrorCode

  constructor(status: number, code: ErrorCode, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export const errorBody = (code: string, message: string): ErrorBody => ({
  code,
  message,
  externalReference: null,
  details: [],
})

export const badRequest = (): ApiError =>
  new ApiError(400, 'bad_request', 'Bad Request: Request is malformed')

/** 400 for one or more invalid fields. */
export const invalid = (...problems: readonly string[]): ApiError =>
  new ApiError(400, 'validation_error', `Validation Error: ${JSON.stringify(problems)}`)

export const notAuthorized = (): ApiError =>
  new ApiError(401, 'not_authorized', 'Request not authorized')

export const missingScopes = (scope: string): ApiError =>
  new ApiError(
    403,
    'missing_scopes',
    `OAuthForbidden: You are missing the following scopes - ${scope}`,
  )

export const notFound = (what: string): ApiError =>
  new ApiError(
    404,
    'resource_not_found',
    `Requested resource not found: The ${what} cannot be found`,
  )

export const conflict = (): ApiError =>
  new ApiError(409, 'conflict', 'Conflict with server data: A folder of this name exists already')

export const tooManyRequests = (): ApiError =>
  new ApiError(429, 'too_many_requests', 'Too Many Requests')

export const internalError = (): ApiError =>
  new ApiError(500, 'internal_error', 'An Internal Error occurred')

/** The error body for a fault's status, in Webflow's own words where they are known. */
export function faultBody(status: number): ErrorBody {
  if (status === 429) return errorBody('too_many_requests', 'Too Many Requests')
  if (status === 401) return errorBody('not_authorized', 'Request not authorized')
  if (status === 404) return errorBody('resource_not_found', 'Requested resource not found')
  if (status === 409) return errorBody('conflict', 'Conflict with server data')
  if (status < 500) return errorBody('bad_request', 'Bad Request: Request is malformed')
  return errorBody('internal_error', 'An Internal Error occurred')
}
