/** The library's routes: alt texts, locales, changes to assets, and their bytes. */
import type { Context } from 'hono'
import * as v from 'valibot'
import { FailureError } from '../../core/failure.ts'
import { assetId } from '../../core/wire.ts'
import {
  ChangedRequest,
  DeleteRequest,
  EditRequest,
  localeId,
  type AltTextLine,
  type ChangeLine,
} from '../../core/wire-library.ts'
import { openAltTexts } from '../assets/alt-texts.ts'
import { assetBytes } from '../assets/asset-bytes.ts'
import { correct } from '../assets/designer-changes.ts'
import { edit, remove } from '../assets/edits.ts'
import { parseJson } from './answers.ts'
import type { SiteEnv } from './guards.ts'
import { localesOf } from '../assets/locales.ts'
import { answerLines } from './ndjson-answer.ts'

export async function answerLocales(c: Context<SiteEnv>): Promise<Response> {
  return c.json(await localesOf(c.get('siteContext')))
}

export async function answerAltTexts(c: Context<SiteEnv>): Promise<Response> {
  const context = c.get('siteContext')
  const tellAll = await openAltTexts(context, query('locale', localeId, c.req.query('locale')))
  return answerLines<AltTextLine>(c, async ({ say, isLeft }) => {
    await tellAll({ say, isLeft })
    await say({ type: 'end', budget: await context.budget.view() })
  })
}

export async function answerEdit(c: Context<SiteEnv>): Promise<Response> {
  const context = c.get('siteContext')
  const { edits } = await parseJson(c, EditRequest)
  return answerLines<ChangeLine>(c, async ({ say, isLeft }) => {
    await edit(context, edits, { say: (line) => void say(line), isLeft })
    await say({ type: 'end', budget: await context.budget.view() })
  })
}

export async function answerDelete(c: Context<SiteEnv>): Promise<Response> {
  const context = c.get('siteContext')
  const { assets } = await parseJson(c, DeleteRequest)
  return answerLines<ChangeLine>(c, async ({ say, isLeft }) => {
    await remove(context, assets, { say: (line) => void say(line), isLeft })
    await say({ type: 'end', budget: await context.budget.view() })
  })
}

export async function answerChanged(c: Context<SiteEnv>): Promise<Response> {
  const context = c.get('siteContext')
  const { changes } = await parseJson(c, ChangedRequest)
  const work = correct(context, changes)
  // A closing page does not wait for the answer; finish the work anyway.
  context.deps.keepAlive(work)
  await work
  return c.body(null, 204)
}

export async function answerBytes(c: Context<SiteEnv>): Promise<Response> {
  const asset = query('asset', assetId, c.req.query('asset'))
  return await assetBytes(c.get('siteContext'), asset, c.req.raw.signal)
}

// Helpers

/** @throws FailureError `bad-request` when the value is missing or malformed. */
function query<T>(name: string, schema: v.GenericSchema<unknown, T>, value: string | undefined): T {
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  const message = `The request is invalid: "${name}" is missing or malformed.`
  throw new FailureError({ code: 'bad-request', message })
}
