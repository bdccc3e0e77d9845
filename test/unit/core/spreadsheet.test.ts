import { describe, expect, it } from 'vitest'
import { parseTable, writeTable } from '../../../src/core/spreadsheet.ts'

describe('a table', () => {
  it.each([
    [
      'a\tb\nc\td',
      '\t',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\r\nc,d\r\n',
      ',',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a;b\rc;d',
      ';',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"a,b","c ""d"""', ',', [['a,b', 'c "d"']]],
    ['"two\nlines"\tx', '\t', [['two\nlines', 'x']]],
    [
      '"two\r\nlines",x\r\ny,z',
      ',',
      [
        ['two\r\nlines', 'x'],
        ['y', 'z'],
      ],
    ],
    ['"Sea" at night\tx', '\t', [['"Sea" at night', 'x']]],
    ['"never closed\tx', '\t', [['"never closed', 'x']]],
    ['5" screen,x', ',', [['5" screen', 'x']]],
    ['""', ',', []],
    ['"",x', ',', [['', 'x']]],
    [
      'a,,\n,b',
      ',',
      [
        ['a', '', ''],
        ['', 'b'],
      ],
    ],
    ['a\n\nb\n\n\n', '\t', [['a'], [''], ['b']]],
    ['\ufeffa\tb', '\t', [['a', 'b']]],
    ['', '\t', []],
  ] as const)('%j by %j', (text, delimiter, rows) => {
    expect(parseTable(text, delimiter)).toEqual(rows)
  })

  it('comes back as it was written', () => {
    const rows = [
      ['plain', 'with "quotes"', 'two\nlines'],
      ['a\ttab', '', '"'],
      ['', '', 'x'],
    ]
    expect(parseTable(writeTable(rows), '\t')).toEqual(rows)
  })
})
