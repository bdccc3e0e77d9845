/** The proxy's address, put in when the panel is built (`PROXY_URL`); empty when the build was not told. */
declare const __PROXY_URL__: string
