/** The deployed worker, with an extra route for tests to its Durable Objects. */
import worker from '../../../src/proxy/cloudflare.ts'

export { BudgetObject, SiteObject } from '../../../src/proxy/cloudflare.ts'

type Env = Parameters<typeof worker.fetch>[1]
type Context = Parameters<typeof worker.fetch>[2]

// oxlint-disable-next-line import/no-default-export -- workerd requires it
export default {
  async fetch(request: Request, env: Env, context: Context): Promise<Response> {
    if (new URL(request.url).pathname !== '/__call') return worker.fetch(request, env, context)
    const { kind, name, part, method, args } = (await request.json()) as {
      kind: 'site' | 'budget'
      name: string
      part: 'records'
      method: string
      args: unknown[]
    }
    const result =
      kind === 'site'
        ? await env.SITES.get(env.SITES.idFromName(name)).call(name, part, method, args)
        : await env.BUDGETS.get(env.BUDGETS.idFromName(name)).call(name, method, args)
    return Response.json({ result })
  },
}
