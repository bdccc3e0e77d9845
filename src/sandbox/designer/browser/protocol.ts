import type { DesignerTag } from './wire.ts'

/**
 * The `postMessage` protocol between the panel's script and the Designer's page. Each side posts to a single origin.
 */
const CHANNEL = 'sandbox-designer'

export type Params = Readonly<Record<string, unknown>>

/** From the panel to the Designer; each call gets one answer with its `id`. */
export interface CallMessage {
  readonly channel: typeof CHANNEL
  readonly type: 'call'
  readonly id: number
  readonly method: string
  readonly params: Params
}

/** From the Designer to the panel. */
export type HostMessage =
  | {
      readonly channel: typeof CHANNEL
      readonly type: 'value'
      readonly id: number
      readonly value: unknown
    }
  | {
      readonly channel: typeof CHANNEL
      readonly type: 'refused'
      readonly id: number
      readonly tag: DesignerTag
      readonly message: string
    }
  | {
      readonly channel: typeof CHANNEL
      readonly type: 'event'
      readonly event: string
      readonly value: unknown
    }

export const callMessage = (id: number, method: string, params: Params): CallMessage => ({
  channel: CHANNEL,
  type: 'call',
  id,
  method,
  params,
})

export const valueMessage = (id: number, value: unknown): HostMessage => ({
  channel: CHANNEL,
  type: 'value',
  id,
  value,
})

export const refusedMessage = (id: number, tag: DesignerTag, message: string): HostMessage => ({
  channel: CHANNEL,
  type: 'refused',
  id,
  tag,
  message,
})

export const eventMessage = (event: string, value: unknown): HostMessage => ({
  channel: CHANNEL,
  type: 'event',
  event,
  value,
})

export const isCallMessage = (data: unknown): data is CallMessage =>
  isOurs(data) &&
  data['type'] === 'call' &&
  typeof data['id'] === 'number' &&
  typeof data['method'] === 'string' &&
  isRecord(data['params'])

/** Checks only the channel: the sender's origin has been checked, so its contents are trusted. */
export const isHostMessage = (data: unknown): data is HostMessage =>
  isOurs(data) && ['value', 'refused', 'event'].includes(String(data['type']))

// Helpers

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const isOurs = (data: unknown): data is Record<string, unknown> =>
  isRecord(data) && data['channel'] === CHANNEL
