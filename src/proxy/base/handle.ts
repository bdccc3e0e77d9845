/** An object of the same methods, near or far: every answer may be a promise. */
export type Handle<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => infer R
    ? (...args: A) => R | Promise<R>
    : never
}
