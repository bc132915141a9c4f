import fc from 'fast-check'
import type {Names} from './every-patch.js'

/** What has a meaning in one of the languages, and so must lose it. */
const pieces = [
  "'",
  '"',
  '`',
  '\\',
  '\n',
  '\r\n',
  '\t',
  '\u0024{x}',
  '$\u0024{x}',
  '%{if}',
  '$(id)',
  '*/',
  '# ',
  ': ',
  '- ',
  '{{resolve:ssm:x}}',
  '<<EOF',
  '\u2028',
  '\u0085',
  '\u202e',
  '\u0000',
  '\u0007',
  '😀',
  'ü',
  '!Ref ',
  '&a',
  '*a',
  'yes',
  '~',
  '0x1F',
  '2026-11-27',
]

const text = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({maxLength: 5, unit: 'binary'})), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(''))

/** Any name of AWS's, with what is special somewhere in many of them. */
export const awkwardText = text
export const awkwardNames: fc.Arbitrary<Names> = fc.record({
  group: text,
  action: text,
  policy: text,
  cluster: text,
  label: text,
})
