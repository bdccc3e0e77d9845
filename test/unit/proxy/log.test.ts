import { expect, it } from 'vitest'
import { createLog, thrownFields } from '../../../src/proxy/base/log.ts'

const logged = (fields: Record<string, unknown>, message = 'x'): string => {
  const lines: string[] = []
  const write = (line: string) => lines.push(line)
  createLog({ level: 'info', now: () => 0, write, secrets: ['hunter2hunter2'] }).info(
    message,
    fields,
  )
  return lines.join('\n')
}

it('a line is one JSON object', () => {
  expect(JSON.parse(logged({ site: 'a', n: 1 }))).toEqual({
    time: '1970-01-01T00:00:00.000Z',
    level: 'info',
    message: 'x',
    site: 'a',
    n: 1,
  })
})

it.each([
  { token: 'SECRET' },
  { headers: { authorization: 'SECRET', cookie: 'SECRET', 'set-cookie': 'SECRET' } },
  { request: { 'X-Upload-Ticket': 'SECRET', tickets: ['SECRET'] } },
  { fields: { Policy: 'SECRET', 'X-Amz-Signature': 'SECRET', 'X-Amz-Credential': 'SECRET' } },
  { accessKey: 'SECRET', client_secret: 'SECRET', session: 'SECRET', idToken: 'SECRET' },
  { code: 'SECRET SECRET SECRET' },
  { why: 'sent Bearer SECRET.SECRET-SECRET to it' },
  { why: 'ticket eyJhbGciOiJkaXIiSECRET.SECRET.SECRET.SECRET was bad' },
])('masks %o', (fields) => {
  expect(logged(fields)).not.toContain('SECRET')
  expect(logged(fields)).toContain('[masked]')
})

it('known secrets are masked wherever they stand, also in the message and in causes', () => {
  const thrown = new Error('outer', { cause: new Error('token hunter2hunter2 is bad') })
  expect(logged(thrownFields(thrown), 'it was hunter2hunter2')).not.toContain('hunter2')
})

it('codes of errors stay readable', () => {
  expect(logged({ failure: { code: 'rate-limited' }, code: 'ECONNRESET' })).toContain(
    'rate-limited',
  )
  expect(logged({ code: 'ECONNRESET' })).toContain('ECONNRESET')
})

it('what is below the level is not written', () => {
  const lines: string[] = []
  const log = createLog({ level: 'warn', now: () => 0, write: (line) => lines.push(line) })
  log.debug('a')
  log.info('b')
  log.warn('c')
  log.error('d')
  expect(lines).toHaveLength(2)
})
