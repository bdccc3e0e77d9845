// Preloaded by the npm scripts. Plain JavaScript, because an older Node cannot read TypeScript.
// The versions left out cannot run TypeScript files, or count parameters wrong in node:sqlite.
const [major, minor] = process.versions.node.split('.').map(Number)
const works = (major === 22 && minor >= 20) || (major === 24 && minor >= 7) || major > 24
if (!works) {
  process.stderr.write(
    `Asset Dock needs Node 22.20 or later, or 24.7 or later; this is ${process.versions.node}. Run "npm ci" without --ignore-scripts (it brings Node 24), or install a newer Node.\n`,
  )
  process.exit(1)
}
