/**
 * Every state of the panel, on fixtures, for viewing and for tests: `/scenes/?scene=running&theme=light&language=de`.
 * Served by the development server only; it is not part of the build.
 */
import { render } from 'preact'
import { App } from '../components/app.tsx'
import { LazyLibrary, preloadParts } from '../components/lazy/lazy-parts.ts'
import type { DesignerTheme } from '../ports/run.ts'
import { LANGUAGE_CODES } from '../strings/choice.ts'
import { isSceneName, SCENES, sceneNames } from './scenes.ts'

const THEMES: readonly DesignerTheme[] = ['light', 'darkDefault', 'darkDarker', 'darkBrighter']

const query = new URLSearchParams(location.search)
const sceneName = query.get('scene') ?? ''
const theme = THEMES.find((name) => name === query.get('theme')) ?? 'darkDefault'
const language = LANGUAGE_CODES.find((code) => code === query.get('language')) ?? 'en'
const root = document.getElementById('panel')
if (!root) throw new Error('The page has no element "panel" to render into.')

if (isSceneName(sceneName)) {
  const panel = await SCENES[sceneName](theme)
  panel.language.choose(language)
  await preloadParts()
  if (panel.tab.peek() === 'library') await Promise.all([LazyLibrary.preload(), panel.library()])
  render(<App panel={panel} />, root)
} else render(<Contents />, root)

function Contents() {
  return (
    <main style={{ padding: '16px', height: '100%', overflow: 'auto' }}>
      <h1>Scenes</h1>
      <ul>
        {sceneNames.map((name) => (
          <li key={name}>
            {THEMES.map((theme) => (
              <a key={theme} href={`?scene=${name}&theme=${theme}`} style={{ marginRight: '8px' }}>
                {name} {theme}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </main>
  )
}
