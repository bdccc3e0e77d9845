import { describe, expect, it } from 'vitest'
import {
  FAILURE_CODES,
  FailureError,
  failureOf,
  FAILURES,
  retryRule,
} from '../../../src/core/failure.ts'

describe('failureOf', () => {
  const failure = { code: 'rate-limited', message: 'slow down', retryAfterMs: 5 } as const

  it('recognises a failure by its shape, even in a copy without its class', () => {
    expect(failureOf(new FailureError(failure), 'internal')).toBe(failure)
    expect(failureOf({ failure: { ...failure } }, 'internal')).toEqual(failure)
  })

  it('turns an AbortError into `aborted`', () => {
    expect(failureOf(new DOMException('stop', 'AbortError'), 'internal').code).toBe('aborted')
  })

  it.each([
    [new Error('boom'), 'boom'],
    ['boom', 'boom'],
    [undefined, 'undefined'],
    [{ failure: { code: 'no such code' }, message: 'odd' }, 'odd'],
  ])('keeps the message of %j', (thrown, message) => {
    expect(failureOf(thrown, 'internal')).toEqual({ code: 'internal', message })
  })
})

describe('the codes', () => {
  it('each have a retry rule', () => {
    expect(FAILURE_CODES).toEqual(Object.keys(FAILURES))
    for (const code of FAILURE_CODES) {
      expect(['automatic', 'manual', 'never']).toContain(retryRule({ code, message: '' }))
    }
  })

  it('keep the cause in the error', () => {
    const cause = new Error('why')
    expect(new FailureError({ code: 'internal', message: 'what' }, { cause })).toMatchObject({
      message: 'what',
      cause,
    })
  })
})
