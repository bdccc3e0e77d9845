// Preloaded by the npm scripts; plain JavaScript, because an older Node cannot read TypeScript.
// node:sqlite of 22.18, 22.19, 24.5 and 24.6 miscounts reused parameters.
const [major, minor] = process.versions.node.split('.').map(Number)
const works = (major === 22 && minor >= 20) || (major === 24 && minor >= 7) || major > 24
if (!works) {
  process.stderr.write(
    `Asset Dock needs Node 22.20 or newer, or 24.7 or newer; this is ${process.versions.node}. Run "npm ci" without --ignore-scripts (it installs Node 24), or install a newer Node.\n`,
  )
  process.exit(1)
}
