import type { PanelPolicy } from './browser/panel-policy.ts'

/** The Content-Security-Policy header. `designer` is the origin that frames the panel and serves its script. */
export function contentPolicy(policy: PanelPolicy, designer: string): string {
  const workers = { blob: "'self' blob:", self: "'self'", none: "'none'" }[policy.worker]
  return [
    "default-src 'none'",
    `script-src 'self' ${designer}${policy.wasm ? " 'wasm-unsafe-eval'" : ''}`,
    `worker-src ${workers}`,
    "style-src 'self'",
    "font-src 'self' data:",
    "img-src 'self' data: blob: https: http://127.0.0.1:*",
    "media-src 'self' blob:",
    "connect-src 'self' https: http://127.0.0.1:* http://localhost:*",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${designer}`,
  ].join('; ')
}
