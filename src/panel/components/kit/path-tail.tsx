/** A folder's path that gives way at its beginning: where it ends says more than where it starts. */
export function PathTail({ path }: { path: string }) {
  return (
    <span class="path-tail" title={path}>
      <bdi>{path}</bdi>
    </span>
  )
}
