/** Routes that read the site: known bytes and the catalogue. */
import type { Context } from 'hono'
import * as v from 'valibot'
import { FailureError } from '../../core/failure.ts'
import {
  KnownRequest,
  Refresh,
  type CatalogueLine,
  type KnownLine,
} from '../../core/wire-library.ts'
import { ageOfCatalogue, tellCatalogue } from '../assets/catalogue-stream.ts'
import { parseJson } from './answers.ts'
import type { SiteEnv } from './guards.ts'
import { AssetReader } from '../assets/asset-reader.ts'
import { ExistingBytesLookup } from '../assets/existing-bytes.ts'
import { wireAsset } from '../assets/asset-summary.ts'
import { answerLines } from './ndjson-answer.ts'

/** How long an answer about known bytes may wait for the budget. */
const PATIENCE_MS = 70_000

export async function answerKnown(c: Context<SiteEnv>): Promise<Response> {
  const context = c.get('siteContext')
  const { files, sinceDropMs } = await parseJson(c, KnownRequest)
  const droppedAt = sinceDropMs === undefined ? undefined : context.deps.clock.now() - sinceDropMs
  return answerLines<KnownLine>(c, async ({ say, isLeft }) => {
    const inventory = new AssetReader(context, {
      kind: 'bulk',
      patienceMs: PATIENCE_MS,
      droppedAt,
      onWait: (ms) => void say({ type: 'wait', retryAfterMs: ms }),
    })
    const knowledge = new ExistingBytesLookup(context, inventory, files, {
      onKnown: (md5, asset, how) => void say({ type: 'known', md5, asset: wireAsset(asset), how }),
      isLeft,
      mayList: true,
    })
    await knowledge.find()
    await say({ type: 'end', budget: await context.budget.view() })
  })
}

export function answerCatalogue(c: Context<SiteEnv>): Response {
  const context = c.get('siteContext')
  const refresh = v.safeParse(Refresh, c.req.query('refresh') ?? 'auto')
  if (!refresh.success) throw badRequest('"refresh" must be auto, now or never.')
  return answerLines<CatalogueLine>(c, async (lines) => {
    await tellCatalogue(context, refresh.output, lines)
    const [ageMs, budget] = [await ageOfCatalogue(context), await context.budget.view()]
    await lines.say({ type: 'end', ageMs, budget })
  })
}

// Helpers

const badRequest = (message: string) => new FailureError({ code: 'bad-request', message })
