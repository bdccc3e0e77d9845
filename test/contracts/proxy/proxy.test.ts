/** The proxy's promises within one process. */
import { proxyHost, PANEL_ORIGIN } from '../../fakes/proxy-host.ts'
import { ScriptedWebflow } from '../../fakes/scripted-webflow.ts'
import { proxyContract, type ProxyUnderTest } from './proxy.ts'
import { libraryContract } from './proxy-library.ts'

const open = async (): Promise<ProxyUnderTest> => {
  const webflow = new ScriptedWebflow()
  const { app } = await proxyHost(webflow)
  return {
    webflow,
    origin: PANEL_ORIGIN,
    request: async (path, init) => await app.request(path, init),
  }
}

proxyContract('app.request', open)
libraryContract('app.request', open)
