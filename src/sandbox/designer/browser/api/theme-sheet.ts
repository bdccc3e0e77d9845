import { themeVariables } from './themes.ts'

/**
 * Sets the theme's variables in a document, outside of any layer, so that they override a page's own fallbacks in an
 * `@layer`.
 */
export class ThemeSheet {
  readonly #sheet = new CSSStyleSheet()

  constructor(document: Document) {
    document.adoptedStyleSheets.push(this.#sheet)
    this.apply('darkDefault')
  }

  apply(theme: AppearanceSettings): void {
    const variables = Object.entries(themeVariables(theme))
      .map(([name, value]) => `${name}: ${value};`)
      .join('\n')
    this.#sheet.replaceSync(`:root {\n${variables}\n}\n${SCROLLBARS}`)
  }
}

// Helpers

/** From Webflow's template for extensions (seen October 2024). */
const SCROLLBARS = `
::-webkit-scrollbar { width: 8px; height: 8px; }
::-webkit-scrollbar-track { background: var(--background2, #363636); }
::-webkit-scrollbar-thumb { background: var(--background5, #5e5e5e); border: 1px solid var(--background1, #2b2b2b); }`
