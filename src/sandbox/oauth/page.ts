import type { Site } from '../world/sites.ts'

/** The contents of the consent page. */
export interface Question {
  readonly app: string
  readonly user: string
  readonly scopes: readonly string[]
  readonly sites: readonly Site[]
  /** The ID of the request that the form answers. */
  readonly request: string
  /** What was wrong with the previous answer. */
  readonly problem?: string
}

/** The consent page: the user approves or denies an app and chooses its sites. */
export function questionPage(question: Question): string {
  const scopes = question.scopes.map((scope) => `<li><code>${escape(scope)}</code></li>`)
  const sites = question.sites.map(
    ({ id, displayName }) =>
      `<p><label><input type="checkbox" name="site" value="${escape(id)}" checked> ${escape(displayName)}</label></p>`,
  )
  const problem =
    question.problem === undefined ? '' : `<p role="alert">${escape(question.problem)}</p>`
  return page(
    `Authorize ${question.app}`,
    `<p>Signed in as ${escape(question.user)}.</p>
    <h2>It wants to</h2><ul>${scopes.join('')}</ul>
    ${problem}
    <form method="post" action="/oauth/authorize">
      <input type="hidden" name="request" value="${escape(question.request)}">
      <fieldset><legend>On these sites</legend>${sites.join('')}</fieldset>
      <p><button name="decision" value="approve">Authorize app</button>
      <button name="decision" value="deny">Deny</button></p>
    </form>`,
  )
}

/** The page for a request that can't be sent back to its app. */
export const problemPage = (problem: string): string =>
  page('This authorization cannot go on', `<p role="alert">${escape(problem)}</p>`)

// Helpers

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
button { font: inherit; padding: .4rem 1rem } [role=alert] { color: #a3001b }
</style>
</head>
<body><main><h1>${escape(title)}</h1>${body}</main></body>
</html>
`

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')
