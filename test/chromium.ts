/** Finds a Chromium for the browser tests, and on Debian as root installs one where there is none. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * Turned off, in the only list of features that counts: the last one, so that Playwright's own is without effect. With
 * that one, frames of other sites would have no storage of their own, which they have for people. The popups of the
 * address bar are pages that Chromium 156 makes anew for each tab: 0.7 s of a processor's time, and nobody sees them.
 */
const FEATURES_OFF = [
  'Translate',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
]

/** Without Chromium's calls home, which a closed network refuses one by one. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${FEATURES_OFF.join()}`,
]

/**
 * `CHROME_PATH`, a system browser, or Playwright's own, in this order; else Debian's, installed.
 * @throws Error that says how to get one.
 */
export function chromiumPath(): string {
  return found() ?? installed()
}

// Helpers

function found(): string | undefined {
  return [process.env['CHROME_PATH'] ?? '', ...SYSTEM_PATHS, chromium.executablePath()].find(
    (path) => path !== '' && existsSync(path),
  )
}

function installed(): string {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
    throw new Error(
      'No Chromium found: set CHROME_PATH to one, or install it (Debian: apt-get install chromium).',
    )
  }
  console.log('No Chromium found: installing the one of Debian.')
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
  execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  const path = found()
  if (!path) throw new Error('Debian installed Chromium, but it is in none of the usual places.')
  return path
}
