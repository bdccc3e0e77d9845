import type { MethodDeps, Methods } from '../method.ts'
import { assetMethods } from './assets.ts'
import { elementMethods } from './elements.ts'
import { pageMethods } from './page.ts'

/** All supported methods of the Designer API. */
export const createMethods = (deps: MethodDeps): Methods => ({
  ...assetMethods(deps),
  ...elementMethods(deps),
  ...pageMethods(deps),
})
