/**
 * The CSS variables that Webflow sets in an extension's document. The common dark theme has Webflow's values
 * (https://developers.webflow.com/designer/docs/design-guidelines and its UI kit, read 2026-11-23). Webflow does not
 * publish those of the other themes; these are the sandbox's own.
 */
export function themeVariables(theme: AppearanceSettings): Readonly<Record<string, string>> {
  return { ...COMMON, ...DARK, ...CHANGES[theme] }
}

// Helpers

const COMMON = {
  '--font-stack': 'Inter, system-ui, sans-serif',
  '--font-size-small': '11.5px',
  '--font-size-large': '12.5px',
  '--letter-spacing-small': '-0.115px',
  '--font-weight-normal': '400',
  '--font-weight-medium': '600',
  '--border-radius': '4px',
}

const DARK = {
  'color-scheme': 'dark',
  '--background1': '#1e1e1e',
  '--background2': '#2e2e2e',
  '--background3': '#383838',
  '--background4': '#373737',
  '--background5': '#444444',
  '--backgroundInactive': '#2e2e2e',
  '--backgroundInverse': '#ebebeb',
  '--backgroundInput': 'rgba(0, 0, 0, 0.15)',
  '--border1': 'rgba(255, 255, 255, 0.13)',
  '--border2': 'rgba(255, 255, 255, 0.14)',
  '--border3': 'rgba(255, 255, 255, 0.19)',
  '--text1': '#f5f5f5',
  '--text2': '#bdbdbd',
  '--text3': '#a3a3a3',
  '--textInactive': '#757575',
  '--textInverse': '#1e1e1e',
  '--actionPrimaryBackground': '#006acc',
  '--actionPrimaryBackgroundHover': '#187cd9',
  '--actionPrimaryText': '#ffffff',
  '--actionPrimaryTextHover': '#ffffff',
  '--actionSecondaryBackground':
    'linear-gradient(180deg, rgba(255, 255, 255, 0.12) 0%, rgba(255, 255, 255, 0.1) 100%)',
  '--actionSecondaryBackgroundHover':
    'linear-gradient(180deg, rgba(255, 255, 255, 0.18) 0%, rgba(255, 255, 255, 0.16) 100%)',
  '--actionSecondaryText': '#e0e0e0',
  '--actionSecondaryTextHover': '#f5f5f5',
  '--blueText': '#8ac2ff',
  '--blueIcon': '#8ac2ff',
  '--blueBorder': '#007df0',
  '--blueBackground': '#006acc',
  '--blueBackgroundHover': '#187cd9',
  '--greenBackground': '#007a41',
  '--greenBackgroundHover': '#0d8a4f',
  '--greenText': '#63d489',
  '--greenIcon': '#63d489',
  '--greenBorder': '#259d4d',
  '--yellowBackground': '#946b00',
  '--yellowBackgroundHover': '#af7f00',
  '--yellowText': '#f3c831',
  '--yellowIcon': '#f3c831',
  '--yellowBorder': '#d7a220',
  '--redBackground': '#cf313b',
  '--redBackgroundHover': '#cb3535',
  '--redText': '#ff8a8a',
  '--redIcon': '#ff8a8a',
  '--redBorder': '#e42f3a',
  '--orangeBackground': '#bf4704',
  '--orangeText': '#eba267',
  '--orangeIcon': '#eba267',
  '--orangeBorder': '#df640c',
  '--purpleBackground': '#734ce0',
  '--purpleBackgroundHover': '#815beb',
  '--purpleText': '#b89eff',
  '--purpleIcon': '#b89eff',
  '--purpleBorder': '#875ffd',
  '--boxShadows-action-colored':
    '0px 0.5px 1px rgba(0, 0, 0, 0.8), inset 0px 0.5px 0.5px rgba(255, 255, 255, 0.2)',
  '--boxShadows-action-secondary':
    '0px 0.5px 1px rgba(0, 0, 0, 0.8), inset 0px 0.5px 0.5px rgba(255, 255, 255, 0.12)',
  '--boxShadows-input-inner':
    'inset 0px 1px 1px -1px rgba(0, 0, 0, 0.13), inset 0px 3px 3px -3px rgba(0, 0, 0, 0.17)',
  '--boxShadows-menu':
    '0px 0.5px 0.5px 0.5px rgba(255, 255, 255, 0.15) inset, 0px 5px 10px rgba(0, 0, 0, 0.35)',
}

const LIGHT = {
  'color-scheme': 'light',
  '--background1': '#ffffff',
  '--background2': '#f5f5f5',
  '--background3': '#ebebeb',
  '--background4': '#f0f0f0',
  '--background5': '#d9d9d9',
  '--backgroundInactive': '#f0f0f0',
  '--backgroundInverse': '#1e1e1e',
  '--backgroundInput': '#ffffff',
  '--border1': 'rgba(0, 0, 0, 0.13)',
  '--border2': 'rgba(0, 0, 0, 0.16)',
  '--border3': 'rgba(0, 0, 0, 0.22)',
  '--text1': '#171717',
  '--text2': '#404040',
  '--text3': '#5c5c5c',
  '--textInactive': '#8f8f8f',
  '--textInverse': '#ffffff',
  '--actionSecondaryBackground': 'linear-gradient(180deg, #ffffff 0%, #f5f5f5 100%)',
  '--actionSecondaryBackgroundHover': 'linear-gradient(180deg, #f5f5f5 0%, #ebebeb 100%)',
  '--actionSecondaryText': '#292929',
  '--actionSecondaryTextHover': '#171717',
  '--blueText': '#0055a8',
  '--blueIcon': '#006acc',
  '--greenText': '#00632f',
  '--greenIcon': '#007a41',
  '--yellowText': '#6b4d00',
  '--yellowIcon': '#946b00',
  '--redText': '#b01622',
  '--redIcon': '#cf313b',
  '--orangeText': '#963600',
  '--orangeIcon': '#bf4704',
  '--purpleText': '#5a33c7',
  '--purpleIcon': '#734ce0',
  '--boxShadows-action-colored': '0px 0.5px 1px rgba(0, 0, 0, 0.25)',
  '--boxShadows-action-secondary':
    '0px 0.5px 1px rgba(0, 0, 0, 0.25), 0px 0px 0px 1px rgba(0, 0, 0, 0.1)',
  '--boxShadows-input-inner': 'inset 0px 1px 1px -1px rgba(0, 0, 0, 0.13)',
  '--boxShadows-menu': '0px 0px 0px 1px rgba(0, 0, 0, 0.1), 0px 5px 10px rgba(0, 0, 0, 0.15)',
}

const DARKER = {
  '--background1': '#121212',
  '--background2': '#1e1e1e',
  '--background3': '#292929',
  '--background4': '#262626',
  '--background5': '#363636',
  '--backgroundInactive': '#1e1e1e',
}

const BRIGHTER = {
  '--background1': '#2b2b2b',
  '--background2': '#383838',
  '--background3': '#444444',
  '--background4': '#424242',
  '--background5': '#505050',
  '--backgroundInactive': '#383838',
  '--text2': '#c9c9c9',
  '--text3': '#b5b5b5',
}

const CHANGES: { readonly [Theme in AppearanceSettings]: Readonly<Record<string, string>> } = {
  light: LIGHT,
  darkDefault: {},
  darkDarker: DARKER,
  darkBrighter: BRIGHTER,
}
