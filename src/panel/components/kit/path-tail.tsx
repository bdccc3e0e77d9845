/** A folder path that is shortened at its start: its end says more. */
export function PathTail({ path }: { path: string }) {
  return (
    <span class="path-tail" title={path}>
      <bdi>{path}</bdi>
    </span>
  )
}
