/** What Webflow lists, and how the proxy's streamed answers about it are read. */
import { hexId, type Conversation } from '../conversation.ts'
import type { ScriptedAnswer } from '../../../fakes/scripted-webflow.ts'

export interface Listed {
  readonly id: string
  readonly size: number
  readonly lastUpdated: string
}

const BEFORE = '2026-11-24T11:00:00.000Z'

/** An asset as a listing tells it, hosted at the scripted Webflow. */
export function listedBy(
  { webflow }: Conversation,
  more: Partial<Listed> = {},
): Listed & Record<string, unknown> {
  const id = more.id ?? hexId()
  const hostedUrl = `${webflow.url}/cdn/${id}`
  const names = { displayName: 'A name', originalFileName: 'a.txt', contentType: 'text/plain' }
  return { id, hostedUrl, ...names, size: 100, createdOn: BEFORE, lastUpdated: BEFORE, ...more }
}

export const listing = (assets: readonly object[], total = assets.length): ScriptedAnswer => ({
  json: { assets, pagination: { total } },
})

export async function linesOf<T>(answer: Response): Promise<T[]> {
  const lines = (await answer.text()).trim().split('\n')
  return lines.map((line) => JSON.parse(line) as T)
}

/** Advances the proxy's clock in steps until `work` is done. */
export async function ticking<T>(
  { host }: Conversation,
  stepMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const ticks = setInterval(() => {
    host.clock.advance(stepMs)
  }, 5)
  try {
    return await work()
  } finally {
    clearInterval(ticks)
  }
}
