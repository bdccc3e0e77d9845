import { describe, expect, it } from 'vitest'
import { addressesAs, type Addressed } from '../../../src/core/address-formats.ts'
import { DECORATIVE, MISSING } from '../../../src/core/alt-text.ts'

const asset = (of: Partial<Addressed> = {}): Addressed => ({
  name: 'pier.jpg',
  url: 'https://cdn.example.com/site/1_pier.jpg',
  alt: { type: 'text', text: 'The pier' },
  picture: true,
  ...of,
})
const nasty = asset({
  url: `https://cdn.example.com/a b(1)"'<x>[y]\\%20.jpg?a=1&b=2`,
  alt: { type: 'text', text: '"Sea" [at] <night> & `day` *1*\n_2_ \\' },
})
const encoded = 'https://cdn.example.com/a%20b%281%29%22%27%3Cx%3E%5By%5D%5C%20.jpg?a=1&b=2'

describe('an address', () => {
  it.each([
    ['url', 'https://cdn.example.com/site/1_pier.jpg'],
    ['markdown', '![The pier](https://cdn.example.com/site/1_pier.jpg)'],
    ['html', '<img src="https://cdn.example.com/site/1_pier.jpg" alt="The pier">'],
    ['css', 'background-image: url("https://cdn.example.com/site/1_pier.jpg");'],
  ] as const)('as %s', (format, text) => {
    expect(addressesAs(format, [asset()])).toBe(text)
  })

  it.each([
    ['markdown', '[report \\[final\\].pdf](https://cdn.example.com/r.pdf)'],
    ['html', '<a href="https://cdn.example.com/r.pdf">report [final].pdf</a>'],
    ['css', 'url("https://cdn.example.com/r.pdf")'],
  ] as const)('of what is no picture, as %s', (format, text) => {
    const report = asset({
      name: 'report [final].pdf',
      url: 'https://cdn.example.com/r.pdf',
      picture: false,
    })
    expect(addressesAs(format, [report])).toBe(text)
  })

  it('is escaped by the rules of its format', () => {
    expect(addressesAs('url', [nasty])).toBe(encoded.replace('%5C%20', '%5C%20'))
    expect(addressesAs('markdown', [nasty])).toBe(
      `!["Sea" \\[at\\] \\<night\\> \\& \\\`day\\\` \\*1\\* \\_2\\_ \\\\](${encoded})`,
    )
    expect(addressesAs('html', [nasty])).toBe(
      `<img src="${encoded.replace('&', '&amp;')}" alt="&quot;Sea&quot; [at] &lt;night&gt; &amp; \`day\` *1*\n_2_ \\">`,
    )
    expect(addressesAs('css', [nasty])).toBe(`background-image: url("${encoded}");`)
  })

  it.each([DECORATIVE, MISSING])('has an empty alt text for %j', (alt) => {
    expect(addressesAs('html', [asset({ alt })])).toContain('alt=""')
    expect(addressesAs('markdown', [asset({ alt })])).toMatch(/^!\[\]\(/)
  })

  it('is on a line of its own', () => {
    expect(addressesAs('url', [asset(), asset({ url: 'https://x.example/2' })])).toBe(
      'https://cdn.example.com/site/1_pier.jpg\nhttps://x.example/2',
    )
  })
})
