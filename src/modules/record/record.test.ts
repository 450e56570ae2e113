import { hash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { afterImageHash, canonicalBytes, noteHash } from './record.canonical.ts'
import {
  append,
  consistencyProof,
  emptyFrontier,
  emptyRoot,
  type Hash,
  inclusionProof,
  leafHash,
  packFrontier,
  provesConsistency,
  provesInclusion,
  rootOf,
  unpackFrontier,
} from './record.merkle.ts'
import { firstPersonalWord } from './record.ts'

/** RFC 9162 § 2.1.1, word by word and without a thought for speed. */
function naiveRoot(entries: readonly Uint8Array[]): Hash {
  const sha = (...parts: Uint8Array[]): Hash => hash('sha256', Buffer.concat(parts), 'buffer')
  const [only] = entries
  if (only === undefined) return sha()
  if (entries.length === 1) return sha(Uint8Array.of(0), only)
  let k = 1
  while (k * 2 < entries.length) k *= 2
  return sha(Uint8Array.of(1), naiveRoot(entries.slice(0, k)), naiveRoot(entries.slice(k)))
}

const entries = fc.array(fc.uint8Array({ maxLength: 8 }), { minLength: 1, maxLength: 70 })
const entriesAndIndex = entries.chain((all) => fc.tuple(fc.constant(all), fc.nat({ max: all.length - 1 })))
const frontierOf = (all: readonly Uint8Array[]) => all.map(leafHash).reduce(append, emptyFrontier)
const flip = (bytes: Uint8Array): Uint8Array => bytes.map((byte, at) => (at === 0 ? byte ^ 1 : byte))

describe('the tree', () => {
  test('grown leaf by leaf it has the root that RFC 9162 defines, also when stored and read in between', () => {
    expect(rootOf(emptyFrontier)).toEqual(emptyRoot())
    expect(Buffer.from(emptyRoot()).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    )
    fc.assert(
      fc.property(entriesAndIndex, ([all, cut]) => {
        const stored = frontierOf(all.slice(0, cut))
        const read = unpackFrontier(stored.size, packFrontier(stored))
        const grown = all.slice(cut).map(leafHash).reduce(append, read)
        expect(Buffer.from(rootOf(grown))).toEqual(Buffer.from(naiveRoot(all)))
      }),
    )
  })

  test('every leaf is proved to be in it, and no other leaf, place or root is', () => {
    fc.assert(
      fc.property(entriesAndIndex, ([all, index]) => {
        const leaves = all.map(leafHash)
        const [leaf, root] = [leaves[index] ?? emptyRoot(), naiveRoot(all)]
        const proof = inclusionProof(leaves, index)
        expect(provesInclusion(leaf, index, all.length, proof, root)).toBe(true)
        expect(provesInclusion(flip(leaf), index, all.length, proof, root)).toBe(false)
        expect(provesInclusion(leaf, index, all.length, proof, flip(root))).toBe(false)
        expect(provesInclusion(leaf, all.length, all.length, proof, root)).toBe(false)
        expect(provesInclusion(leaf, index, all.length, [...proof, root], root)).toBe(false)
        for (const [at, sibling] of proof.entries()) {
          expect(provesInclusion(leaf, index, all.length, proof.with(at, flip(sibling)), root)).toBe(false)
        }
      }),
    )
  })

  test('an earlier tree is proved to be the beginning of a later one, and a rewritten one is not', () => {
    fc.assert(
      fc.property(entriesAndIndex, ([all, index]) => {
        const leaves = all.map(leafHash)
        const oldSize = index + 1
        const old = { size: oldSize, root: naiveRoot(all.slice(0, oldSize)) }
        const now = { size: all.length, root: naiveRoot(all) }
        const proof = consistencyProof(leaves, oldSize)
        expect(provesConsistency(old, now, proof)).toBe(true)
        expect(provesConsistency({ ...old, root: flip(old.root) }, now, proof)).toBe(false)
        expect(provesConsistency(old, { ...now, root: flip(now.root) }, proof)).toBe(false)
        expect(provesConsistency({ ...old, size: all.length + 1 }, now, proof)).toBe(false)
      }),
    )
  })
})

describe('canonical bytes', () => {
  test('the order in which keys were written does not change them', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).toReversed())
        expect(canonicalBytes(JSON.parse(JSON.stringify(reversed)))).toEqual(
          canonicalBytes(JSON.parse(JSON.stringify(object))),
        )
      }),
    )
    expect(Buffer.from(canonicalBytes({ b: 1e21, a: '民声', c: [null, -0] })).toString()).toBe(
      '{"a":"民声","b":1e+21,"c":[null,0]}',
    )
  })

  test('the same note with another salt has another hash, and an absent case row has its own', () => {
    expect(noteHash(Buffer.alloc(32, 1), '属实')).not.toEqual(noteHash(Buffer.alloc(32, 2), '属实'))
    expect(afterImageHash(null)).not.toEqual(afterImageHash({}))
  })
})

describe('what an event may hold', () => {
  test('ids, codes, numbers, dates and official numbers pass', () => {
    const allowed = {
      caseId: '01998a2e-7b60-7000-8000-000000000001',
      organIds: ['a', 'b'],
      dueOn: '2026-11-30',
      times: 3,
      number: '交办〔2026〕17号',
      area: { code: '320412', path: '32.3204.320412' },
      none: null,
    }
    expect(firstPersonalWord(allowed)).toBeUndefined()
  })

  test('a name, a telephone number, an ID number and any sentence are found wherever they stand', () => {
    expect(firstPersonalWord({ who: '张三' })).toBe('data.who')
    expect(firstPersonalWord({ list: [{ phone: '13812345678' }] })).toBe('data.list.0.phone')
    expect(firstPersonalWord({ id: '320412199001011234' })).toBe('data.id')
    expect(firstPersonalWord({ text: 'x'.repeat(201) })).toBe('data.text')
    expect(firstPersonalWord({ 张三: true })).toBe('data')
  })
})
