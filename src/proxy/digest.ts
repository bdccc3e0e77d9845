/** MD5 of bytes as they pass. */
export interface Digest {
  update(bytes: Uint8Array): void
  /** 32 lower-case hex digits. May be called once. */
  hex(): string
}
