import { isoTime } from '../world/clock.ts'
import { APP, USER } from '../world/sites.ts'
import type { User } from '../world/sites.ts'
import { WORKSPACE_IDS } from '../world/tokens.ts'
import { requiredText } from './call.ts'
import type { Call } from './call.ts'
import { ApiError, notAuthorized } from './errors.ts'

/** The token's owner, sites and scopes. Webflow does not document `application` for site tokens. */
export function introspectToken(call: Call): Response {
  const { token } = call
  return call.context.json({
    authorization: {
      id: token.id,
      createdOn: isoTime(token.createdOn),
      lastUsed: isoTime(token.lastUsed),
      grantType: token.kind === 'oauth' ? 'authorization_code' : 'site_token',
      rateLimit: call.world.settings.current.rateLimit,
      scope: token.scopes.join(','),
      authorizedTo: {
        siteIds: token.siteIds,
        workspaceIds: token.kind === 'oauth' ? WORKSPACE_IDS : [],
        userIds: [token.userId],
      },
    },
    ...(token.kind === 'oauth' && {
      application: {
        id: APP.id,
        description: APP.description,
        homepage: APP.homepage,
        displayName: APP.displayName,
      },
    }),
  })
}

/** The user who granted the token. */
export function authorizedBy(call: Call): Response {
  return call.context.json(userJson(USER))
}

/** Resolves a Designer's ID token to its user and site; refuses if the calling token is of another site. */
export async function resolveToken(call: Call): Promise<Response> {
  const idToken = requiredText(await call.body(), 'idToken')
  const identity = call.world.identity.resolve(idToken)
  if (identity === undefined) throw notAuthorized()
  if (!call.token.siteIds.includes(identity.siteId)) {
    throw new ApiError(403, 'forbidden', 'Forbidden: The app is not authorized for this site')
  }
  return call.context.json({ ...userJson(identity.user), siteId: identity.siteId })
}

// Helpers

const userJson = ({ id, email, firstName, lastName }: User) => ({ id, email, firstName, lastName })
