/** Access control at the origins of the Designer and of the panel. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FIRST_SITE_ID } from '../../../src/sandbox/world/sites.ts'
import { startStage } from '../../browser/designer-stage.ts'

let stage: Awaited<ReturnType<typeof startStage>>
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage.stop())

describe('access control', () => {
  it('refuses calls from other origins', async () => {
    const { designer } = stage.sandbox.origins
    const url = `${designer}/__designer/${FIRST_SITE_ID}/call/getIdToken`
    const ask = (site: string) =>
      fetch(url, { method: 'POST', body: '{}', headers: { 'sec-fetch-site': site } })
    expect((await ask('cross-site')).status).toBe(403)
    expect((await ask('same-site')).status).toBe(403)
    expect((await ask('same-origin')).status).toBe(200)
    const unknown = await fetch(`${designer}/__designer/${'0'.repeat(24)}/assets`)
    expect(unknown.status).toBe(404)
  })

  it.each(['/..%2f..%2fetc/passwd', '/.data/sandbox.db', '/%2e%2e/x', '/a%5c..%5cx', '/none.js'])(
    'refuses paths outside of the panel folder: %s',
    async (path) => {
      const response = await fetch(`${stage.sandbox.origins.panel}${path}`)
      expect(response.status).toBe(404)
    },
  )
})

describe('the panel', () => {
  const get = (path: string) => fetch(`${stage.sandbox.origins.panel}${path}`)

  it('gets the script first, and its policy with every answer', async () => {
    const response = await get('/')
    const script = `<head><script src="${stage.sandbox.origins.designer}/designer-api.js"></script>`
    expect(await response.text()).toContain(script)
    for (const path of ['/', '/index.html', '/main.js']) {
      const policy = (await get(path)).headers.get('content-security-policy')
      expect(policy).toContain("worker-src 'self';")
      expect(policy).toContain("'wasm-unsafe-eval'")
      expect(policy).toContain(`frame-ancestors ${stage.sandbox.origins.designer}`)
    }
  })

  it('has another policy below a path that selects it, also for its scripts', async () => {
    for (const path of ['', 'main.js', 'worker.js']) {
      const response = await get(`/~wasm-off,worker-none/${path}`)
      expect(response.status).toBe(200)
      const policy = response.headers.get('content-security-policy')
      expect(policy).toContain("worker-src 'none'")
      expect(policy).not.toContain('wasm-unsafe-eval')
    }
    expect((await get('/~wasm-maybe,worker-none/main.js')).status).toBe(404)
  })
})
