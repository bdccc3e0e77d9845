/** What the site holds: which bytes are on it already, and its whole catalogue. */
import * as v from 'valibot'
import { FailureError } from '../core/failure.ts'
import { KnownRequest, Refresh, type CatalogueLine, KnownLine } from '../core/wire-library.ts'
import { ageOfCatalogue, tellCatalogue } from './catalogue-answer.ts'
import type { Deps } from './deps.ts'
import { answerLines, enter } from './entrance.ts'
import { parseJson } from './http-answers.ts'
import type { App } from './http-guards.ts'
import { Inventory } from './inventory.ts'
import { Knowledge } from './knowledge.ts'
import { wireAsset } from './asset-summary.ts'

/** How long an answer about known bytes may wait for the minute's calls. */
const PATIENCE_MS = 70_000

export function addCatalogue(app: App, deps: Deps): void {
  app.post('/known', async (c) => {
    const context = await enter(deps, c)
    const { files, sinceDropMs } = await parseJson(c, KnownRequest)
    const droppedAt = sinceDropMs === undefined ? undefined : deps.clock.now() - sinceDropMs
    return answerLines<KnownLine>(deps, c, async ({ say, isLeft }) => {
      const inventory = new Inventory(context, {
        kind: 'bulk',
        patienceMs: PATIENCE_MS,
        droppedAt,
        onWait: (ms) => void say({ type: 'wait', retryAfterMs: ms }),
      })
      const knowledge = new Knowledge(context, inventory, files, {
        onKnown: (md5, asset, how) =>
          void say(v.parse(KnownLine, { type: 'known', md5, asset: wireAsset(asset), how })),
        isLeft,
        mayList: true,
      })
      await knowledge.find()
      await say({ type: 'end', budget: await context.budget.view() })
    })
  })
  app.get('/catalogue', async (c) => {
    const context = await enter(deps, c)
    const refresh = v.safeParse(Refresh, c.req.query('refresh') ?? 'auto')
    if (!refresh.success) throw badRequest('"refresh" is auto, now or never.')
    return answerLines<CatalogueLine>(deps, c, async (lines) => {
      await tellCatalogue(context, refresh.output, lines)
      const [ageMs, budget] = [await ageOfCatalogue(context), await context.budget.view()]
      await lines.say({ type: 'end', ageMs, budget })
    })
  })
}

// Helpers

const badRequest = (message: string) => new FailureError({ code: 'bad-request', message })
