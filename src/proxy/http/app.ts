/**
 * The proxy as a web application: serves `wire.ts`. Uses only web standards and its dependencies, so it runs the same
 * on every host and in tests.
 */
import { Hono } from 'hono'
import type { Deps } from '../access/deps.ts'
import { answerFailure, answerUnknownPath } from './answers.ts'
import { addGuards, type Env } from './guards.ts'
import { addRoutes } from './route-table.ts'

export function createApp(deps: Deps): Hono<Env> {
  const app = new Hono<Env>()
  app.onError((thrown, c) => answerFailure(deps, c, thrown))
  app.notFound((c) => answerUnknownPath(c))
  addGuards(app, deps)
  addRoutes(app, deps)
  return app
}
