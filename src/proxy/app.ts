/**
 * The proxy as a web application: `wire.ts` on top of what the other modules do. Knows only web standards and what it
 * is given, so it runs the same on every host and in tests. Each group of routes is a file of its own.
 */
import { Hono } from 'hono'
import type { Deps } from './deps.ts'
import { answerFailure, answerUnknownPath } from './http-answers.ts'
import { guarded, type Env } from './http-guards.ts'
import { addCatalogue } from './routes-catalogue.ts'
import { addHealth } from './routes-health.ts'
import { addLibrary } from './routes-library.ts'
import { addOauth } from './routes-oauth.ts'
import { addSite } from './routes-site.ts'
import { addUploads } from './routes-uploads.ts'

export function createApp(deps: Deps): Hono<Env> {
  const app = new Hono<Env>()
  app.onError((thrown, c) => answerFailure(deps, c, thrown))
  app.notFound((c) => answerUnknownPath(c))
  guarded(app, deps)
  addHealth(app, deps)
  addOauth(app, deps)
  addSite(app, deps)
  addUploads(app, deps)
  addCatalogue(app, deps)
  addLibrary(app, deps)
  return app
}
