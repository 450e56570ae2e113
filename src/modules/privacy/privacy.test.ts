import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deriveKeys } from '#platform/crypto/keys.ts'
import { codeOfForm, readForm, sealForm } from './form-seal.service.ts'
import { codeOf, officeMoves, printedCode, privacyNotices, readCode, requestKinds, requestStates } from './privacy.ts'

const keys = deriveKeys(Buffer.alloc(32, 'privacy'))
const morning = new Date('2026-03-04T09:00:00+08:00')
const later = (seconds: number) => new Date(morning.getTime() + seconds * 1000)

describe('a tracking code', () => {
  test('is read however it is typed: in small letters, with or without hyphens, O for 0, I and l for 1', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const code = codeOf(bytes)
        expect(code).toHaveLength(26)
        expect(readCode(printedCode(code))).toBe(code)
        expect(readCode(` ${code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `)).toBe(code)
      }),
    )
  })

  test('holds 130 bits: each of the first 130 changes it', () => {
    const plain = codeOf(new Uint8Array(32))
    for (let bit = 0; bit < 130; bit += 1) {
      const bytes = new Uint8Array(32)
      bytes[bit >> 3] = 0x80 >> (bit & 7)
      expect(codeOf(bytes)).not.toBe(plain)
    }
  })

  test.each(['', '12345', 'U'.repeat(26), '<script>', '公'.repeat(26)])('%j is none', (typed) => {
    expect(readCode(typed)).toBeUndefined()
  })
})

describe('a form', () => {
  const sealed = sealForm(keys, morning, 'random')

  test.each([
    [1, 'too_quick'],
    [3, 'ready'],
    [24 * 3600, 'ready'],
    [24 * 3600 + 1, 'too_old'],
  ])('after %i seconds is %s', (seconds, age) => {
    expect(readForm(keys, sealed, later(seconds)).age).toBe(age)
  })

  test('whose moment was changed, or that was made with another key, is forged', () => {
    const [, ...rest] = sealed.split('.')
    expect(readForm(keys, ['0', ...rest].join('.'), later(60)).age).toBe('forged')
    expect(readForm(deriveKeys(Buffer.alloc(32, 'other')), sealed, later(60)).age).toBe('forged')
    for (const text of ['', '.', '..', 'x.y.z', '<script>']) expect(readForm(keys, text, later(60)).age).toBe('forged')
  })

  test('gives the same code each time it is sent, which nobody can work out without the key', () => {
    expect(codeOfForm(keys, 'random')).toBe(codeOfForm(keys, 'random'))
    expect(codeOfForm(keys, 'random')).not.toBe(codeOfForm(deriveKeys(Buffer.alloc(32, 'other')), 'random'))
  })
})

test('a deletion is never ended by one person alone; everything else takes no second one', () => {
  for (const kind of requestKinds) {
    const moves = requestStates.flatMap((state) => officeMoves(kind, state))
    expect(moves.includes('finish')).toBe(kind !== 'deletion')
    expect(moves.includes('propose')).toBe(kind === 'deletion')
  }
})

// Whoever changes a word of the notice makes a new version of it, with the day from which it holds.
const wordsOfNotice: Record<string, string> = { '1.0': 'f0a845a6b7520812' }

test('the words of the notice are those of the version that people agree to', () => {
  const text = ['zh-CN', 'en'].map((locale) => {
    const file = join(import.meta.dirname, `../../../locales/${locale}/portal.json`)
    return JSON.stringify((JSON.parse(readFileSync(file, 'utf8')) as { privacy: unknown }).privacy)
  })
  const digest = createHash('sha256').update(text.join('\n')).digest('hex').slice(0, 16)
  expect(digest).toBe(wordsOfNotice[privacyNotices[0].version])
})
