/** The proxy's address, put in when the panel is built (`PROXY_URL`); empty when the build was not told. */
// oxlint-disable-next-line no-underscore-dangle -- marks what the build puts in
declare const __PROXY_URL__: string

interface Window {
  /** Installed by Webflow's script before the panel starts; missing outside the Designer. */
  readonly webflow?: WebflowApi
}
