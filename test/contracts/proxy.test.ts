/** The proxy's promises within one process. */
import { proxyHost, PANEL_ORIGIN } from '../fakes/proxy-host.ts'
import { ScriptedWebflow } from '../fakes/scripted-webflow.ts'
import { proxyContract } from './proxy.ts'

proxyContract('app.request', async () => {
  const webflow = new ScriptedWebflow()
  const { app } = await proxyHost(webflow)
  return {
    webflow,
    origin: PANEL_ORIGIN,
    request: async (path, init) => await app.request(path, init),
  }
})
