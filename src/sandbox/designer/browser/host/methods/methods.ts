import type { MethodDeps, Methods } from '../method.ts'
import { assetMethods } from './assets.ts'
import { elementMethods } from './elements.ts'
import { pageMethods } from './page.ts'

/** All methods of the Designer API that the sandbox has. */
export const createMethods = (deps: MethodDeps): Methods => ({
  ...assetMethods(deps),
  ...elementMethods(deps),
  ...pageMethods(deps),
})
