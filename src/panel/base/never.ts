/** For calls and waits that nobody takes back. */
export const NEVER: AbortSignal = new AbortController().signal
