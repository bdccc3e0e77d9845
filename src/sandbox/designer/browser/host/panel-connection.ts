import { eventMessage, isCallMessage, refusedMessage, valueMessage } from '../protocol.ts'
import { DesignerError } from '../wire.ts'
import { refusalOf, type Standing } from './abilities.ts'
import type { Methods } from './method.ts'

/** The Designer's connection to the panel. */
export interface PanelConnection {
  /** Sends the panel an event; does nothing if no panel is open. */
  emit(event: string, value: unknown): void
}

/** Answers calls from the panel's frame and its origin, and from nowhere else. */
export function connectPanel(options: {
  readonly origin: string
  readonly frame: () => HTMLIFrameElement | null
  readonly methods: Methods
  readonly standing: () => Standing
}): PanelConnection {
  const { origin, frame, methods } = options

  async function answer(id: number, name: string, params: Readonly<Record<string, unknown>>) {
    try {
      const method = Object.hasOwn(methods, name) ? methods[name] : undefined
      if (!method) throw new DesignerError('InvalidRequest', `The sandbox has no ${name}.`)
      if (method.needs) admit(method.needs, options.standing())
      return valueMessage(id, await method.run(params))
    } catch (error) {
      if (error instanceof DesignerError) return refusedMessage(id, error.tag, error.message)
      return refusedMessage(id, 'InternalError', String(error))
    }
  }

  window.addEventListener('message', ({ data, origin: from, source }: MessageEvent<unknown>) => {
    const panel = frame()?.contentWindow
    if (!panel || source !== panel || from !== origin || !isCallMessage(data)) return
    void answer(data.id, data.method, data.params).then((reply) => panel.postMessage(reply, origin))
  })

  return {
    emit: (event, value) => frame()?.contentWindow?.postMessage(eventMessage(event, value), origin),
  }
}

// Helpers

/** @throws DesignerError if the person lacks the ability. */
function admit(ability: AppMode, standing: Standing): void {
  const refusal = refusalOf(ability, standing)
  if (refusal === null) return
  const { mode, branch, role, primaryLocale } = standing
  const where = `mode ${mode}, ${branch === 'main' ? 'main branch' : 'page branch'}, ${primaryLocale ? 'primary' : 'secondary'} locale, role ${role}`
  throw new DesignerError(refusal, `This needs ${ability}, which is not given here: ${where}.`)
}
