/** Calls the Designer and converts its errors to failures. Shared by `webflow.ts` and `library.ts`. */
import { FailureError, type FailureCode } from '../../../core/failure.ts'

/** @throws FailureError `designer-missing`, `mode-forbidden`, `webflow-refused` with the Designer's `tag` as a fact. */
export type DesignerCall = <Result>(
  /** Completes "Failed to …". */
  what: string,
  use: (api: WebflowApi) => Promise<Result>,
) => Promise<Result>

/** @param api `window.webflow`; undefined outside the Designer. */
export const designerCall =
  (api: WebflowApi | undefined): DesignerCall =>
  async (what, use) => {
    if (!api) throw outside()
    try {
      return await use(api)
    } catch (error) {
      throw refused(what, error)
    }
  }

export const designerFailure = (code: FailureCode, message: string): FailureError =>
  new FailureError({ code, message })

// Helpers

const outside = (): FailureError =>
  designerFailure(
    'designer-missing',
    'The Webflow Designer was not found around the panel. Open the app from the Designer.',
  )

/** `cause.tag` is the reason (both Forbidden and ModeForbidden occur); it may be missing. */
function refused(what: string, error: unknown): FailureError {
  if (error instanceof FailureError) return error
  const tag = tagOf(error) ?? 'unknown'
  const why = error instanceof Error ? error.message : String(error)
  const forbidden = tag === 'Forbidden' || tag === 'ModeForbidden'
  const hint = forbidden
    ? 'Switch to a mode and branch in which you may manage assets.'
    : 'Try again.'
  return new FailureError(
    {
      code: forbidden ? 'mode-forbidden' : 'webflow-refused',
      message: `Failed to ${what}: ${why} (${tag}). ${hint}`,
      facts: { tag },
    },
    { cause: error },
  )
}

function tagOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const { cause } = error
  if (typeof cause !== 'object' || cause === null || !('tag' in cause)) return undefined
  return typeof cause.tag === 'string' ? cause.tag : undefined
}
