/** The library on the proxy's side: alt texts and locales, changes to assets, and their bytes. */
import * as v from 'valibot'
import { FailureError } from '../core/failure.ts'
import { assetId } from '../core/wire.ts'
import {
  ChangedRequest,
  DeleteRequest,
  EditRequest,
  localeId,
  type AltTextLine,
  type ChangeLine,
} from '../core/wire-library.ts'
import { openAltTexts } from './alt-texts.ts'
import { assetBytes } from './asset-bytes.ts'
import { correct } from './corrections.ts'
import type { Deps } from './deps.ts'
import { edit, remove } from './edits.ts'
import { answerLines, enter } from './entrance.ts'
import { parseJson } from './http-answers.ts'
import type { App } from './http-guards.ts'
import { localesOf } from './locales.ts'

export function addLibrary(app: App, deps: Deps): void {
  app.get('/locales', async (c) => c.json(await localesOf(await enter(deps, c))))
  app.get('/alt-texts', async (c) => {
    const context = await enter(deps, c)
    const tellAll = await openAltTexts(context, query('locale', localeId, c.req.query('locale')))
    return answerLines<AltTextLine>(deps, c, async ({ say, isLeft }) => {
      await tellAll({ say, isLeft })
      await say({ type: 'end', budget: await context.budget.view() })
    })
  })
  app.post('/edit', async (c) => {
    const context = await enter(deps, c)
    const { edits } = await parseJson(c, EditRequest)
    return answerLines<ChangeLine>(deps, c, async ({ say, isLeft }) => {
      await edit(context, edits, { say: (line) => void say(line), isLeft })
      await say({ type: 'end', budget: await context.budget.view() })
    })
  })
  app.post('/delete', async (c) => {
    const context = await enter(deps, c)
    const { assets } = await parseJson(c, DeleteRequest)
    return answerLines<ChangeLine>(deps, c, async ({ say, isLeft }) => {
      await remove(context, assets, { say: (line) => void say(line), isLeft })
      await say({ type: 'end', budget: await context.budget.view() })
    })
  })
  app.post('/changed', async (c) => {
    const context = await enter(deps, c)
    const { changes } = await parseJson(c, ChangedRequest)
    const work = correct(context, changes)
    // Also for a page that is closing and will not hear the answer.
    deps.keepAlive(work)
    await work
    return c.body(null, 204)
  })
  app.get('/bytes', async (c) => {
    const context = await enter(deps, c)
    const asset = query('asset', assetId, c.req.query('asset'))
    return await assetBytes(context, asset, c.req.raw.signal)
  })
}

// Helpers

/** @throws FailureError `bad-request` when the value is missing or no such thing. */
function query<T>(name: string, schema: v.GenericSchema<unknown, T>, value: string | undefined): T {
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  throw new FailureError({
    code: 'bad-request',
    message: `The request is not as agreed: "${name}" is missing or not in its form.`,
  })
}
