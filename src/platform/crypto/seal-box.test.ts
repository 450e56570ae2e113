import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveKeys } from './keys.ts'
import { seal, unseal } from './seal-box.ts'

const keys = deriveKeys(Buffer.alloc(32, 7))

test('what was sealed for a row opens for that row', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (text, rowId) => {
      expect(unseal(keys, rowId, seal(keys, rowId, text))).toBe(text)
    }),
  )
})

test('a cipher copied to another row, changed in one bit, or made with another key does not open', () => {
  const sealed = seal(keys, 'row-1', '13800001234')
  expect(() => unseal(keys, 'row-2', sealed)).toThrow()
  const changed = Buffer.from(sealed.cipher)
  changed[14] = (changed[14] ?? 0) ^ 1
  expect(() => unseal(keys, 'row-1', { ...sealed, cipher: changed })).toThrow()
  expect(() => unseal(deriveKeys(Buffer.alloc(32, 8)), 'row-1', sealed)).toThrow()
})

test('the same text sealed twice gives different ciphers', () => {
  expect(seal(keys, 'row', '同一个').cipher.equals(seal(keys, 'row', '同一个').cipher)).toBe(false)
})
