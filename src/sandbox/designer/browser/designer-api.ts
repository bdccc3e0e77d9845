/**
 * Runs in the panel's document before its body, like Webflow's client script: installs `window.webflow` and the theme's
 * variables. Talks only to the origin that served it.
 */
import { connectHost } from './api/host-link.ts'
import { ThemeSheet } from './api/theme-sheet.ts'
import { createWebflowApi, themeOf } from './api/webflow.ts'

const script = document.currentScript
if (script instanceof HTMLScriptElement && window.parent !== window) {
  const host = connectHost(new URL(script.src).origin)
  const sheet = new ThemeSheet(document)
  Object.defineProperty(window, 'webflow', { value: createWebflowApi(host), enumerable: true })
  host.on('currenttheme', (theme) => sheet.apply(themeOf(theme)))
  void host.call('getTheme').then((theme) => sheet.apply(themeOf(theme)))
}
