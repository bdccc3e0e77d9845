/** Subjects of the generated files: a word for the name, and a sentence about it in two languages. */
export const SUBJECTS = [
  { slug: 'harbour', en: 'The harbour', de: 'Der Hafen' },
  { slug: 'lighthouse', en: 'The lighthouse', de: 'Der Leuchtturm' },
  { slug: 'quay', en: 'Boats at the quay', de: 'Boote am Kai' },
  { slug: 'ferry', en: 'The ferry', de: 'Die Fähre' },
  { slug: 'dunes', en: 'Dunes with grass', de: 'Dünen mit Gras' },
  { slug: 'pier', en: 'The wooden pier', de: 'Die hölzerne Seebrücke' },
  { slug: 'sails', en: 'White sails', de: 'Weiße Segel' },
  { slug: 'nets', en: 'Fishing nets', de: 'Fischernetze' },
  { slug: 'gulls', en: 'Gulls above the water', de: 'Möwen über dem Wasser' },
  { slug: 'buoy', en: 'A red buoy', de: 'Eine rote Boje' },
  { slug: 'anchor', en: 'An old anchor', de: 'Ein alter Anker' },
  { slug: 'dock', en: 'The dry dock', de: 'Das Trockendock' },
] as const

export const TIMES = [
  { slug: 'dawn', en: 'at dawn', de: 'im Morgengrauen' },
  { slug: 'noon', en: 'at noon', de: 'am Mittag' },
  { slug: 'dusk', en: 'at dusk', de: 'in der Dämmerung' },
  { slug: 'fog', en: 'in fog', de: 'im Nebel' },
  { slug: 'snow', en: 'under snow', de: 'im Schnee' },
  { slug: 'storm', en: 'in a storm', de: 'im Sturm' },
] as const

export const PAPERS = [
  'price-list',
  'Hafenübersicht Süd',
  'berth-plan',
  'Terms and conditions',
  'press-release',
  'timetable',
  'Liegeplätze (Entwurf)',
  'annual report',
] as const

export const FOLDER_NAMES = [
  'Brand',
  'Campaigns',
  'Products',
  'Press',
  'Team',
  'Blog',
  'Legal',
  'Archive',
  'Logos',
  'Icons',
  'Photos',
  'Spring',
  'Summer',
  'Autumn',
  'Winter',
  'Hafenfest',
  '2024',
  '2025',
  '2026',
  'Drafts',
] as const
