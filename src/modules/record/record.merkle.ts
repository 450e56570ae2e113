import { hash } from 'node:crypto'

export type Hash = Uint8Array

const sha256 = (bytes: Uint8Array): Hash => hash('sha256', bytes, 'buffer')

const tagged = (tag: 0 | 1, ...parts: readonly Uint8Array[]): Hash =>
  sha256(Buffer.concat([Uint8Array.of(tag), ...parts]))

/** RFC 9162 § 2.1.1: the tags keep a leaf from passing for a node. */
export const leafHash = (entry: Uint8Array): Hash => tagged(0, entry)
const nodeHash = (left: Hash, right: Hash): Hash => tagged(1, left, right)
export const emptyRoot = (): Hash => sha256(new Uint8Array())

const equal = (left: Hash | undefined, right: Hash | undefined): boolean =>
  left !== undefined && right !== undefined && Buffer.compare(left, right) === 0

/** The roots of the full subtrees that cover `size` leaves, largest first: all that appending needs to know. */
export type Frontier = { size: number; hashes: readonly Hash[] }
export const emptyFrontier: Frontier = { size: 0, hashes: [] }

export function append(frontier: Frontier, leaf: Hash): Frontier {
  const hashes = [...frontier.hashes]
  let carried = leaf
  // each trailing 1 of the size is a full subtree as high as the one carried: they join
  for (let rest = frontier.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    carried = nodeHash(hashes.pop() ?? missing(), carried)
  }
  return { size: frontier.size + 1, hashes: [...hashes, carried] }
}

export const rootOf = (frontier: Frontier): Hash =>
  frontier.hashes.length === 0 ? emptyRoot() : frontier.hashes.reduceRight((right, left) => nodeHash(left, right))

const frontierOf = (leaves: readonly Hash[]): Frontier => leaves.reduce(append, emptyFrontier)
const treeRoot = (leaves: readonly Hash[]): Hash => rootOf(frontierOf(leaves))

/** The largest power of two below `size` (RFC 9162 § 2.1.1's k). */
function splitOf(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

/** RFC 9162 § 2.1.3.1: the hashes that lead from one leaf to the root. */
export function inclusionProof(leaves: readonly Hash[], index: number): Hash[] {
  if (leaves.length <= 1) return []
  const split = splitOf(leaves.length)
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)]
  return index < split
    ? [...inclusionProof(left, index), treeRoot(right)]
    : [...inclusionProof(right, index - split), treeRoot(left)]
}

/** RFC 9162 § 2.1.3.2 */
export function provesInclusion(leaf: Hash, index: number, size: number, proof: readonly Hash[], root: Hash): boolean {
  if (index < 0 || index >= size) return false
  let [node, last, computed] = [index, size - 1, leaf]
  for (const sibling of proof) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      computed = nodeHash(sibling, computed)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else computed = nodeHash(computed, sibling)
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && equal(computed, root)
}

/** RFC 9162 § 2.1.4.1: the hashes that show the tree of `oldSize` leaves to be the beginning of this one. */
export function consistencyProof(leaves: readonly Hash[], oldSize: number): Hash[] {
  const prove = (part: readonly Hash[], old: number, whole: boolean): Hash[] => {
    if (old === part.length) return whole ? [] : [treeRoot(part)]
    const split = splitOf(part.length)
    const [left, right] = [part.slice(0, split), part.slice(split)]
    return old <= split
      ? [...prove(left, old, whole), treeRoot(right)]
      : [...prove(right, old - split, false), treeRoot(left)]
  }
  return oldSize === 0 ? [] : prove(leaves, oldSize, true)
}

/** RFC 9162 § 2.1.4.2 */
export function provesConsistency(
  old: { size: number; root: Hash },
  now: { size: number; root: Hash },
  proof: readonly Hash[],
): boolean {
  if (old.size > now.size) return false
  if (old.size === now.size) return proof.length === 0 && equal(old.root, now.root)
  if (old.size === 0) return proof.length === 0
  const path = isPowerOfTwo(old.size) ? [old.root, ...proof] : [...proof]
  const first = path.shift()
  if (first === undefined) return false
  let [node, last] = [old.size - 1, now.size - 1]
  while (node % 2 === 1) [node, last] = [half(node), half(last)]
  let [oldRoot, nowRoot] = [first, first]
  for (const sibling of path) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      oldRoot = nodeHash(sibling, oldRoot)
      nowRoot = nodeHash(sibling, nowRoot)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else nowRoot = nodeHash(nowRoot, sibling)
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && equal(oldRoot, old.root) && equal(nowRoot, now.root)
}

const half = (number: number): number => Math.floor(number / 2)
const isPowerOfTwo = (number: number): boolean => Number.isInteger(Math.log2(number))

function missing(): never {
  throw new Error('the frontier has fewer hashes than its size needs')
}

const hashBytes = 32

/** The stored form: the hashes one after the other. */
export const packFrontier = (frontier: Frontier): Uint8Array => Buffer.concat(frontier.hashes)

export function unpackFrontier(size: number, packed: Uint8Array): Frontier {
  const hashes = Array.from({ length: packed.length / hashBytes }, (_, index) =>
    packed.subarray(index * hashBytes, (index + 1) * hashBytes),
  )
  return { size, hashes }
}
