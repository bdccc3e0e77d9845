/**
 * Addresses that Webflow's answers name, before the proxy calls them: it stands where others cannot reach (beside
 * databases, metadata services, other people's machines), so that an address must never lead there.
 */

/**
 * The address, where it is https at a public name and the usual port, or on the machine and by the protocol of the API
 * itself: a local Webflow. What it redirects to is not trusted.
 */
export function trustedAddress(text: string | null, apiUrl: string): URL | undefined {
  const address = URL.parse(text ?? '')
  if (!address || address.username !== '' || address.password !== '') return undefined
  const api = new URL(apiUrl)
  if (address.hostname === api.hostname && address.protocol === api.protocol) return address
  const isUsual = address.protocol === 'https:' && address.port === ''
  return isUsual && isPublicName(address.hostname) ? address : undefined
}

// Helpers

/** Names that lead to the machine itself or to its own network, by convention (RFC 6761, RFC 6762, RFC 8375). */
const LOCAL_NAME =
  /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|arpa|test|invalid)$/

/** `URL` has brought every spelling of an IPv4 address to four decimal numbers, and put IPv6 in brackets. */
function isPublicName(host: string): boolean {
  const name = host.replace(/\.$/, '')
  const isAddress = name.startsWith('[') || /^[\d.]+$/.test(name)
  return !isAddress && name.includes('.') && !LOCAL_NAME.test(name)
}
