// Preloaded by the npm scripts; plain JavaScript, because an older Node cannot read TypeScript.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Asset Dock needs Node 22.18 or newer, this is ${process.versions.node}: run "npm ci" without --ignore-scripts (it brings Node 24), or install a newer Node.\n`,
  )
  process.exit(1)
}
